// OpenSSL's objects as owned values, and the few readings of certificates that signing and
// verifying share. OpenSSL's own headers stay in .cpp files.
#pragma once
#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pdf/bytes.h"

struct asn1_string_st;
struct x509_st;
struct evp_pkey_st;
struct CMS_ContentInfo_st;

namespace sohoa::pdf {

struct CryptoDelete {
  void operator()(x509_st* certificate) const noexcept;
  void operator()(evp_pkey_st* key) const noexcept;
  void operator()(CMS_ContentInfo_st* message) const noexcept;
};
template <class T>
using Owned = std::unique_ptr<T, CryptoDelete>;
using Certificate = Owned<x509_st>;
using PrivateKey = Owned<evp_pkey_st>;

Certificate shared(x509_st* certificate);  // one more reference to it
// One certificate in DER and nothing after it; nullptr for anything else.
Certificate read_certificate(std::span<const std::byte> der);
Bytes der_of(const x509_st* certificate);
// Is it one DER SEQUENCE and nothing else, as certificates, OCSP responses and lists are?
bool is_one_sequence(std::span<const std::byte> der) noexcept;

std::string common_name(const x509_st* certificate);         // of the subject; "" if it has none
std::string issuer_common_name(const x509_st* certificate);  // "" if it has none
std::string fingerprint(const x509_st* certificate);         // SHA-256 of its DER, lower-case hex
std::string not_after(const x509_st* certificate);           // ISO 8601, UTC

// Seconds since 1970 of an ASN.1 time; nullopt: none, or it cannot be read.
std::optional<std::time_t> seconds_of(const asn1_string_st* time);

// -1: not yet valid at `when`, 1: no longer, 0: valid.
int validity(const x509_st* certificate, std::time_t when) noexcept;

// Why the certificate must not be used for a signature (empty: it may): its key is too weak (RSA
// under 2048 bit, EC under 256, anything else) or its extensions give it another purpose. The
// table is that of TT 15/2025/TT-BKHCN.
std::string unfit_for_signing(x509_st* certificate);

// OpenSSL's oldest pending error as text, and an empty queue.
std::string crypto_error();

}  // namespace sohoa::pdf
