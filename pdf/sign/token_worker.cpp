// The helper "token": one PKCS#11 module, one token, one login, one key. See Token for the talk.
//
// libp11 offers its key operations as methods of OpenSSL 1, which OpenSSL 3 still takes.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <algorithm>
#include <memory>
#include <string>

#include <fcntl.h>
#include <libp11.h>
#include <nlohmann/json.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/ui.h>
#include <openssl/x509.h>
#include <unistd.h>

#include "core/child.h"
#include "core/secret.h"
#include "pdf/base64.h"
#include "pdf/sign/scheme.h"
#include "pdf/workers.h"

namespace sohoa::pdf {
namespace {

using nlohmann::json;

constexpr unsigned most_certificates = 64;
constexpr std::size_t most_names = 8;  // told in an error

[[noreturn]] void fail(const std::string& why) { throw Error(Cause::token_failed, why); }

// A module's words could hold what it was given, and would stand among ours.
void silence_module() {
  const Fd null(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  ::dup2(null.get(), STDOUT_FILENO);
  ::dup2(null.get(), STDERR_FILENO);
}

std::string text(const char* words) { return words == nullptr ? "" : words; }

std::string_view bytes(const unsigned char* data, std::size_t size) {
  return data == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(data), size);
}

std::string base64(std::string_view raw) {
  return to_base64(std::as_bytes(std::span(raw.data(), raw.size())));
}

// PSS by the token itself (CKM_RSA_PKCS_PSS). Without this OpenSSL pads, and asks for bare RSA,
// which not every token offers.
void let_tokens_pad() {
  EVP_PKEY_METHOD* method = nullptr;
  if (PKCS11_pkey_meths(nullptr, &method, nullptr, EVP_PKEY_RSA) == 1) EVP_PKEY_meth_add0(method);
}

// Up to most_names of them, for an error.
class Names {
 public:
  void add(const std::string& name) {
    if (++count_ <= most_names) names_ += (count_ > 1 ? ", '" : "'") + name + "'";
  }
  std::string told() const {
    if (count_ == 0) return "none";
    return names_ + (count_ > most_names ? ", …" : "");
  }

 private:
  std::string names_;
  std::size_t count_ = 0;
};

class Session {
 public:
  explicit Session(const json& asked) : asked_(asked), context_(PKCS11_CTX_new()) {
    const std::string module = asked_.at("module");
    if (context_ == nullptr) throw std::bad_alloc();
    if (PKCS11_CTX_load(context_, module.c_str()) != 0)
      fail(module + ": not loaded as a PKCS#11 module: " + crypto_error());
    if (PKCS11_enumerate_slots(context_, &slots_, &slot_count_) != 0)
      fail(module + ": its slots cannot be listed: " + crypto_error());
    slot_ = token();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    private_.reset();  // it needs its module
    if (slots_ != nullptr) PKCS11_release_all_slots(context_, slots_, slot_count_);
    PKCS11_CTX_unload(context_);
    PKCS11_CTX_free(context_);
  }

  // Gives the PIN once. Never the last try that a token allows: a locked one costs a journey.
  void log_in(const Secret& pin) {
    const PKCS11_TOKEN& token = *slot_->token;
    const std::string name = "token '" + text(token.label) + "': ";
    if (token.loginRequired == 0) return;
    if (token.userPinLocked != 0)
      fail(name + "its PIN is locked; unblock it with its maker's tool");
    if (token.userPinFinalTry != 0)
      fail(name +
           "only one try of its PIN is left, which is not used: log in once with its maker's "
           "tool");
    if (pin.empty() && token.secureLogin == 0) fail(name + "needs a PIN: set sign.*_password_file");
    offer_again(pin);
    if (PKCS11_login(slot_, 0, pin.empty() ? nullptr : pin.c_str()) != 0)
      fail(name + "PIN refused, tried once only: " + crypto_error());
  }

  void find_key() {
    PKCS11_KEY* keys = nullptr;
    unsigned count = 0;
    if (PKCS11_enumerate_keys(slot_->token, &keys, &count) != 0)
      fail("its private keys cannot be listed: " + crypto_error());
    const std::string object = asked_.at("object");
    const auto id = from_base64(asked_.at("id").get<std::string>()).value_or(Bytes());
    Names present;
    std::size_t fitting = 0;
    for (PKCS11_KEY* key = keys; key != keys + count; ++key) {
      present.add(text(key->label));
      const auto its_id = std::as_bytes(std::span(key->id, key->id_len));
      if (!object.empty() && object != text(key->label)) continue;
      if (!id.empty() && !std::ranges::equal(id, its_id)) continue;
      key_ = key;
      ++fitting;
    }
    if (fitting != 1)
      fail("token '" + text(slot_->token->label) + "': " + std::to_string(fitting) +
           " private keys fit the URI, one is needed; it has " + present.told());
    private_.reset(PKCS11_get_private_key(key_));
    if (!private_) fail("its private key cannot be used: " + crypto_error());
  }

  void tell_certificates(Channel& parent) const {
    PKCS11_CERT* certificates = nullptr;
    unsigned count = 0;
    if (PKCS11_enumerate_certs(slot_->token, &certificates, &count) != 0)
      fail("its certificates cannot be listed: " + crypto_error());
    for (const auto& certificate : std::span(certificates, std::min(count, most_certificates))) {
      unsigned char* der = nullptr;
      const int size = certificate.x509 == nullptr ? -1 : i2d_X509(certificate.x509, &der);
      if (size <= 0) continue;
      const std::string encoded = base64(bytes(der, static_cast<std::size_t>(size)));
      OPENSSL_free(der);
      const bool same_id =
          bytes(certificate.id, certificate.id_len) == bytes(key_->id, key_->id_len);
      constexpr std::size_t longest = 24U << 10U;  // a message has its limit
      if (encoded.size() <= longest)
        parent.send(json{{"certificate", encoded}, {"same_id", same_id}}.dump());
    }
  }

  // SubjectPublicKeyInfo; empty if the token does not say it.
  std::string public_key() const {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(private_.get(), &der);
    crypto_error();
    if (size <= 0) return {};
    std::string encoded = base64(bytes(der, static_cast<std::size_t>(size)));
    OPENSSL_free(der);
    return encoded;
  }

  Bytes sign(Scheme scheme, std::span<const std::byte> digest) const {
    return sign_with(private_.get(), scheme, digest);
  }

 private:
  PKCS11_SLOT* token() {
    Names present;
    PKCS11_SLOT* found = nullptr;
    for (PKCS11_SLOT* slot = slots_; slot != slots_ + slot_count_; ++slot) {
      const PKCS11_TOKEN* token = slot->token;
      if (token == nullptr || token->initialized == 0) continue;
      present.add(text(token->label));
      const auto fits = [this](const char* what, const char* its) {
        const std::string wanted = asked_.at(what);
        return wanted.empty() || wanted == text(its);
      };
      if (!fits("token", token->label) || !fits("serial", token->serialnr) ||
          !fits("manufacturer", token->manufacturer) || !fits("model", token->model))
        continue;
      if (found != nullptr) fail("more than one token fits the URI: " + present.told());
      found = slot;
    }
    if (found == nullptr) fail("no token fits the URI; present: " + present.told());
    return found;
  }

  // Keys with CKA_ALWAYS_AUTHENTICATE want it before each signature.
  void offer_again(const Secret& pin) {
    method_.reset(UI_create_method("PIN"));
    UI_method_set_reader(method_.get(), [](UI* ui, UI_STRING* question) {
      const auto* known = static_cast<const Secret*>(UI_get0_user_data(ui));
      return UI_set_result(ui, question, known->c_str()) == 0 ? 1 : 0;
    });
    // The library takes it as void*, and gives it back to the function above alone.
    PKCS11_set_ui_method(context_, method_.get(), const_cast<Secret*>(&pin));  // NOLINT
  }

  struct UiDelete {
    void operator()(UI_METHOD* p) const noexcept { UI_destroy_method(p); }
  };
  const json& asked_;
  std::unique_ptr<UI_METHOD, UiDelete> method_;
  PKCS11_CTX* context_;
  PKCS11_SLOT* slots_ = nullptr;
  unsigned slot_count_ = 0;
  PKCS11_SLOT* slot_ = nullptr;
  PKCS11_KEY* key_ = nullptr;
  PrivateKey private_;
};

Secret received_pin(Channel& parent) {
  auto message = parent.receive();
  if (!message) return {};
  Secret pin(message->text);
  OPENSSL_cleanse(message->text.data(), message->text.size());
  return pin;
}

}  // namespace

void token_worker(Channel& parent) {
  forbid_dumps();
  silence_module();
  const auto opening = parent.receive();
  if (!opening) return;
  const json asked = json::parse(opening->text);
  const Secret pin = asked.at("pin").get<bool>() ? received_pin(parent) : Secret();
  let_tokens_pad();
  Session session(asked);
  parent.send(R"({"login":true})");
  session.log_in(pin);
  session.find_key();
  session.tell_certificates(parent);
  parent.send(json{{"ready", true}, {"public_key", session.public_key()}}.dump());
  while (const auto request = parent.receive()) {
    const json order = json::parse(request->text);
    const auto scheme = scheme_named(order.at("scheme").get<std::string>());
    const auto digest = from_base64(order.at("digest").get<std::string>());
    if (!scheme || !digest) throw Error(Cause::bug, "not a request to sign");
    parent.send(json{{"signature", to_base64(session.sign(*scheme, *digest))}}.dump());
  }
}

}  // namespace sohoa::pdf
