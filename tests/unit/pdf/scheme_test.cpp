// How RSA signatures are padded, written and judged.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "pdf/sign/cms.h"
#include "pdf/sign/sign.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::cause_of;
using sohoa::test::TempFolder;

namespace {

// A self-signed certificate and its key as c.pem, k.pem and key.p12 (password x).
void make(const TempFolder& folder, const std::string& algorithm) {
  const std::string at = folder.path().string();
  run(
      fmt::format("openssl req -x509 -newkey {0} -nodes -subj /CN=made -days 2 -keyout {1}/k.pem "
                  "-out {1}/c.pem 2>/dev/null && openssl pkcs12 -export -inkey {1}/k.pem -in "
                  "{1}/c.pem -passout pass:x -out {1}/key.p12",
                  algorithm, at));
}

// The signature value of a CMS message by openssl's own tool over "content".
Bytes foreign(const TempFolder& folder, const std::string& options) {
  const std::string at = folder.path().string();
  write_durably(folder / "content", "content");
  run(
      fmt::format("openssl cms -sign -binary -in {0}/content -outform DER -signer {0}/c.pem -inkey "
                  "{0}/k.pem {1} -out {0}/cms",
                  at, options));
  return read_bytes(folder / "cms", 1U << 20U);
}

std::vector<std::byte> digest_of_content(const TempFolder& folder) {
  run(fmt::format("openssl dgst -sha256 -binary -out {0}/digest {0}/content",
                  folder.path().string()));
  return read_bytes(folder / "digest", 64);
}

}  // namespace

TEST_CASE("sign: RSA-PSS is written so that OpenSSL and our verifier take it (R52)") {
  struct Kind {
    const char* algorithm;
    RsaPadding padding;
  };
  // A key that is for PSS alone signs so without being told.
  for (const Kind& kind : {Kind{"rsa:2048", RsaPadding::pss},
                           Kind{"rsa-pss -pkeyopt rsa_keygen_bits:2048", RsaPadding::pkcs1}}) {
    const std::string algorithm = kind.algorithm;
    CAPTURE(algorithm);
    TempFolder folder;
    make(folder, algorithm);
    const auto file = document(folder.path(), "a.pdf");
    sign(file, SigningKey::from_pkcs12(folder / "key.p12", "x", kind.padding), request("clerk"));
    CHECK(verify(file, {read_anchors({folder / "c.pem"})}).good());
    CHECK(read_file(file).find("06092a864886f70d01010a") != std::string::npos);  // id-RSASSA-PSS
  }
}

TEST_CASE("CMS: PSS is taken with strong digests and refused with weak ones (R52)") {
  TempFolder folder;
  make(folder, "rsa:2048");
  const auto verdict = [&](const std::string& options) {
    const Bytes der = foreign(folder, options);
    return SignedMessage(der).verify(digest_of_content(folder), false);
  };
  const std::string pss = "-md sha256 -keyopt rsa_padding_mode:pss ";
  CHECK(verdict("-md sha256").empty());
  CHECK(verdict(pss).empty());
  CHECK(verdict(pss + "-keyopt rsa_mgf1_md:sha384").empty());
  CHECK(verdict(pss + "-keyopt rsa_mgf1_md:sha1").find("weak digest") != std::string::npos);
  CHECK(cause_of([&] { verdict("-md sha1"); }) == "image_damaged");
  CHECK(cause_of([&] { verdict("-md sha1 -keyopt rsa_padding_mode:pss"); }) == "image_damaged");
}
