#include "pdf/sign/sign.h"

#include <csignal>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "pdf/reread.h"
#include "pdf/sign/signature_revision.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

Cause cause_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& e) {
    return e.cause;
  }
  return Cause::stopped;
}

// A PKCS#12 file with a self-signed certificate, made by openssl's own tool.
std::filesystem::path odd_key(const TempFolder& folder, const std::string& algorithm,
                              const std::string& extension) {
  const std::string at = folder.path().string();
  run(
      fmt::format("openssl req -x509 -newkey {} -nodes -subj /CN=odd -days 2 {} -keyout {}/k.pem "
                  "-out {}/c.pem 2>/dev/null",
                  algorithm, extension, at, at));
  run(
      fmt::format("openssl pkcs12 -export -inkey {0}/k.pem -in {0}/c.pem -passout pass:x -out "
                  "{0}/odd.p12",
                  at));
  return folder / "odd.p12";
}

// The CMS of the only signature of a file.
void take_out_signature(const std::filesystem::path& file, const std::filesystem::path& to) {
  const std::string bytes = read_file(file);
  const auto at = bytes.find("/Contents <3082") + 11;
  std::string der;
  for (std::size_t i = at; bytes[i] != '>'; i += 2)
    der += static_cast<char>(std::stoi(bytes.substr(i, 2), nullptr, 16));
  write_durably(to, der);
}

}  // namespace

TEST_CASE("sign: a signature is appended, and the file before it is untouched") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const std::string before = read_file(file);
  const SignatureRecord record = sign(file, clerk(), request("clerk"));
  CHECK(read_file(file).starts_with(before));
  CHECK(record.signer == "Nguyễn Thị Ánh Thử");
  CHECK(record.level == "PAdES-B-B");
  CHECK(record.role == "clerk");
  CHECK(record.fingerprint == clerk().fingerprint());
  CHECK(record.fingerprint.size() == 64);
  run("qpdf --check " + file.string() + " > /dev/null");
}

TEST_CASE("sign: clerk, then agency: both are good in the end (R11, R15)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  CHECK(verify(file, trust()).good());
  const std::string first = read_file(file);
  sign(file, agency(), request("agency"));
  CHECK(read_file(file).starts_with(first));
  const PdfVerdict verdict = verify(file, trust());
  CHECK(verdict.good());
  CHECK(verdict.pages == 1);
  REQUIRE(verdict.signatures.size() == 2);
  const auto& [one, two] = std::tie(verdict.signatures[0], verdict.signatures[1]);
  CHECK(one.field == "clerk");
  CHECK(one.signer == "Nguyễn Thị Ánh Thử");
  CHECK(one.issuer == "Cơ quan chứng thực cấp dưới thử nghiệm");
  CHECK(one.intact);
  CHECK(one.trusted);
  CHECK_FALSE(one.covers_file);
  CHECK(one.later_changes_allowed);
  CHECK(two.field == "agency");
  CHECK(two.sub_filter == "ETSI.CAdES.detached");
  CHECK(two.covers_file);
  run("qpdf --check " + file.string() + " > /dev/null");
}

TEST_CASE("sign: the text of a signed file is read as before") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const auto pages = Rereader().read(file, {});
  REQUIRE(pages.size() == 1);
  CHECK(pages[0].starts_with("Cộng hòa xã hội"));
}

TEST_CASE("sign: an independent verifier agrees, and the attributes are those of PAdES B-B") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  take_out_signature(file, folder / "cms");
  const std::string bytes = read_file(file);
  const auto gap = bytes.find("/Contents <") + 10;
  const auto gap_end = bytes.find('>', gap) + 1;
  write_durably(folder / "content", bytes.substr(0, gap) + bytes.substr(gap_end));
  run(
      fmt::format("openssl cms -verify -cades -binary -inform DER -in {0}/cms -content {0}/content "
                  "-CAfile {1}/root.pem -no-CApath -no-CAstore -purpose any -out /dev/null "
                  "2>/dev/null",
                  folder.path().string(), authority().string()));
  const std::string attributes =
      run(fmt::format("openssl cms -cmsout -print -inform DER -in {}/cms", folder.path().string()));
  const auto count = [&attributes](const std::string& name) {
    std::size_t n = 0;
    for (auto at = attributes.find("object: " + name); at != std::string::npos;
         at = attributes.find("object: " + name, at + 1))
      ++n;
    return n;
  };
  CHECK(count("signingTime") == 0);
  CHECK(count("id-smime-aa-signingCertificateV2") == 1);
  CHECK(count("contentType") == 1);
  CHECK(count("messageDigest") == 1);
}

TEST_CASE("sign: RSA keys sign as EC keys do (R52)") {
  TempFolder folder;
  run(fmt::format("{}/scripts/make-authority --rsa {}/rsa 2>/dev/null", SOHOA_SOURCE_DIR,
                  folder.path().string()));
  std::string password = read_file(folder / "rsa/clerk.password");
  password.pop_back();
  const auto file = document(folder.path(), "a.pdf");
  sign(file, SigningKey::from_pkcs12(folder / "rsa/clerk.p12", password), request("clerk"));
  CHECK(verify(file, trust_of(folder / "rsa")).good());
}

TEST_CASE("sign: the same role does not sign twice") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  CHECK(cause_of([&] { sign(file, clerk(), request("clerk")); }) == Cause::bug);
}

TEST_CASE("sign: a PDF that cannot be continued is refused and stays as it is (R16)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const auto refused = [&](const std::filesystem::path& path) {
    const std::string before = read_file(path);
    const Cause cause = cause_of([&] { sign(path, clerk(), request("clerk")); });
    CHECK(read_file(path) == before);
    return cause;
  };
  write_durably(folder / "text", "%PDF-1.7 but no more");
  CHECK(refused(folder / "text") == Cause::image_damaged);
  write_durably(folder / "empty", "");
  CHECK(refused(folder / "empty") == Cause::image_damaged);
  run(fmt::format("qpdf --encrypt '' x 256 -- {0} {0}.locked", file.string()));
  CHECK(refused(file.string() + ".locked") == Cause::pdf_encrypted);
  write_durably(folder / "more", read_file(file) + "more");
  CHECK(refused(folder / "more") == Cause::image_damaged);
  CHECK(cause_of([&] { sign(folder / "none.pdf", clerk(), request("clerk")); }) ==
        Cause::file_missing);
}

TEST_CASE("sign: a full disk leaves the file as it was") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const std::string before = read_file(file);
  const SigningKey key = clerk();
  const SignatureRequest asked = request("clerk");
  for (const std::size_t room : {0U, 1U, 4096U, 40'000U}) {
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit small{before.size() + room, before.size() + room};
      setrlimit(RLIMIT_FSIZE, &small);
      try {
        sign(file, key, asked);
      } catch (const Error& e) {
        _exit(e.cause == Cause::disk_full ? 7 : 8);
      }
      _exit(9);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 7);
    CHECK(read_file(file) == before);
  }
}

TEST_CASE("sign: a signature value that cannot be had, or is too long, leaves the file as it was") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const std::string before = read_file(file);
  CHECK(cause_of([&] {
          append_signature(file, request("clerk"), "x", [](std::span<const std::byte>) -> Bytes {
            throw Error(Cause::key_unusable, "token removed");
          });
        }) == Cause::key_unusable);
  CHECK(cause_of([&] {
          append_signature(file, request("clerk"), "x", [](std::span<const std::byte> digest) {
            CHECK(digest.size() == 32);
            return Bytes(signature_reserve + 1);
          });
        }) == Cause::key_unusable);
  CHECK(read_file(file) == before);
}

TEST_CASE("sign: the signer's certificate must be valid at the time that is written (R50)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  SignatureRequest past = request("clerk");
  past.time = "2020-01-01T00:00:00+07:00";
  CHECK(cause_of([&] { sign(file, clerk(), past); }) == Cause::key_unusable);
}

TEST_CASE("key: a wrong password, a missing or a foreign file") {
  TempFolder folder;
  const auto load = [](const std::filesystem::path& file, const std::string& password) {
    return cause_of([&] { SigningKey::from_pkcs12(file, password); });
  };
  CHECK(load(authority() / "clerk.p12", "wrong") == Cause::key_unusable);
  CHECK(load(authority() / "clerk.p12", "") == Cause::key_unusable);
  CHECK(load(authority() / "none.p12", "x") == Cause::key_missing);
  CHECK(load(authority() / "root.pem", "x") == Cause::key_unusable);
}

TEST_CASE("key: weak keys and keys for other purposes are refused (R52)") {
  TempFolder folder;
  const auto load = [&](const std::string& algorithm, const std::string& extension) {
    return cause_of([&] { SigningKey::from_pkcs12(odd_key(folder, algorithm, extension), "x"); });
  };
  CHECK(load("rsa:2048", "") == Cause::stopped);  // no Error: a good key
  CHECK(load("rsa:1024", "") == Cause::key_unusable);
  CHECK(load("ec -pkeyopt ec_paramgen_curve:P-384", "") == Cause::stopped);
  CHECK(load("ec -pkeyopt ec_paramgen_curve:secp224r1", "") == Cause::key_unusable);
  CHECK(load("ed25519", "") == Cause::key_unusable);
  CHECK(load("rsa:2048", "-addext keyUsage=critical,keyEncipherment") == Cause::key_unusable);
  CHECK(load("rsa:2048", "-addext extendedKeyUsage=serverAuth") == Cause::key_unusable);
}

TEST_CASE("key: an expired certificate is refused (R50)") {
  TempFolder folder;
  const std::string at = folder.path().string();
  write_durably(folder / "ca.cnf",
                fmt::format("[ca]\ndefault_ca=d\n[d]\ndatabase={0}/index\nserial={0}/serial\n"
                            "new_certs_dir={0}\ndefault_md=sha256\npolicy=p\n[p]\n"
                            "commonName=supplied\n",
                            at));
  write_durably(folder / "index", "");
  write_durably(folder / "serial", "01\n");
  run(
      fmt::format("openssl req -new -newkey rsa:2048 -nodes -subj /CN=old -keyout {0}/k.pem -out "
                  "{0}/r.pem 2>/dev/null",
                  at));
  run(
      fmt::format("openssl ca -batch -selfsign -config {0}/ca.cnf -keyfile {0}/k.pem -in {0}/r.pem "
                  "-startdate 20200101000000Z -enddate 20210101000000Z -out {0}/c.pem 2>/dev/null",
                  at));
  run(fmt::format(
      "openssl pkcs12 -export -inkey {0}/k.pem -in {0}/c.pem -passout pass:x -out {0}/old.p12",
      at));
  CHECK(cause_of([&] { SigningKey::from_pkcs12(folder / "old.p12", "x"); }) == Cause::key_unusable);
}

TEST_CASE("key: name and end of validity are those of the certificate") {
  const SigningKey key = agency();
  CHECK(key.common_name() == "Ủy ban nhân dân xã Thử Nghiệm");
  CHECK(key.not_after().size() == 20);
  CHECK(key.not_after() > now());
}
