#include "pdf/sign/token.h"

#include <ctime>

#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "pdf/base64.h"
#include "pdf/sign/key.h"

namespace sohoa::pdf {
namespace {

using nlohmann::json;

// A vendor's module reads its own files, talks to a daemon and writes locks: it cannot be confined.
constexpr ChildLimits token_limits{.memory_bytes = 1U << 30U, .cpu_seconds = 0, .confined = false};
constexpr int most_messages = 80;

// The module may have taken its process over: its words are data of any kind.
Bytes bytes_in(const json& message, const char* name) {
  if (!message.is_object() || !message.contains(name) || !message[name].is_string()) return {};
  return from_base64(message[name].get_ref<const std::string&>()).value_or(Bytes());
}

bool says(const json& message, const char* name) {
  return message.is_object() && message.contains(name) && message[name] == true;
}

PrivateKey public_key_of(const Bytes& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  PrivateKey key(der.empty() ? nullptr : d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  crypto_error();
  return key;
}

}  // namespace

Token::Token(TokenUri uri, Secret pin, std::chrono::seconds answer_within)
    : uri_(std::move(uri)), pin_(std::move(pin)), answer_within_(answer_within) {}

void Token::give_up(const std::string& why) {
  const std::string ending = child_ ? child_->end() : "not running";
  child_.reset();
  throw Error(Cause::token_failed, uri_.module + ": " + why + " (its helper: " + ending + ")");
}

std::string Token::answer() {
  std::optional<Message> message;
  try {
    message = child_->channel().receive(std::chrono::steady_clock::now() + answer_within_);
  } catch (const Error& e) {
    give_up(e.cause == Cause::device_stalled
                ? "no answer within " + std::to_string(answer_within_.count()) + " seconds"
                : e.what());
  }
  if (!message) give_up("it crashed or was ended");
  try {
    rethrow_worker_error(message->text);
  } catch (const Error& e) {
    give_up(e.what());
  }
  return std::move(message->text);
}

Token::Key Token::log_in() {
  if (pin_doubtful_)
    throw Error(Cause::token_failed,
                uri_.module + ": its PIN was given once without success and is not tried again");
  child_ = std::make_unique<Child>("token", token_limits);
  const json opening = {{"module", uri_.module},
                        {"token", uri_.token},
                        {"serial", uri_.serial},
                        {"manufacturer", uri_.manufacturer},
                        {"model", uri_.model},
                        {"object", uri_.object},
                        {"id", to_base64(std::as_bytes(std::span(uri_.id)))},
                        {"pin", !pin_.empty()}};
  child_->channel().send(opening.dump(-1, ' ', false, json::error_handler_t::replace));
  if (!pin_.empty()) child_->channel().send(pin_.view());
  Key key;
  std::vector<std::pair<Certificate, bool>> found;
  for (int count = 0; count < most_messages; ++count) {
    const json message = json::parse(answer(), nullptr, false);
    if (says(message, "login")) {
      pin_doubtful_ = !pin_.empty();
    } else if (says(message, "ready")) {
      pin_doubtful_ = false;
      key.public_half = public_key_of(bytes_in(message, "public_key"));
      for (auto& [certificate, same_id] : found) {
        const bool own = key.public_half ? EVP_PKEY_eq(X509_get0_pubkey(certificate.get()),
                                                       key.public_half.get()) == 1
                                         : same_id;
        const bool authority = X509_check_ca(certificate.get()) > 0;
        if (own || authority) (own ? key.own : key.issuers).push_back(std::move(certificate));
      }
      crypto_error();
      return key;
    } else if (auto certificate = read_certificate(bytes_in(message, "certificate"))) {
      found.emplace_back(std::move(certificate), says(message, "same_id"));
    }
  }
  give_up("its helper does not come to an end");
}

Token::Key Token::open() {
  const std::lock_guard lock(one_at_a_time_);
  return log_in();
}

Bytes Token::sign(Scheme scheme, std::span<const std::byte> digest) {
  const std::lock_guard lock(one_at_a_time_);
  const std::string order =
      json{{"scheme", scheme_name(scheme)}, {"digest", to_base64(digest)}}.dump();
  if (!child_ || !child_->channel().send(order)) {
    log_in();
    child_->channel().send(order);
  }
  Bytes value = bytes_in(json::parse(answer(), nullptr, false), "signature");
  if (value.empty()) give_up("its answer is no signature");
  return value;
}

namespace {

// Of several certificates of one key, as after a renewal, the one that is valid longest.
Certificate newest(std::vector<Certificate> certificates) {
  Certificate best;
  for (auto& certificate : certificates) {
    if (validity(certificate.get(), std::time(nullptr)) != 0 && best) continue;
    if (!best || validity(best.get(), std::time(nullptr)) != 0 ||
        not_after(certificate.get()) > not_after(best.get()))
      best = std::move(certificate);
  }
  return best;
}

}  // namespace

SigningKey SigningKey::from_token(const std::string& uri, Secret pin, const KeyOptions& options) {
  TokenUri address = parse_token_uri(uri);
  if (address.module.empty()) address.module = options.module;
  if (address.module.empty())
    throw Error(Cause::settings_invalid,
                "pkcs11 URI without module-path: set sign.pkcs11_module to the token's library");
  const std::string name = "key in token '" + address.token + "'";
  const auto token =
      std::make_shared<Token>(std::move(address), std::move(pin), options.answer_within);
  Token::Key key = token->open();
  Certificate certificate;
  std::vector<Certificate> issuers;
  if (options.certificate_pem.empty()) {
    certificate = newest(std::move(key.own));
    issuers = std::move(key.issuers);
    if (!certificate)
      throw Error(Cause::key_unusable, name + ": no certificate beside it; set sign.*_certificate");
  } else {
    issuers = certificates_from_pem(options.certificate_pem, name);
    certificate = std::move(issuers.front());
    issuers.erase(issuers.begin());
    if (key.public_half &&
        EVP_PKEY_eq(X509_get0_pubkey(certificate.get()), key.public_half.get()) != 1)
      throw Error(Cause::key_unusable, name + ": sign.*_certificate is that of another key");
  }
  auto parts = std::make_unique<Parts>();
  equip(*parts, std::move(certificate), std::move(issuers), options.padding, name);
  parts->sign_hash = [token, scheme = parts->scheme](std::span<const std::byte> digest) {
    return token->sign(scheme, digest);
  };
  return SigningKey(std::move(parts));
}

}  // namespace sohoa::pdf
