#include "pdf/sign/cms.h"

#include <algorithm>

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(EVP_MD_CTX* p) const noexcept { EVP_MD_CTX_free(p); }
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

// The one there is: the constructor saw to that.
CMS_SignerInfo* sole_signer(CMS_ContentInfo* message) {
  return sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(message), 0);
}

Bytes as_der(const CMS_ContentInfo* message) {
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(message, &der);
  require(size > 0, "encoding");
  const auto bytes = std::as_bytes(std::span(der, static_cast<std::size_t>(size)));
  Bytes out(bytes.begin(), bytes.end());
  OPENSSL_free(der);
  return out;
}

Bytes bytes_of(const ASN1_STRING* text) {
  const auto bytes = std::as_bytes(
      std::span(ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))));
  return {bytes.begin(), bytes.end()};
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
  return as_der(message.get());
}

SignedMessage::SignedMessage(std::span<const std::byte> der)
    : signed_(read_signed_data(der, Content::plain, "signature value")) {}

Bytes SignedMessage::value() const {
  return bytes_of(CMS_SignerInfo_get0_signature(sole_signer(signed_.message.get())));
}

std::optional<Bytes> SignedMessage::time_stamp() const {
  const CMS_SignerInfo* signer = sole_signer(signed_.message.get());
  const int at = CMS_unsigned_get_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, -1);
  if (at < 0) return std::nullopt;
  const auto* token = static_cast<const ASN1_STRING*>(
      X509_ATTRIBUTE_get0_data(CMS_unsigned_get_attr(signer, at), 0, V_ASN1_SEQUENCE, nullptr));
  if (token == nullptr) {
    crypto_error();
    return Bytes();
  }
  return bytes_of(token);
}

Bytes SignedMessage::with_time_stamp(std::span<const std::byte> token) const {
  const Bytes der = as_der(signed_.message.get());
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Owned<CMS_ContentInfo_st> copy(
      d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  require(copy != nullptr, "copy");
  require(CMS_unsigned_add1_attr_by_NID(sole_signer(copy.get()), NID_id_smime_aa_timeStampToken,
                                        V_ASN1_SEQUENCE, token.data(),
                                        static_cast<int>(token.size())) == 1,
          "time-stamp");
  return as_der(copy.get());
}

std::string SignedMessage::verify(std::span<const std::byte> digest, bool cades) const {
  const std::string why = signature_problem(signed_, Content::plain, digest);
  return why.empty() && cades ? signing_certificate_problem(signed_, false) : why;
}

}  // namespace sohoa::pdf
