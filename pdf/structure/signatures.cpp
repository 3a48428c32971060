#include "pdf/structure/signatures.h"

#include <algorithm>
#include <memory>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include "core/error.h"
#include "pdf/signature_field.h"
#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

// It ends where a revision does: after %%EOF and its end of line.
bool ends_a_revision(const Fd& file, std::uint64_t end) {
  const std::string tail = bytes_between(file, end - std::min<std::uint64_t>(end, 7), end);
  const std::size_t mark = tail.rfind("%%EOF");
  if (mark == std::string::npos) return false;
  return tail.find_first_not_of("\r\n", mark + 5) == std::string::npos;
}

bool covers_revision(const Fd& file, std::uint64_t size, const SignatureField& field) {
  return field.problem.empty() && check_gap(file, size, field).empty() &&
         ends_a_revision(file, field.covers.end);
}

struct Signers {
  int count = 0;
  bool with_certificate = false;  // the message holds the first one's
};

Signers signers_of(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)> message(
      d2i_CMS_ContentInfo(nullptr, &bytes, static_cast<long>(der.size())), CMS_ContentInfo_free);
  Signers found;
  if (message) {
    STACK_OF(CMS_SignerInfo)* infos = CMS_get0_SignerInfos(message.get());
    found.count = infos != nullptr ? sk_CMS_SignerInfo_num(infos) : 0;
    STACK_OF(X509)* certificates = CMS_get1_certs(message.get());
    for (int i = 0; found.count > 0 && i < sk_X509_num(certificates); ++i)
      if (CMS_SignerInfo_cert_cmp(sk_CMS_SignerInfo_value(infos, 0),
                                  sk_X509_value(certificates, i)) == 0)
        found.with_certificate = true;
    sk_X509_pop_free(certificates, X509_free);
  }
  ERR_clear_error();
  return found;
}

}  // namespace

void check_signatures(QPDF& pdf, const Fd& file, std::uint64_t size, Findings& findings) {
  std::vector<SignatureField> fields;
  try {
    fields = signature_fields(pdf);
  } catch (const Error& e) {
    findings.add("limit", e.what());
  }
  for (const auto& field : fields) {
    if (!findings.may_go_on(1000)) return;
    findings.expect(covers_revision(file, size, field), "6.4.3-1",
                    "signature " + field.name + " does not cover its revision of the file");
    const Signers signers = signers_of(field.contents);
    findings.expect(signers.with_certificate, "6.4.3-2",
                    "signature " + field.name + " holds no certificate of its signer");
    findings.expect(signers.count == 1, "6.4.3-3",
                    "signature " + field.name + " has not exactly one signer");
  }
}

}  // namespace sohoa::pdf
