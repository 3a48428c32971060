#include "pdf/evidence/time_stamp.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ts.h>

#include "core/error.h"
#include "pdf/evidence/http.h"
#include "pdf/signed_data.h"
#include "pdf/slice.h"
#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

struct Delete {
  void operator()(TS_REQ* p) const noexcept { TS_REQ_free(p); }
  void operator()(TS_RESP* p) const noexcept { TS_RESP_free(p); }
  void operator()(TS_MSG_IMPRINT* p) const noexcept { TS_MSG_IMPRINT_free(p); }
  void operator()(TS_TST_INFO* p) const noexcept { TS_TST_INFO_free(p); }
  void operator()(TS_VERIFY_CTX* p) const noexcept { TS_VERIFY_CTX_free(p); }
  void operator()(X509_ALGOR* p) const noexcept { X509_ALGOR_free(p); }
  void operator()(ASN1_INTEGER* p) const noexcept { ASN1_INTEGER_free(p); }
};
template <class T>
using Held = std::unique_ptr<T, Delete>;

void require(bool right) {
  if (!right) throw Error(Cause::bug, "time-stamp request: " + crypto_error());
}

[[noreturn]] void fail(const std::string& why) {
  crypto_error();
  throw Error(Cause::time_stamp_failed, why);
}

Held<TS_REQ> make_request(std::span<const std::byte> sha256) {
  Held<TS_REQ> request(TS_REQ_new());
  const Held<TS_MSG_IMPRINT> imprint(TS_MSG_IMPRINT_new());
  const Held<X509_ALGOR> algorithm(X509_ALGOR_new());
  const Held<ASN1_INTEGER> nonce(ASN1_INTEGER_new());
  require(request && imprint && algorithm && nonce);
  X509_ALGOR_set_md(algorithm.get(), EVP_sha256());
  std::vector<unsigned char> digest(sha256.size());
  std::transform(sha256.begin(), sha256.end(), digest.begin(),
                 [](std::byte b) { return std::to_integer<unsigned char>(b); });
  std::uint64_t random = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&random), sizeof random) == 1);
  require(TS_REQ_set_version(request.get(), 1) == 1 &&
          TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
          TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size())) ==
              1 &&
          TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
          ASN1_INTEGER_set_uint64(nonce.get(), random) == 1 &&
          TS_REQ_set_nonce(request.get(), nonce.get()) == 1 &&
          TS_REQ_set_cert_req(request.get(), 1) == 1);
  return request;
}

Bytes der_of_request(const TS_REQ* request) {
  const int size = i2d_TS_REQ(request, nullptr);
  require(size > 0);
  Bytes out(static_cast<std::size_t>(size));
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  i2d_TS_REQ(request, &at);
  return out;
}

std::string basic_credentials(const TimeStampAuthority& authority) {
  const std::string plain = authority.user + ":" + authority.password;
  std::string coded(4 * ((plain.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                                   reinterpret_cast<const unsigned char*>(plain.data()),
                                   static_cast<int>(plain.size()));
  coded.resize(static_cast<std::size_t>(size));
  return "Authorization: Basic " + coded;
}

// The token in TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo }, as
// the authority encoded it.
Bytes token_in(const Bytes& answer) {
  const auto* at = reinterpret_cast<const unsigned char*>(answer.data());
  const unsigned char* end = at + answer.size();
  long size = 0;
  int tag = 0;
  int kind = 0;
  constexpr int failed = 0x80;
  if ((ASN1_get_object(&at, &size, &tag, &kind, end - at) & failed) != 0) fail("no response");
  const unsigned char* response_end = at + size;
  if ((ASN1_get_object(&at, &size, &tag, &kind, response_end - at) & failed) != 0)
    fail("no status in the response");
  at += size;  // past the status
  const auto token = std::as_bytes(std::span(at, response_end));
  return {token.begin(), token.end()};
}

// The token of an answer to this very request.
Bytes checked_token(const Bytes& answer, TS_REQ* request, std::span<const std::byte> sha256) {
  const auto* at = reinterpret_cast<const unsigned char*>(answer.data());
  const Held<TS_RESP> response(d2i_TS_RESP(nullptr, &at, static_cast<long>(answer.size())));
  if (!response || at != reinterpret_cast<const unsigned char*>(answer.data()) + answer.size())
    fail("the answer is not a time-stamp response");
  const Held<TS_VERIFY_CTX> context(TS_REQ_to_TS_VERIFY_CTX(request, nullptr));
  require(context != nullptr);
  // The signature is checked below, with the rules of this program.
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
  if (TS_RESP_verify_response(context.get(), response.get()) != 1)
    throw Error(Cause::time_stamp_failed,
                "the answer is not one to the request: " + crypto_error());
  Bytes token = token_in(answer);
  try {
    const TimeStamp stamp(token);
    if (const std::string why = stamp.verify(sha256); !why.empty()) fail(why);
  } catch (const Error& e) {
    throw Error(Cause::time_stamp_failed, e.what());
  }
  return token;
}

Bytes try_once(const TimeStampAuthority& authority, std::span<const std::byte> sha256,
               const std::stop_token& stop) {
  const auto request = make_request(sha256);
  HttpRequest ask;
  ask.url = authority.url;
  ask.content_type = "application/timestamp-query";
  ask.accept = "application/timestamp-reply";
  ask.body = der_of_request(request.get());
  ask.limit = authority.limit;
  if (!authority.user.empty()) ask.headers.push_back(basic_credentials(authority));
  const Bytes answer = http(ask, stop);
  try {
    return checked_token(answer, request.get(), sha256);
  } catch (const Error& e) {
    throw Error(e.cause, without_password(authority.url) + ": " + e.what());
  }
}

void wait(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
  if (stop.stop_requested()) throw Error(Cause::stopped, "while waiting for a time-stamp");
}

}  // namespace

Bytes request_time_stamp(const TimeStampAuthority& authority, std::span<const std::byte> sha256,
                         const std::stop_token& stop) {
  std::chrono::milliseconds pause{500};
  for (int left = authority.tries;; --left) {
    try {
      return try_once(authority, sha256, stop);
    } catch (const Error& e) {
      if (e.cause != Cause::service_unreachable && e.cause != Cause::time_stamp_failed) throw;
      if (left <= 1)
        throw Error(Cause::time_stamp_failed,
                    "after " + std::to_string(authority.tries) + " tries: " + e.what());
    }
    wait(pause, stop);
    pause *= 6;  // a busy authority is given time: 0.5, 3, 18 seconds
  }
}

struct TimeStamp::Token {
  SignedData data;
  std::time_t seconds = 0;
  std::string digest_name;
  Bytes imprint;
  Bytes content;  // the DER of TSTInfo, which is signed
};

TimeStamp::TimeStamp(std::span<const std::byte> der) : token_(std::make_unique<Token>()) {
  const auto refuse = [](const char* why) {
    crypto_error();
    throw Error(Cause::image_damaged, std::string("time-stamp: ") + why);
  };
  token_->data = read_signed_data(der, Content::time_stamp, "time-stamp");
  ASN1_OCTET_STRING** content = CMS_get0_content(token_->data.message.get());
  if (content == nullptr || *content == nullptr) refuse("no content");
  const unsigned char* at = ASN1_STRING_get0_data(*content);
  const auto bytes =
      std::as_bytes(std::span(at, static_cast<std::size_t>(ASN1_STRING_length(*content))));
  token_->content.assign(bytes.begin(), bytes.end());
  const Held<TS_TST_INFO> info(
      d2i_TS_TST_INFO(nullptr, &at, static_cast<long>(token_->content.size())));
  if (!info || TS_TST_INFO_get_version(info.get()) != 1) refuse("its content cannot be read");
  const auto time = seconds_of(TS_TST_INFO_get_time(info.get()));
  if (!time) refuse("its time cannot be read");
  token_->seconds = *time;

  TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info.get());
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  token_->digest_name = digest_name_of(OBJ_obj2nid(algorithm));
  if (token_->digest_name.empty()) refuse("its imprint is not of SHA-256, SHA-384 or SHA-512");
  const ASN1_OCTET_STRING* value = TS_MSG_IMPRINT_get_msg(imprint);
  const auto stamped = std::as_bytes(
      std::span(ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))));
  token_->imprint.assign(stamped.begin(), stamped.end());
}
TimeStamp::TimeStamp(TimeStamp&&) noexcept = default;
TimeStamp& TimeStamp::operator=(TimeStamp&&) noexcept = default;
TimeStamp::~TimeStamp() = default;

std::time_t TimeStamp::seconds() const noexcept { return token_->seconds; }
std::string TimeStamp::time() const { return iso_utc(token_->seconds); }
const std::string& TimeStamp::digest_name() const noexcept { return token_->digest_name; }
x509_st* TimeStamp::signer() const noexcept { return token_->data.signer.get(); }
const std::vector<Certificate>& TimeStamp::certificates() const noexcept {
  return token_->data.certificates;
}

std::string TimeStamp::verify(std::span<const std::byte> digest) const {
  if (!std::equal(digest.begin(), digest.end(), token_->imprint.begin(), token_->imprint.end()))
    return "it is a time-stamp over other content";
  Digest content(token_->data.digest_name);
  content.add({reinterpret_cast<const char*>(token_->content.data()), token_->content.size()});
  if (std::string why = signature_problem(token_->data, Content::time_stamp, content.end());
      !why.empty())
    return why;
  return signing_certificate_problem(token_->data, true);
}

}  // namespace sohoa::pdf
