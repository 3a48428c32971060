#include "pdf/sign/scheme.h"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(EVP_PKEY_CTX* p) const noexcept { EVP_PKEY_CTX_free(p); }
};
using Context = std::unique_ptr<EVP_PKEY_CTX, Delete>;

constexpr std::array<std::string_view, 3> names{"rsa-pkcs1-sha256", "rsa-pss-sha256",
                                                "ecdsa-sha256"};

bool prepared(EVP_PKEY_CTX* context, Scheme scheme) {
  if (EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) <= 0) return false;
  if (scheme == Scheme::ecdsa) return true;
  if (scheme == Scheme::rsa_pkcs1)
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

std::string_view scheme_name(Scheme scheme) noexcept {
  return names[static_cast<std::size_t>(scheme)];
}

std::optional<Scheme> scheme_named(std::string_view name) noexcept {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Scheme>(at - names.begin());
}

Scheme scheme_of(const evp_pkey_st* key, RsaPadding padding) noexcept {
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) return Scheme::ecdsa;
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA_PSS) return Scheme::rsa_pss;
  return padding == RsaPadding::pss ? Scheme::rsa_pss : Scheme::rsa_pkcs1;
}

Bytes sign_with(evp_pkey_st* key, Scheme scheme, std::span<const std::byte> digest) {
  const Context context(EVP_PKEY_CTX_new(key, nullptr));
  if (!context || EVP_PKEY_sign_init(context.get()) <= 0 || !prepared(context.get(), scheme))
    throw Error(Cause::key_unusable,
                std::string(scheme_name(scheme)) + " by this key: " + crypto_error());
  Bytes value(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = value.size();
  if (EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(value.data()), &size,
                    raw(digest), digest.size()) <= 0)
    throw Error(Cause::key_unusable, "signing: " + crypto_error());
  value.resize(size);
  return value;
}

bool verifies(evp_pkey_st* key, Scheme scheme, std::span<const std::byte> digest,
              std::span<const std::byte> value) {
  const Context context(EVP_PKEY_CTX_new(key, nullptr));
  const bool right =
      context && EVP_PKEY_verify_init(context.get()) > 0 && prepared(context.get(), scheme) &&
      EVP_PKEY_verify(context.get(), raw(value), value.size(), raw(digest), digest.size()) == 1;
  crypto_error();
  return right;
}

}  // namespace sohoa::pdf
