// Time-stamps: asking an authority for one, and reading one (RFC 3161, RFC 5816).
#pragma once
#include <chrono>
#include <ctime>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "pdf/bytes.h"
#include "pdf/crypto.h"

namespace sohoa::pdf {

struct TimeStampAuthority {
  std::string url;
  std::string user, password;       // HTTP Basic; empty: none
  std::chrono::seconds limit{180};  // of one try: the government's authority takes up to 131 s
  int tries = 3;                    // with growing waits between them
};

// A token over this SHA-256 value, as DER; it was verified to be the answer to this very request
// (imprint, nonce, signature), whoever signed it. Throws Error(time_stamp_failed) after the last
// try, and Error(stopped).
Bytes request_time_stamp(const TimeStampAuthority& authority, std::span<const std::byte> sha256,
                         const std::stop_token& stop);

// A parsed token. Hostile bytes are expected.
class TimeStamp {
 public:
  // `der`: one DER value, then nothing but zero bytes. Throws Error(image_damaged).
  explicit TimeStamp(std::span<const std::byte> der);
  TimeStamp(TimeStamp&&) noexcept;
  TimeStamp& operator=(TimeStamp&&) noexcept;
  ~TimeStamp();

  std::time_t seconds() const noexcept;             // genTime
  std::string time() const;                         // ISO 8601, UTC
  const std::string& digest_name() const noexcept;  // of the imprint: "SHA2-256"
  x509_st* signer() const noexcept;
  const std::vector<Certificate>& certificates() const noexcept;  // enclosed ones

  // What is wrong with it as a time-stamp over content of this digest (of digest_name()); empty:
  // nothing: imprint, signature, signing-certificate attribute. Trust is judge_path()'s.
  std::string verify(std::span<const std::byte> digest) const;

 private:
  struct Token;
  std::unique_ptr<Token> token_;
};

}  // namespace sohoa::pdf
