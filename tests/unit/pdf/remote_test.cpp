// What a signing service may answer, and where a secret may go.
#include "pdf/sign/remote.h"

#include <doctest/doctest.h>

#include "pdf/base64.h"
#include "pdf/sign/sign.h"
#include "tests/support/cause_of.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using sohoa::test::cause_of;

TEST_CASE("signing service: only a signature in base64 is one") {
  CHECK(read_remote_signature(R"({"signature":"AAEC","more":1})").size() == 3);
  for (const char* wrong :
       {"", "[]", "{}", R"({"signature":""})", R"({"signature":7})", R"({"signature":"AA"})",
        R"({"signature":"A=AA"})", R"({"signature":"AAE\n"})"}) {
    CAPTURE(std::string(wrong));
    CHECK(cause_of([&] { read_remote_signature(wrong); }) == "service_unreachable");
  }
}

TEST_CASE("signing service: only certificates are certificates") {
  for (const char* wrong : {"{}", R"({"certificates":[]})", R"({"certificates":"AAEC"})",
                            R"({"certificates":[null]})", R"({"certificates":["MAA="]})"}) {
    CAPTURE(std::string(wrong));
    CHECK(cause_of([&] { read_remote_certificates(wrong); }) == "service_unreachable");
  }
}

TEST_CASE("signing service: a secret goes over https: alone, and not in the address (R53)") {
  const auto open = [](const std::string& url, const char* bearer) {
    return cause_of([&] { SigningKey::from_remote(url, bearer, {}); });
  };
  CHECK(open("http://signer.invalid/", "secret") == "settings_invalid");
  CHECK(open("http://localhost.invalid/", "secret") == "settings_invalid");
  CHECK(open("https://user:secret@signer.invalid/", "") == "settings_invalid");
  CHECK(open("http://127.0.0.1:1/", "secret") == "service_unreachable");
  CHECK(open("http://[::1]:1/", "secret") == "service_unreachable");
}

TEST_CASE("base64: there and back, and nothing else is taken") {
  for (std::size_t size = 0; size < 7; ++size) {
    const Bytes bytes(size, std::byte{0xFB});
    CHECK(from_base64(to_base64(bytes)) == bytes);
  }
  for (const char* wrong : {"A", "AAA", "AA =", " AAA", "AAA\n", "=AAA", "A===", "AA=A", "A-_A"})
    CHECK_FALSE(from_base64(wrong));
}
