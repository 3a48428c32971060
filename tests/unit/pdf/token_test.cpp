// Keys that are not in a file: a software token behind a module that fails on command.
#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "pdf/sign/key.h"
#include "pdf/sign/sign.h"
#include "pdf/sign/token_uri.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::cause_of;
using sohoa::test::TempFolder;

namespace {

constexpr const char* pin = "648219";
constexpr const char* none = "";  // of cause_of(): nothing thrown

// A token "Sohoa" of its own.
class SoftToken {
 public:
  SoftToken() {
    std::filesystem::create_directory(folder_ / "tokens");
    write_durably(folder_ / "softhsm2.conf",
                  fmt::format("directories.tokendir = {}\nobjectstore.backend = file\n",
                              (folder_ / "tokens").string()));
    setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    setenv("SCRIPTED_TOKEN", folder_.path().c_str(), 1);
    run(
        fmt::format("softhsm2-util --init-token --free --label Sohoa --so-pin 90210777 --pin {} "
                    ">/dev/null",
                    pin));
  }

  // The key and certificate in PEM files; id two hexadecimal digits.
  void take(const std::string& key, const std::string& certificate, const std::string& label,
            const std::string& id) {
    run(
        fmt::format("softhsm2-util --import {} --token Sohoa --label '{}' --id {} --pin {} "
                    ">/dev/null",
                    key, label, id, pin));
    if (certificate.empty()) return;
    run(
        fmt::format("openssl x509 -in {0} -outform DER -out {1}/der && pkcs11-tool --module "
                    "/usr/lib/softhsm/libsofthsm2.so --token-label Sohoa --login --pin {2} "
                    "--write-object {1}/der --type cert --label '{3}' --id {4} >/dev/null 2>&1",
                    certificate, folder_.path().string(), pin, label, id));
  }

  // The clerk of the test authority, with its issuer.
  void take_clerk() {
    run(
        fmt::format("openssl pkcs12 -in {0}/clerk.p12 -passin file:{0}/clerk.password -nocerts "
                    "-nodes 2>/dev/null | openssl pkey -out {1}/clerk.key",
                    authority().string(), folder_.path().string()));
    take((folder_ / "clerk.key").string(), (authority() / "clerk.pem").string(), "clerk", "a1");
  }

  // A self-signed certificate; its file.
  std::string make(const std::string& algorithm) {
    const std::string at = folder_.path().string();
    run(fmt::format(
        "openssl req -x509 -newkey {0} -nodes -subj /CN=made -days 2 -keyout {1}/k.pem "
        "-out {1}/c.pem 2>/dev/null && openssl pkcs8 -topk8 -nocrypt -in {1}/k.pem -out "
        "{1}/k8.pem",
        algorithm, at));
    take(at + "/k8.pem", at + "/c.pem", "made", "b2");
    return at + "/c.pem";
  }

  SigningKey open(const std::string& attributes = "token=Sohoa", const Secret& secret = pin,
                  KeyOptions options = {}) {
    options.module = SOHOA_BUILD_DIR "/token/scripted_token.so";
    return SigningKey::from_token("pkcs11:" + attributes, Secret(secret.view()), options);
  }

  void order(const char* failure) { write_durably(folder_ / failure, ""); }
  // How many lines of what the module was asked begin so.
  std::ptrdiff_t calls(const std::string& what) {
    if (!std::filesystem::exists(folder_ / "calls")) return 0;
    const std::string lines = "\n" + read_file(folder_ / "calls");
    std::ptrdiff_t count = 0;
    for (auto at = lines.find("\n" + what); at != std::string::npos;
         at = lines.find("\n" + what, at + 1))
      ++count;
    return count;
  }
  const TempFolder& folder() const { return folder_; }

 private:
  TempFolder folder_;
};

const KeyOptions impatient{.answer_within = std::chrono::seconds(1)};

}  // namespace

TEST_CASE(
    "token: every strong kind of key signs, by one operation, and weak ones are refused (R52)") {
  struct Kind {
    const char* algorithm;
    RsaPadding padding;
    const char* refused;
    const char* mechanism;  // PKCS#11 2.40: CKM_RSA_PKCS, CKM_RSA_PKCS_PSS, CKM_ECDSA
  };
  constexpr auto pkcs1 = RsaPadding::pkcs1;
  for (const Kind& kind :
       {Kind{"rsa:2048", pkcs1, none, "sign 1\n"},
        Kind{"rsa:2048", RsaPadding::pss, none, "sign 13\n"},
        Kind{"rsa:3072", RsaPadding::pss, none, "sign 13\n"},
        Kind{"ec -pkeyopt ec_paramgen_curve:P-256", pkcs1, none, "sign 4161\n"},
        Kind{"ec -pkeyopt ec_paramgen_curve:P-384", pkcs1, none, "sign 4161\n"},
        Kind{"ec -pkeyopt ec_paramgen_curve:P-521", pkcs1, none, "sign 4161\n"},
        Kind{"rsa:1024", pkcs1, "key_unusable", ""},
        Kind{"ec -pkeyopt ec_paramgen_curve:secp224r1", pkcs1, "key_unusable", ""}}) {
    CAPTURE(kind.algorithm);
    SoftToken token;
    const auto anchors = std::vector{read_file(token.make(kind.algorithm))};
    const auto file = document(token.folder().path(), "a.pdf");
    const std::string cause = cause_of([&] {
      const SigningKey key = token.open("token=Sohoa", pin, {.padding = kind.padding});
      sign(file, key, request("clerk"));
    });
    CHECK(cause == kind.refused);
    if (cause.empty()) {
      CHECK(verify(file, {anchors}).good());
      CHECK(token.calls("sign") == 1);
      CHECK(token.calls(kind.mechanism) == 1);
    } else {
      CHECK(token.calls("sign") == 0);
    }
  }
}

TEST_CASE("token: one login serves all signatures, each by one operation of the key (R53)") {
  SoftToken token;
  token.take_clerk();
  const SigningKey key = token.open("token=Sohoa;object=clerk;id=%A1");
  CHECK(key.fingerprint() == clerk().fingerprint());
  for (const char* name : {"a.pdf", "b.pdf", "c.pdf"}) {
    const auto file = document(token.folder().path(), name);
    sign(file, key, request("clerk"));
    // The token holds no issuer; the verifier is given the issuing authority itself.
    CHECK(verify(file, {read_anchors({authority() / "issuing.pem"}), trust().revocations}).good());
  }
  CHECK(token.calls("login") == 1);
  CHECK(token.calls("sign") == 3);
}

TEST_CASE("token: a wrong PIN is tried once, and the last try is never used (R53)") {
  SoftToken token;
  token.take_clerk();
  std::string words;
  try {
    token.open("token=Sohoa", "111222");
  } catch (const Error& e) {
    CHECK(e.cause == Cause::token_failed);
    words = e.what();
  }
  CHECK(words.find("PIN refused, tried once only") != std::string::npos);
  CHECK(words.find("111222") == std::string::npos);
  CHECK(token.calls("login") == 1);
  CHECK(cause_of([&] { token.open("token=Sohoa", ""); }) == "token_failed");
  token.order("final_try");
  CHECK(cause_of([&] { token.open(); }) == "token_failed");
  CHECK(token.calls("login") == 1);
}

TEST_CASE(
    "token: a module that crashes, hangs or loses its device fails clearly, and is asked again "
    "(R53)") {
  SoftToken token;
  token.take_clerk();
  for (const char* failure : {"crash_open", "hang_open", "crash_login"}) {
    CAPTURE(failure);
    token.order(failure);
    CHECK(cause_of([&] { token.open("token=Sohoa", pin, impatient); }) == "token_failed");
  }
  const SigningKey key = token.open("token=Sohoa", pin, impatient);
  const auto file = document(token.folder().path(), "a.pdf");
  const std::string before = read_file(file);
  for (const char* failure : {"crash_sign", "hang_sign", "removed_sign"}) {
    CAPTURE(failure);
    token.order(failure);
    CHECK(cause_of([&] { sign(file, key, request("clerk")); }) == "token_failed");
    CHECK(read_file(file) == before);
  }
  sign(file, key, request("clerk"));
  CHECK(verify(file, {read_anchors({authority() / "issuing.pem"}), trust().revocations}).good());
}

TEST_CASE("token: a wrong signature value never gets into a file") {
  SoftToken token;
  token.take_clerk();
  const SigningKey key = token.open();
  const auto file = document(token.folder().path(), "a.pdf");
  const std::string before = read_file(file);
  token.order("wrong_sign");
  CHECK(cause_of([&] { sign(file, key, request("clerk")); }) == "key_unusable");
  CHECK(read_file(file) == before);
  sign(file, key, request("clerk"));
}

TEST_CASE("token: a certificate from a file, and what is missing is named") {
  SoftToken token;
  const std::string pem = read_file(token.make("ec -pkeyopt ec_paramgen_curve:P-256"));
  const auto refused = [&](const std::string& attributes, const KeyOptions& options = {}) {
    return cause_of([&] { token.open(attributes, pin, options); });
  };
  CHECK(refused("token=Khac") == "token_failed");
  CHECK(refused("token=Sohoa;object=other") == "token_failed");
  CHECK(refused("token=Sohoa", {.certificate_pem = pem}) == none);
  CHECK(refused("token=Sohoa", {.certificate_pem = read_file(authority() / "clerk.pem")}) ==
        "key_unusable");
  CHECK(refused("token=Sohoa", {.certificate_pem = "none"}) == "key_unusable");
  CHECK(refused("token=Sohoa?module-path=/none.so") == "token_failed");
  const std::string k8 = (token.folder() / "k8.pem").string();
  token.take(k8, "", "second", "c3");
  CHECK(refused("token=Sohoa") == "token_failed");  // which of the two?
  CHECK(refused("token=Sohoa;object=made") == none);
}

TEST_CASE("token: what its URI may say (RFC 7512)") {
  const TokenUri uri = parse_token_uri(
      "pkcs11:token=VGCA%20Token;serial=0123;object=k%C3%BD;id=%00%a1;type=private?module-path=/"
      "x.so");
  CHECK(uri.token == "VGCA Token");
  CHECK(uri.serial == "0123");
  CHECK(uri.object == "ký");
  CHECK(uri.id == std::string("\0\xA1", 2));
  CHECK(uri.module == "/x.so");
  for (const char* wrong :
       {"pkcs12:token=a", "pkcs11:token", "pkcs11:token=", "pkcs11:token=%4", "pkcs11:token=%zz",
        "pkcs11:token=%00", "pkcs11:token=a;token=b", "pkcs11:slot-id=1", "pkcs11:type=public",
        "pkcs11:token=a?pin-value=123456", "pkcs11:token=a?pin-source=/f"}) {
    CAPTURE(wrong);
    try {
      parse_token_uri(wrong);
      FAIL("taken");
    } catch (const Error& e) {
      CHECK(e.cause == Cause::settings_invalid);
      CHECK(std::string_view(e.what()).find("123456") == std::string_view::npos);
    }
  }
}
