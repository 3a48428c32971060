#include "pdf/sign/key.h"

#include <ctime>

#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/file.h"

namespace sohoa::pdf {
namespace {

struct Pkcs12Delete {
  void operator()(PKCS12* p) const noexcept { PKCS12_free(p); }
};

constexpr std::uint64_t max_key_file = 1U << 20U;

std::unique_ptr<SigningKey::Parts> parse(const std::string& bytes, const std::string& password,
                                         const std::string& name) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::unique_ptr<PKCS12, Pkcs12Delete> store(
      d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())));
  if (!store) throw Error(Cause::key_unusable, name + ": not a PKCS#12 file: " + crypto_error());
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  if (PKCS12_parse(store.get(), password.c_str(), &key, &certificate, &others) != 1)
    throw Error(Cause::key_unusable, name + ": wrong password, or damaged: " + crypto_error());
  auto parts = std::make_unique<SigningKey::Parts>();
  parts->key.reset(key);
  parts->certificate.reset(certificate);
  while (sk_X509_num(others) > 0) parts->chain.emplace_back(sk_X509_shift(others));
  sk_X509_free(others);
  return parts;
}

void check(const SigningKey::Parts& parts, const std::string& name) {
  const auto refuse = [&name](const std::string& why) {
    throw Error(Cause::key_unusable, name + ": " + why);
  };
  if (!parts.key || !parts.certificate) refuse("holds no private key with a certificate");
  X509* certificate = parts.certificate.get();
  if (X509_check_private_key(certificate, parts.key.get()) != 1)
    refuse("the private key is not that of the certificate");
  if (const std::string why = unfit_for_signing(certificate); !why.empty()) refuse(why);
  if ((X509_get_key_usage(certificate) & KU_DIGITAL_SIGNATURE) == 0)
    refuse("its key usage has no digitalSignature");
  const int state = validity(certificate, std::time(nullptr));
  if (state < 0) refuse("the certificate is not yet valid");
  if (state > 0) refuse("the certificate expired at " + not_after(certificate));
}

}  // namespace

SigningKey::SigningKey(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

SigningKey SigningKey::from_pkcs12(const std::filesystem::path& file, const std::string& password) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored))
    throw Error(Cause::key_missing, file.string() + ": no such key file");
  std::string bytes;
  try {
    bytes = read_file(file, max_key_file);
  } catch (const Error& e) {
    throw Error(e.cause == Cause::page_too_large ? Cause::key_unusable : Cause::key_missing,
                e.what());
  }
  auto parts = parse(bytes, password, file.string());
  check(*parts, file.string());
  return SigningKey(std::move(parts));
}

std::string SigningKey::common_name() const { return pdf::common_name(parts_->certificate.get()); }
std::string SigningKey::fingerprint() const { return pdf::fingerprint(parts_->certificate.get()); }
std::string SigningKey::not_after() const { return pdf::not_after(parts_->certificate.get()); }

}  // namespace sohoa::pdf
