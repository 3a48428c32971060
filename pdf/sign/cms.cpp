#include "pdf/sign/cms.h"

#include <algorithm>
#include <cstring>

#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(EVP_MD_CTX* p) const noexcept { EVP_MD_CTX_free(p); }
  void operator()(ESS_SIGNING_CERT_V2* p) const noexcept { ESS_SIGNING_CERT_V2_free(p); }
  void operator()(ESS_SIGNING_CERT* p) const noexcept { ESS_SIGNING_CERT_free(p); }
  // The certificates in it belong to others.
  void operator()(STACK_OF(X509) * p) const noexcept { sk_X509_free(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

void require(bool right, const char* step) {
  if (!right) throw Error(Cause::key_unusable, std::string(step) + ": " + crypto_error());
}

std::string der_length(std::size_t size) {
  if (size < 128) return {static_cast<char>(size)};
  std::string digits;
  for (; size > 0; size >>= 8U) digits.insert(digits.begin(), static_cast<char>(size & 255U));
  return static_cast<char>(0x80U | digits.size()) + digits;
}

// The signed attributes as they are signed: DER, an explicit SET, its members sorted.
std::string attributes_to_sign(const CMS_SignerInfo* signer) {
  std::vector<std::string> members;
  for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_ATTRIBUTE(CMS_signed_get_attr(signer, i), &der);
    require(size > 0, "attribute");
    members.emplace_back(der, der + size);
    OPENSSL_free(der);
  }
  // std::string compares as unsigned bytes, as X.690 11.6 does.
  std::sort(members.begin(), members.end());
  std::string body;
  for (const auto& member : members) body += member;
  return '\x31' + der_length(body.size()) + body;
}

void sign_attributes(CMS_SignerInfo* signer, EVP_PKEY* key) {
  const std::string input = attributes_to_sign(signer);
  const auto* data = reinterpret_cast<const unsigned char*>(input.data());
  const Held<EVP_MD_CTX> context(EVP_MD_CTX_new());
  require(context != nullptr, "context");
  require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1, "sign");
  std::vector<unsigned char> value(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = value.size();
  require(EVP_DigestSign(context.get(), value.data(), &size, data, input.size()) == 1, "sign");
  require(ASN1_STRING_set(CMS_SignerInfo_get0_signature(signer), value.data(),
                          static_cast<int>(size)) == 1,
          "signature value");
}

// The value of an attribute that must be there once, with one value of this type; else nullptr.
const void* sole_value(const CMS_SignerInfo* signer, int nid, int type) {
  constexpr int exactly_one = -3;
  return CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(nid), exactly_one, type);
}

std::string check_signing_certificate(const CMS_SignerInfo* signer, X509* certificate) {
  const auto* value = static_cast<const ASN1_STRING*>(
      sole_value(signer, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE));
  if (value == nullptr) return "no signing-certificate-v2 attribute";
  const unsigned char* at = ASN1_STRING_get0_data(value);
  const Held<ESS_SIGNING_CERT_V2> named(
      d2i_ESS_SIGNING_CERT_V2(nullptr, &at, ASN1_STRING_length(value)));
  if (!named) return "the signing-certificate-v2 attribute cannot be read";
  const Held<STACK_OF(X509)> chain(sk_X509_new_null());
  if (!chain || sk_X509_push(chain.get(), certificate) <= 0) throw std::bad_alloc();
  if (OSSL_ESS_check_signing_certs(nullptr, named.get(), chain.get(), 1) != 1)
    return "the signing-certificate-v2 attribute names another certificate";
  return {};
}

}  // namespace

Bytes make_cms(const SigningKey::Parts& key, std::span<const std::byte> digest) {
  constexpr unsigned flags = CMS_PARTIAL | CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP;
  const Owned<CMS_ContentInfo_st> message(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
  require(message != nullptr, "message");
  CMS_SignerInfo* signer = CMS_add1_signer(message.get(), key.certificate.get(), key.key.get(),
                                           EVP_sha256(), flags | CMS_CADES);
  require(signer != nullptr, "signer");
  for (const auto& issuer : key.chain)
    require(CMS_add1_cert(message.get(), issuer.get()) == 1, "issuer's certificate");
  require(CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                      OBJ_nid2obj(NID_pkcs7_data), -1) == 1,
          "content type");
  require(CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                                      digest.data(), static_cast<int>(digest.size())) == 1,
          "message digest");
  sign_attributes(signer, key.key.get());
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(message.get(), &der);
  require(size > 0, "encoding");
  const auto bytes = std::as_bytes(std::span(der, static_cast<std::size_t>(size)));
  Bytes out(bytes.begin(), bytes.end());
  OPENSSL_free(der);
  return out;
}

SignedMessage::SignedMessage(std::span<const std::byte> der) {
  const auto refuse = [](const char* why) {
    crypto_error();
    throw Error(Cause::image_damaged, std::string("signature value: ") + why);
  };
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  message_.reset(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  if (!message_) refuse("not a CMS message");
  const auto rest = der.subspan(static_cast<std::size_t>(at - begin));
  if (std::any_of(rest.begin(), rest.end(), [](std::byte b) { return b != std::byte{0}; }))
    refuse("followed by other bytes");
  if (OBJ_obj2nid(CMS_get0_type(message_.get())) != NID_pkcs7_signed) refuse("not SignedData");
  if (OBJ_obj2nid(CMS_get0_eContentType(message_.get())) != NID_pkcs7_data)
    refuse("its content is not plain data");
  if (CMS_is_detached(message_.get()) != 1) refuse("it encloses content");
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(message_.get());
  if (sk_CMS_SignerInfo_num(signers) != 1) refuse("not exactly one signer");

  STACK_OF(X509)* enclosed = CMS_get1_certs(message_.get());
  while (sk_X509_num(enclosed) > 0) certificates_.emplace_back(sk_X509_shift(enclosed));
  sk_X509_free(enclosed);
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
  for (const auto& certificate : certificates_)
    if (!signer_ && CMS_SignerInfo_cert_cmp(signer, certificate.get()) == 0)
      signer_ = shared(certificate.get());
  if (!signer_) refuse("the signer's certificate is not enclosed");
  CMS_SignerInfo_set1_signer_cert(signer, signer_.get());

  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, digest);
  switch (OBJ_obj2nid(algorithm)) {
    case NID_sha256:
      digest_name_ = "SHA2-256";
      break;
    case NID_sha384:
      digest_name_ = "SHA2-384";
      break;
    case NID_sha512:
      digest_name_ = "SHA2-512";
      break;
    default:
      refuse("its digest is not SHA-256, SHA-384 or SHA-512");
  }
}

std::string SignedMessage::verify(std::span<const std::byte> digest, bool cades) const {
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(message_.get()), 0);
  const auto* type =
      static_cast<const ASN1_OBJECT*>(sole_value(signer, NID_pkcs9_contentType, V_ASN1_OBJECT));
  if (type == nullptr || OBJ_obj2nid(type) != NID_pkcs7_data) return "wrong content type";
  const auto* stated = static_cast<const ASN1_OCTET_STRING*>(
      sole_value(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING));
  if (stated == nullptr) return "no message digest";
  if (static_cast<std::size_t>(ASN1_STRING_length(stated)) != digest.size() ||
      std::memcmp(ASN1_STRING_get0_data(stated), digest.data(), digest.size()) != 0)
    return "the signed bytes were changed: their digest is another";
  if (CMS_SignerInfo_verify(signer) != 1) {
    crypto_error();
    return "the signature value is wrong";
  }
  return cades ? check_signing_certificate(signer, signer_.get()) : std::string();
}

}  // namespace sohoa::pdf
