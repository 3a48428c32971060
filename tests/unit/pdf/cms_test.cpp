#include "pdf/sign/cms.h"

#include <array>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "pdf/sign/level.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

Bytes bytes_of(const std::filesystem::path& file) {
  const std::string text = read_file(file);
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

void write(const std::filesystem::path& file, const Bytes& bytes) {
  write_durably(file, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

// A token over these bytes by openssl's own authority, whose certificate signed itself.
Bytes token_over(const TempFolder& folder, const Bytes& content) {
  const std::string at = folder.path().string();
  write(folder / "content", content);
  write_durably(folder / "ts.cnf", "[t]\nserial=" + at +
                                       "/serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4\n"
                                       "digests=sha256\ness_cert_id_alg=sha256\n");
  run(fmt::format(
      "cd {} && {{ openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
      "-subj /CN=tsa -days 2 -addext extendedKeyUsage=critical,timeStamping -keyout k.pem "
      "-out c.pem; openssl ts -query -data content -sha256 -cert -out q; "
      "openssl ts -reply -config ts.cnf -section t -queryfile q -inkey k.pem -signer c.pem "
      "-token_out -out token; }} 2>/dev/null",
      at));
  return bytes_of(folder / "token");
}

}  // namespace

TEST_CASE(
    "CMS: a time-stamp is over the signature value, and adding it leaves the signature right") {
  TempFolder folder;
  const SigningKey key = clerk();
  const std::array<std::byte, 32> digest{std::byte{7}};
  const SignedMessage bare(make_cms(key.parts(), digest));
  CHECK_FALSE(bare.time_stamp());
  CHECK(bare.value().size() > 60);
  CHECK(bare.verify(digest, true).empty());

  const Bytes token = token_over(folder, bare.value());
  const Bytes der = bare.with_time_stamp(token);
  CHECK_FALSE(bare.time_stamp());  // it is another message
  const SignedMessage stamped(der);
  CHECK(stamped.verify(digest, true).empty());
  CHECK(stamped.value() == bare.value());
  const auto taken = stamped.time_stamp();
  REQUIRE(taken);
  CHECK(*taken == token);
  write(folder / "taken", *taken);
  run(
      fmt::format("cd {} && openssl ts -verify -token_in -in taken -data content -CAfile c.pem "
                  "> /dev/null 2>&1",
                  folder.path().string()));
}

TEST_CASE("CMS: the zeros after a message in /Contents do not become part of the stamped one") {
  TempFolder folder;
  const SigningKey key = clerk();
  const std::array<std::byte, 32> digest{};
  Bytes padded = make_cms(key.parts(), digest);
  const std::size_t size = padded.size();
  padded.resize(size + 1000);
  const SignedMessage message(padded);
  const Bytes token = token_over(folder, message.value());
  const Bytes der = message.with_time_stamp(token);
  CHECK(der.size() < size + token.size() + 100);
  CHECK(der.size() > size + token.size());
}

TEST_CASE("CMS: an attribute for a time-stamp that holds no token is said to be there") {
  const SigningKey key = clerk();
  const std::array<std::byte, 32> digest{};
  const SignedMessage bare(make_cms(key.parts(), digest));
  Bytes der = bare.with_time_stamp(std::array{std::byte{0x30}, std::byte{0}});
  CHECK(SignedMessage(der).time_stamp() == Bytes{std::byte{0x30}, std::byte{0}});
  REQUIRE(der[der.size() - 2] == std::byte{0x30});
  der[der.size() - 2] = std::byte{0x04};  // the last value of the message: a string instead
  CHECK(SignedMessage(der).time_stamp() == Bytes());
}

TEST_CASE("level: each has a name that is understood, long and short (R53)") {
  for (const Level level : {Level::b, Level::t, Level::lt, Level::lta}) {
    const std::string name = level_name(level);
    CHECK(level_named(name) == level);
    CHECK(level_named(name.substr(6)) == level);
  }
  CHECK(level_name(Level::lta) == "PAdES-B-LTA");
  CHECK(level_named("b") == Level::b);
  CHECK(level_named("lta") == Level::lta);
  for (const char* other : {"", "LTA", "PAdES-lta", "B-LTA ", "x"}) CHECK_FALSE(level_named(other));
}
