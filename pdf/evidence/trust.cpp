#include "pdf/evidence/trust.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "core/file.h"
#include "pdf/verify/verify.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(X509_STORE* p) const noexcept { X509_STORE_free(p); }
  void operator()(X509_STORE_CTX* p) const noexcept { X509_STORE_CTX_free(p); }
  void operator()(BIO* p) const noexcept { BIO_free(p); }
  // The certificates in it belong to others.
  void operator()(STACK_OF(X509) * p) const noexcept { sk_X509_free(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

std::vector<Certificate> parse(const std::string& pem, const std::string& name) {
  const Held<BIO> source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<Certificate> out;
  while (X509* next = PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr))
    out.emplace_back(next);
  const unsigned long why = ERR_peek_last_error();
  ERR_clear_error();
  if (out.empty() || ERR_GET_REASON(why) != PEM_R_NO_START_LINE)
    throw Error(Cause::settings_invalid, name + ": not certificates in PEM form");
  return out;
}

std::string to_pem(X509* certificate) {
  const Held<BIO> sink(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(sink.get(), certificate) != 1) throw std::bad_alloc();
  char* text = nullptr;
  const long size = BIO_get_mem_data(sink.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

struct Anchors::Store {
  Held<X509_STORE> certificates{X509_STORE_new()};
};

Anchors::Anchors(const std::vector<std::string>& pem) : store_(std::make_unique<Store>()) {
  for (const auto& text : pem)
    for (const auto& certificate : parse(text, "trust anchor"))
      if (X509_STORE_add_cert(store_->certificates.get(), certificate.get()) != 1)
        throw Error(Cause::settings_invalid, "trust anchor: " + crypto_error());
}
Anchors::~Anchors() = default;

std::string Anchors::check(x509_st* signer, const std::vector<Certificate>& others,
                           std::time_t when) const {
  const std::string why = unfit_for_signing(signer);
  return why.empty() ? path(signer, others, when).problem : why;
}

Anchors::Path Anchors::path(x509_st* certificate, const std::vector<Certificate>& others,
                            std::time_t when) const {
  const Held<STACK_OF(X509)> pool(sk_X509_new_null());
  for (const auto& other : others)
    if (sk_X509_push(pool.get(), other.get()) <= 0) throw std::bad_alloc();
  const Held<X509_STORE_CTX> context(X509_STORE_CTX_new());
  if (!context ||
      X509_STORE_CTX_init(context.get(), store_->certificates.get(), certificate, pool.get()) != 1)
    throw std::bad_alloc();
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(parameters, when);
  // An anchor may be an issuing authority: agencies are often given that one alone.
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
  constexpr int bits_112 = 2;
  X509_VERIFY_PARAM_set_auth_level(parameters, bits_112);
  X509_VERIFY_PARAM_set_depth(parameters, 8);
  const bool good = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  Path out;
  if (!good) {
    out.problem = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
    return out;
  }
  STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
  for (int i = 0; i < sk_X509_num(chain); ++i)
    out.certificates.push_back(shared(sk_X509_value(chain, i)));
  return out;
}

std::vector<std::string> read_anchors(const std::vector<std::filesystem::path>& files) {
  constexpr std::uint64_t largest = 4U << 20U;
  std::vector<std::string> out;
  for (const auto& file : files) {
    std::string pem;
    try {
      pem = read_file(file, largest);
    } catch (const Error& e) {
      throw Error(e.cause == Cause::page_too_large ? Cause::settings_invalid : Cause::data_missing,
                  std::string("trust anchor: ") + e.what());
    }
    for (const auto& certificate : parse(pem, file.string()))
      out.push_back(to_pem(certificate.get()));
  }
  return out;
}

}  // namespace sohoa::pdf
