#include "pdf/signed_data.h"

#include <algorithm>
#include <cstring>

#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/x509.h>

#include "core/error.h"
#include "pdf/signature_algorithm.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(ESS_SIGNING_CERT_V2* p) const noexcept { ESS_SIGNING_CERT_V2_free(p); }
  void operator()(ESS_SIGNING_CERT* p) const noexcept { ESS_SIGNING_CERT_free(p); }
  // The certificates in it belong to others.
  void operator()(STACK_OF(X509) * p) const noexcept { sk_X509_free(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

int type_of(Content content) {
  return content == Content::plain ? NID_pkcs7_data : NID_id_smime_ct_TSTInfo;
}

CMS_SignerInfo* signer_of(const SignedData& data) {
  return sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(data.message.get()), 0);
}

// The value of an attribute that must be there once, with one value of this type; else nullptr.
const void* sole_value(const CMS_SignerInfo* signer, int nid, int type) {
  constexpr int exactly_one = -3;
  return CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(nid), exactly_one, type);
}

}  // namespace

std::string digest_name_of(int nid) {
  switch (nid) {
    case NID_sha256:
      return "SHA2-256";
    case NID_sha384:
      return "SHA2-384";
    case NID_sha512:
      return "SHA2-512";
    default:
      return {};
  }
}

SignedData read_signed_data(std::span<const std::byte> der, Content content,
                            const std::string& what) {
  const auto refuse = [&](const char* why) {
    crypto_error();
    throw Error(Cause::image_damaged, what + ": " + why);
  };
  SignedData out;
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  out.message.reset(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  CMS_ContentInfo* message = out.message.get();
  if (message == nullptr) refuse("not a CMS message");
  const auto rest = der.subspan(static_cast<std::size_t>(at - begin));
  if (std::any_of(rest.begin(), rest.end(), [](std::byte b) { return b != std::byte{0}; }))
    refuse("followed by other bytes");
  if (OBJ_obj2nid(CMS_get0_type(message)) != NID_pkcs7_signed) refuse("not SignedData");
  if (OBJ_obj2nid(CMS_get0_eContentType(message)) != type_of(content))
    refuse("its content is of another type");
  if ((CMS_is_detached(message) == 1) != (content == Content::plain))
    refuse(content == Content::plain ? "it encloses content" : "it encloses no content");
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(message);
  if (sk_CMS_SignerInfo_num(signers) != 1) refuse("not exactly one signer");

  STACK_OF(X509)* enclosed = CMS_get1_certs(message);
  while (sk_X509_num(enclosed) > 0) out.certificates.emplace_back(sk_X509_shift(enclosed));
  sk_X509_free(enclosed);
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
  for (const auto& certificate : out.certificates)
    if (!out.signer && CMS_SignerInfo_cert_cmp(signer, certificate.get()) == 0)
      out.signer = shared(certificate.get());
  if (!out.signer) refuse("the signer's certificate is not enclosed");
  CMS_SignerInfo_set1_signer_cert(signer, out.signer.get());

  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, digest);
  out.digest_name = digest_name_of(OBJ_obj2nid(algorithm));
  if (out.digest_name.empty()) refuse("its digest is not SHA-256, SHA-384 or SHA-512");
  return out;
}

std::string signature_problem(const SignedData& data, Content content,
                              std::span<const std::byte> digest) {
  CMS_SignerInfo* signer = signer_of(data);
  const auto* type =
      static_cast<const ASN1_OBJECT*>(sole_value(signer, NID_pkcs9_contentType, V_ASN1_OBJECT));
  if (type == nullptr || OBJ_obj2nid(type) != type_of(content)) return "wrong content type";
  const auto* stated = static_cast<const ASN1_OCTET_STRING*>(
      sole_value(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING));
  if (stated == nullptr) return "no message digest";
  if (static_cast<std::size_t>(ASN1_STRING_length(stated)) != digest.size() ||
      std::memcmp(ASN1_STRING_get0_data(stated), digest.data(), digest.size()) != 0)
    return "the signed bytes were changed: their digest is another";
  if (std::string why = algorithm_problem(signer); !why.empty()) {
    crypto_error();
    return why;
  }
  if (CMS_SignerInfo_verify(signer) != 1) {
    crypto_error();
    return "the signature value is wrong";
  }
  return {};
}

std::string signing_certificate_problem(const SignedData& data, bool first_version) {
  const CMS_SignerInfo* signer = signer_of(data);
  const auto value = [&](int nid) {
    return static_cast<const ASN1_STRING*>(sole_value(signer, nid, V_ASN1_SEQUENCE));
  };
  const ASN1_STRING* second = value(NID_id_smime_aa_signingCertificateV2);
  const ASN1_STRING* first = first_version ? value(NID_id_smime_aa_signingCertificate) : nullptr;
  if (second == nullptr && first == nullptr)
    return first_version ? "no signing-certificate attribute"
                         : "no signing-certificate-v2 attribute";
  const Held<ESS_SIGNING_CERT_V2> named_second(
      second == nullptr ? nullptr
                        : static_cast<ESS_SIGNING_CERT_V2*>(
                              ASN1_item_unpack(second, ASN1_ITEM_rptr(ESS_SIGNING_CERT_V2))));
  const Held<ESS_SIGNING_CERT> named_first(first == nullptr
                                               ? nullptr
                                               : static_cast<ESS_SIGNING_CERT*>(ASN1_item_unpack(
                                                     first, ASN1_ITEM_rptr(ESS_SIGNING_CERT))));
  const bool unread = (second != nullptr && !named_second) || (first != nullptr && !named_first);
  const Held<STACK_OF(X509)> chain(sk_X509_new_null());
  if (!chain || sk_X509_push(chain.get(), data.signer.get()) <= 0) throw std::bad_alloc();
  const bool right = !unread && OSSL_ESS_check_signing_certs(named_first.get(), named_second.get(),
                                                             chain.get(), 1) == 1;
  crypto_error();
  if (right) return {};
  return unread ? "the signing-certificate attribute cannot be read"
                : "the signing-certificate attribute names another certificate";
}

}  // namespace sohoa::pdf
