#include "pdf/sign/cms.h"

#include <algorithm>
#include <array>

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

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

// RSASSA-PSS-params (RFC 4055): SHA-256, MGF1 with SHA-256, 32 bytes of salt. rsaEncryption and
// ECDSA were set by OpenSSL.
void name_pss(CMS_SignerInfo* signer) {
  static constexpr std::string_view parameters(
      "\x30\x34"
      "\xA0\x0F\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00"
      "\xA1\x1C\x30\x1A\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x08"
      "\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00"
      "\xA2\x03\x02\x01\x20",
      54);
  X509_ALGOR* algorithm = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, nullptr, &algorithm);
  ASN1_STRING* text = ASN1_STRING_new();
  const bool named =
      text != nullptr &&
      ASN1_STRING_set(text, parameters.data(), static_cast<int>(parameters.size())) == 1 &&
      X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_rsassaPss), V_ASN1_SEQUENCE, text) == 1;
  if (!named) ASN1_STRING_free(text);
  require(named, "signature algorithm");
}

void sign_attributes(CMS_SignerInfo* signer, const SigningKey::Parts& key) {
  const std::string input = attributes_to_sign(signer);
  std::array<std::byte, 32> digest{};
  require(EVP_Digest(input.data(), input.size(), reinterpret_cast<unsigned char*>(digest.data()),
                     nullptr, EVP_sha256(), nullptr) == 1,
          "digest");
  const Bytes value = key.sign_hash(digest);
  if (!verifies(X509_get0_pubkey(key.certificate.get()), key.scheme, digest, value))
    throw Error(Cause::key_unusable, "the key of " + common_name(key.certificate.get()) +
                                         " gave a value that is no signature of its certificate");
  require(ASN1_STRING_set(CMS_SignerInfo_get0_signature(signer), value.data(),
                          static_cast<int>(value.size())) == 1,
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
  // OpenSSL only compares this key with the certificate: the private one may lie elsewhere.
  CMS_SignerInfo* signer =
      CMS_add1_signer(message.get(), key.certificate.get(), X509_get0_pubkey(key.certificate.get()),
                      EVP_sha256(), flags | CMS_CADES);
  require(signer != nullptr, "signer");
  if (key.scheme == Scheme::rsa_pss) name_pss(signer);
  for (const auto& issuer : key.chain)
    require(CMS_add1_cert(message.get(), issuer.get()) == 1, "issuer's certificate");
  require(CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                      OBJ_nid2obj(NID_pkcs7_data), -1) == 1,
          "content type");
  require(CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                                      digest.data(), static_cast<int>(digest.size())) == 1,
          "message digest");
  sign_attributes(signer, key);
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
