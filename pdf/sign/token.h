// A key in a token: the parent's half of the helper "token" (token_worker.cpp).
//
// The talk, JSON but for the PIN. To it:
// {"module","token","serial","manufacturer","model","object", "id","pin":bool}, then the PIN as it
// is if "pin". From it: {"login":true} before the PIN is given to the token,
// {"certificate":base64,"same_id":bool} for each, {"ready":true,"public_key":base64}. Then
// {"scheme","digest"} is answered by {"signature"} as often as asked. It ends with an {"error"},
// and when the channel closes.
#pragma once
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/child.h"
#include "core/secret.h"
#include "pdf/bytes.h"
#include "pdf/crypto.h"
#include "pdf/sign/scheme.h"
#include "pdf/sign/token_uri.h"

namespace sohoa::pdf {

// Starts its helper when first used and again at the next use after it ended; logs in once for
// each. A PIN that was given and did not open the token is not given again. Thread-safe: one
// operation after the other. Every failure is Error(token_failed).
class Token {
 public:
  Token(TokenUri uri, Secret pin, std::chrono::seconds answer_within);

  struct Key {
    std::vector<Certificate> own;  // that could be the key's
    std::vector<Certificate> issuers;
    PrivateKey public_half;  // null: the token does not say it
  };
  Key open();
  Bytes sign(Scheme scheme, std::span<const std::byte> digest);

 private:
  Key log_in();
  std::string answer();
  [[noreturn]] void give_up(const std::string& why);

  const TokenUri uri_;
  const Secret pin_;
  const std::chrono::seconds answer_within_;
  std::mutex one_at_a_time_;
  std::unique_ptr<Child> child_;  // logged in
  bool pin_doubtful_ = false;     // given without success
};

}  // namespace sohoa::pdf
