// Signature schemes over a SHA-256, and the operations on OpenSSL keys that they stand for.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "pdf/bytes.h"
#include "pdf/crypto.h"
#include "pdf/sign/sign.h"

namespace sohoa::pdf {

// TT 15/2025/TT-BKHCN: RSA as RFC 8017 has it, PSS with MGF1-SHA-256 and 32 bytes of salt; ECDSA
// values are DER (RFC 3279, ECDSA-Sig-Value).
enum class Scheme : std::uint8_t { rsa_pkcs1, rsa_pss, ecdsa };

std::string_view scheme_name(Scheme scheme) noexcept;  // "rsa-pss-sha256"
std::optional<Scheme> scheme_named(std::string_view name) noexcept;

// What keys like this sign with. A key that is for PSS alone (RFC 4055) is used so whatever
// `padding` says.
Scheme scheme_of(const evp_pkey_st* key, RsaPadding padding) noexcept;

// One operation of the private key. Throws Error(key_unusable).
Bytes sign_with(evp_pkey_st* key, Scheme scheme, std::span<const std::byte> digest);

// Whether `value` is a signature over the digest by the other half of this public key.
bool verifies(evp_pkey_st* key, Scheme scheme, std::span<const std::byte> digest,
              std::span<const std::byte> value);

}  // namespace sohoa::pdf
