#include "pdf/evidence/path.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "pdf/evidence/revocation.h"

namespace sohoa::pdf {
namespace {

// RFC 3161, 2.3: the one purpose, and critical.
std::string unfit_for_time_stamping(X509* certificate) {
  const std::string why = "not a certificate for time-stamping alone";
  // Asks for the extension to be critical, but leaves purposes that OpenSSL does not know out of
  // account.
  if (X509_check_purpose(certificate, X509_PURPOSE_TIMESTAMP_SIGN, 0) != 1) return why;
  auto* purposes = static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr));
  const bool alone = sk_ASN1_OBJECT_num(purposes) == 1;
  sk_ASN1_OBJECT_pop_free(purposes, ASN1_OBJECT_free);
  return alone ? std::string() : why;
}

std::string unfit(X509* certificate, Purpose purpose) {
  return purpose == Purpose::signing ? unfit_for_signing(certificate)
                                     : unfit_for_time_stamping(certificate);
}

}  // namespace

PathVerdict judge_path(const Anchors& anchors, x509_st* certificate,
                       const std::vector<Certificate>& others, const Evidence& evidence,
                       std::time_t when, Purpose purpose) {
  PathVerdict verdict;
  verdict.problem = unfit(certificate, purpose);
  std::vector<Certificate> pool;
  for (const auto& other : others) pool.push_back(shared(other.get()));
  for (const auto& der : evidence.certificates)
    if (auto read = read_certificate(der)) pool.push_back(std::move(read));
  if (verdict.problem.empty()) {
    auto path = anchors.path(certificate, pool, when);
    verdict.problem = std::move(path.problem);
    verdict.path = std::move(path.certificates);
  }
  if (!verdict.problem.empty()) return verdict;

  for (const auto& member : verdict.path) verdict.used.certificates.push_back(der_of(member.get()));
  const RevocationAnswers answers(evidence, pool);
  verdict.revocation = Revocation::good;
  for (std::size_t i = 0; i + 1 < verdict.path.size(); ++i) {
    X509* member = verdict.path[i].get();
    const auto answer = answers.about(member, verdict.path[i + 1].get(), when);
    verdict.used.add(answer.used);
    const bool worse =
        answer.status == Revocation::revoked
            ? verdict.revocation != Revocation::revoked
            : answer.status == Revocation::unknown && verdict.revocation == Revocation::good;
    if (!worse) continue;
    verdict.revocation = answer.status;
    verdict.revocation_detail =
        common_name(member) + ": " +
        (answer.detail.empty() ? "no OCSP response and no list about it" : answer.detail);
  }
  ERR_clear_error();
  return verdict;
}

}  // namespace sohoa::pdf
