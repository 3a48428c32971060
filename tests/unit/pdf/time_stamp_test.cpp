#include "pdf/evidence/time_stamp.h"

#include <array>
#include <thread>

#include <doctest/doctest.h>

#include "pdf/evidence/http.h"
#include "pdf/evidence/path.h"
#include "pdf/slice.h"
#include "tests/support/cause_of.h"
#include "tests/unit/pdf/evidence_material.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::cause_of;

namespace {

Bytes digest_of(std::string_view text) {
  Digest digest("SHA2-256");
  digest.add(text);
  return digest.end();
}

const Bytes content = digest_of("chữ ký");

TimeStampAuthority authority_of(int tries = 1) {
  TimeStampAuthority out;
  out.url = server().url() + "/tsa";
  out.limit = std::chrono::seconds(20);
  out.tries = tries;
  return out;
}

// What request_time_stamp() says of a server with these faults.
std::string refusal(const nlohmann::json& tsa) {
  const auto authority = authority_of();
  const Faulty faulty(nlohmann::json{{"tsa", tsa}});
  try {
    request_time_stamp(authority, content, {});
    return "";
  } catch (const Error& e) {
    CHECK(e.cause == Cause::time_stamp_failed);
    return e.what();
  }
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("time-stamp: asked for, read, verified, and its signer judged (R54)") {
  const std::time_t before = std::time(nullptr);
  const Bytes token = request_time_stamp(authority_of(), content, {});
  const TimeStamp stamp(token);
  CHECK(stamp.seconds() >= before);
  CHECK(stamp.seconds() <= std::time(nullptr));
  CHECK(stamp.time().size() == 20);
  CHECK(stamp.digest_name() == "SHA2-256");
  CHECK(common_name(stamp.signer()) == "Dịch vụ cấp dấu thời gian thử nghiệm");
  CHECK(stamp.verify(content) == "");
  CHECK(stamp.verify(digest_of("khác")) == "it is a time-stamp over other content");
  CHECK(stamp.verify({}) == "it is a time-stamp over other content");
  Evidence evidence = good_evidence();
  evidence.ocsps = {ocsp_about("tsa")};
  CHECK(judge_path(*server_anchors(), stamp.signer(), stamp.certificates(), evidence,
                   stamp.seconds(), Purpose::time_stamping)
            .good());
}

TEST_CASE("time-stamp: with padding, SHA-512 and the older attribute; not with a byte changed") {
  const auto authority = authority_of();
  const Faulty faulty(nlohmann::json{{"tsa", {{"ess", "sha1"}, {"digest", "sha512"}}}});
  Bytes token = request_time_stamp(authority, content, {});
  CHECK(TimeStamp(token).verify(content) == "");
  const std::size_t size = token.size();
  token.resize(size + 100);
  CHECK(TimeStamp(token).verify(content) == "");
  token.back() = std::byte{1};
  CHECK(cause_of([&] { TimeStamp{token}; }) == "image_damaged");
  token.resize(size);
  // The signature value ends the token.
  token.back() ^= std::byte{1};
  CHECK(TimeStamp(token).verify(content) == "the signature value is wrong");
  CHECK(cause_of([&] { TimeStamp(std::span(token).first(size / 2)); }) == "image_damaged");
}

TEST_CASE("time-stamp: an answer that is not one to the request is refused (R54)") {
  CHECK(says(refusal({{"wrong_nonce", true}}), "nonce"));
  CHECK(says(refusal({{"wrong_imprint", true}}), "the answer is not one to the request"));
  CHECK(says(refusal({{"refuse", true}}), "the answer is not one to the request"));
  CHECK(says(refusal({{"garbage", true}}), "not a time-stamp response"));
  CHECK(says(refusal({{"empty", true}}), "not a time-stamp response"));
  CHECK(says(refusal({{"status", 500}}), "HTTP status 500"));
  CHECK(refusal({{"digest", "sha256"}}) == "");
}

TEST_CASE("time-stamp: name and password are sent, and not told (R54)") {
  auto authority = authority_of();
  const Faulty faulty(nlohmann::json{{"tsa", {{"user", "xã:bí mật"}}}});
  CHECK(cause_of([&] { request_time_stamp(authority, content, {}); }) == "time_stamp_failed");
  authority.user = "xã";
  authority.password = "bí mật";
  CHECK(TimeStamp(request_time_stamp(authority, content, {})).verify(content) == "");
  CHECK(without_password("http://a:b@host/x@y?p") == "http://host/x@y?p");
  CHECK(without_password("http://host:80/x@y") == "http://host:80/x@y");
}

TEST_CASE("time-stamp: a request that fails is made again (R54)") {
  const auto authority = authority_of(2);
  const int before = server().count("tsa");
  const Faulty faulty(nlohmann::json{{"tsa", {{"fail_every", before + 1}}}});
  CHECK(TimeStamp(request_time_stamp(authority, content, {})).verify(content) == "");
  CHECK(server().count("tsa") == before + 2);
}

TEST_CASE("time-stamp: an authority that is slow or silent: its limit, and stopping (R54)") {
  auto authority = authority_of();
  authority.limit = std::chrono::seconds(1);
  const Faulty faulty(nlohmann::json{{"tsa", {{"delay", 20}}}});
  CHECK(cause_of([&] { request_time_stamp(authority, content, {}); }) == "time_stamp_failed");
  authority.limit = std::chrono::seconds(180);
  const int before = server().count("tsa");
  std::stop_source stop;
  std::jthread stopper([&] {
    while (server().count("tsa") == before) std::this_thread::yield();
    stop.request_stop();
  });
  CHECK(cause_of([&] { request_time_stamp(authority, content, stop.get_token()); }) == "stopped");
  stopper.join();
  authority.url = "http://127.0.0.1:1/tsa";
  CHECK(cause_of([&] { request_time_stamp(authority, content, {}); }) == "time_stamp_failed");
}

TEST_CASE("http: nothing but http and https, no more bytes than allowed") {
  HttpRequest request;
  request.url = server().url() + "/issuing.crl";
  CHECK(http(request, {}).size() > 100);
  request.largest = 100;
  CHECK(cause_of([&] { http(request, {}); }) == "service_unreachable");
  request.largest = 1U << 20U;
  request.url = server().url() + "/nothing";
  CHECK(cause_of([&] { http(request, {}); }) == "service_unreachable");
  for (const auto* url : {"file:///etc/passwd", "ftp://127.0.0.1/x", "ldap://127.0.0.1/x", ""}) {
    request.url = url;
    CHECK(cause_of([&] { http(request, {}); }) == "service_unreachable");
  }
}
