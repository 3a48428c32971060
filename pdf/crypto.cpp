#include "pdf/crypto.h"

#include <array>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

std::string name_part(const X509_NAME* name, int nid) {
  // The last one is the most specific: a subject may have several.
  int index = -1;
  for (int next = X509_NAME_get_index_by_NID(name, nid, -1); next >= 0;
       next = X509_NAME_get_index_by_NID(name, nid, next))
    index = next;
  if (index < 0) return {};
  unsigned char* text = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
  if (size < 0) return {};
  std::string out(text, text + size);
  OPENSSL_free(text);
  return out;
}

}  // namespace

void CryptoDelete::operator()(x509_st* certificate) const noexcept { X509_free(certificate); }
void CryptoDelete::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }
void CryptoDelete::operator()(CMS_ContentInfo_st* message) const noexcept {
  CMS_ContentInfo_free(message);
}

Certificate shared(x509_st* certificate) {
  X509_up_ref(certificate);
  return Certificate(certificate);
}

Certificate read_certificate(std::span<const std::byte> der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = at + der.size();
  Certificate out(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return at == end ? std::move(out) : nullptr;
}

bool is_one_sequence(std::span<const std::byte> der) noexcept {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  long length = 0;
  int tag = 0, kind = 0;
  const int form = ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(der.size()));
  ERR_clear_error();
  return form == V_ASN1_CONSTRUCTED && tag == V_ASN1_SEQUENCE && kind == V_ASN1_UNIVERSAL &&
         at - begin + length == static_cast<long>(der.size());
}

Bytes der_of(const x509_st* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  if (size <= 0) throw std::bad_alloc();
  const auto bytes = std::as_bytes(std::span(der, static_cast<std::size_t>(size)));
  Bytes out(bytes.begin(), bytes.end());
  OPENSSL_free(der);
  return out;
}

std::string common_name(const x509_st* certificate) {
  return name_part(X509_get_subject_name(certificate), NID_commonName);
}

std::string issuer_common_name(const x509_st* certificate) {
  return name_part(X509_get_issuer_name(certificate), NID_commonName);
}

std::string fingerprint(const x509_st* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += digits[digest.at(i) >> 4U];
    out += digits[digest.at(i) & 15U];
  }
  return out;
}

std::string not_after(const x509_st* certificate) {
  const auto end = seconds_of(X509_get0_notAfter(certificate));
  return end ? iso_utc(*end) : std::string();
}

std::optional<std::time_t> seconds_of(const asn1_string_st* time) {
  std::tm when{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &when) != 1) return std::nullopt;
  return ::timegm(&when);
}

int validity(const x509_st* certificate, std::time_t when) noexcept {
  // -2 says that a time cannot be read: such a certificate is never valid.
  const int begin = ASN1_TIME_cmp_time_t(X509_get0_notBefore(certificate), when);
  if (begin != -1 && begin != 0) return -1;
  return ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate), when) >= 0 ? 0 : 1;
}

std::string unfit_for_signing(x509_st* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return "its key cannot be read";
  const int bits = EVP_PKEY_get_bits(key);
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      if (bits < 2048) return "RSA key of " + std::to_string(bits) + " bits; at least 2048 needed";
      break;
    case EVP_PKEY_EC:
      if (bits < 256) return "EC key of " + std::to_string(bits) + " bits; at least 256 needed";
      break;
    default:
      return "its key is neither RSA nor EC";
  }
  if ((X509_get_extension_flags(certificate) & EXFLAG_INVALID) != 0)
    return "its extensions cannot be read";
  // Both say "all bits set" when the certificate does not restrict them.
  if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
    return "its key usage does not allow signatures";
  constexpr std::uint32_t persons = XKU_SMIME | XKU_SSL_CLIENT | XKU_ANYEKU;
  const std::uint32_t purposes = X509_get_extended_key_usage(certificate);
  if (purposes != 0 && (purposes & persons) == 0)
    return "its extended key usage is not for signing documents";
  return {};
}

std::string crypto_error() {
  std::array<char, 256> text{};
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) return "no reason given";
  ERR_error_string_n(code, text.data(), text.size());
  return text.data();
}

}  // namespace sohoa::pdf
