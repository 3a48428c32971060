#include "pdf/sign/key.h"

#include <ctime>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/file.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(PKCS12* p) const noexcept { PKCS12_free(p); }
  void operator()(BIO* p) const noexcept { BIO_free(p); }
};

constexpr std::uint64_t max_key_file = 1U << 20U;

std::string key_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored))
    throw Error(Cause::key_missing, file.string() + ": no such key file");
  try {
    return read_file(file, max_key_file);
  } catch (const Error& e) {
    throw Error(e.cause == Cause::page_too_large ? Cause::key_unusable : Cause::key_missing,
                e.what());
  }
}

}  // namespace

SigningKey::SigningKey(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

SigningKey SigningKey::from_pkcs12(const std::filesystem::path& file, const Secret& password,
                                   RsaPadding padding) {
  const std::string name = file.string();
  const std::string bytes = key_file(file);
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::unique_ptr<PKCS12, Delete> store(
      d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())));
  if (!store) throw Error(Cause::key_unusable, name + ": not a PKCS#12 file: " + crypto_error());
  EVP_PKEY* private_key = nullptr;
  X509* own = nullptr;
  STACK_OF(X509)* others = nullptr;
  if (PKCS12_parse(store.get(), password.c_str(), &private_key, &own, &others) != 1)
    throw Error(Cause::key_unusable, name + ": wrong password, or damaged: " + crypto_error());
  const std::shared_ptr<EVP_PKEY> key(private_key, CryptoDelete());
  Certificate certificate(own);
  std::vector<Certificate> chain;
  while (sk_X509_num(others) > 0) chain.emplace_back(sk_X509_shift(others));
  sk_X509_free(others);
  if (!key || !certificate)
    throw Error(Cause::key_unusable, name + ": holds no private key with a certificate");
  if (X509_check_private_key(certificate.get(), key.get()) != 1)
    throw Error(Cause::key_unusable, name + ": the private key is not that of the certificate");

  auto parts = std::make_unique<Parts>();
  equip(*parts, std::move(certificate), std::move(chain), padding, name);
  parts->sign_hash = [key, scheme = parts->scheme](std::span<const std::byte> digest) {
    return sign_with(key.get(), scheme, digest);
  };
  return SigningKey(std::move(parts));
}

void equip(SigningKey::Parts& parts, Certificate certificate, std::vector<Certificate> chain,
           RsaPadding padding, const std::string& name) {
  const auto refuse = [&name](const std::string& why) {
    throw Error(Cause::key_unusable, name + ": " + why);
  };
  if (const std::string why = unfit_for_signing(certificate.get()); !why.empty()) refuse(why);
  if ((X509_get_key_usage(certificate.get()) & KU_DIGITAL_SIGNATURE) == 0)
    refuse("its key usage has no digitalSignature");
  const int state = validity(certificate.get(), std::time(nullptr));
  if (state < 0) refuse("the certificate is not yet valid");
  if (state > 0) refuse("the certificate expired at " + not_after(certificate.get()));
  parts.scheme = scheme_of(X509_get0_pubkey(certificate.get()), padding);
  parts.certificate = std::move(certificate);
  parts.chain = std::move(chain);
}

std::vector<Certificate> certificates_from_pem(const std::string& pem, const std::string& name) {
  const std::unique_ptr<BIO, Delete> source(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<Certificate> out;
  while (X509* next = PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr))
    out.emplace_back(next);
  ERR_clear_error();
  if (out.empty()) throw Error(Cause::key_unusable, name + ": no certificate in PEM form");
  return out;
}

std::string SigningKey::common_name() const { return pdf::common_name(parts_->certificate.get()); }
std::string SigningKey::fingerprint() const { return pdf::fingerprint(parts_->certificate.get()); }
std::string SigningKey::not_after() const { return pdf::not_after(parts_->certificate.get()); }

}  // namespace sohoa::pdf
