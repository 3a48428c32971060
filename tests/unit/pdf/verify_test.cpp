#include "pdf/verify/verify.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "pdf/sign/cms.h"
#include "pdf/sign/key.h"
#include "pdf/sign/signature_revision.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

// A document signed by clerk and agency.
std::string signed_bytes() {
  static const std::string bytes = [] {
    TempFolder folder;
    const auto file = document(folder.path(), "a.pdf");
    sign(file, clerk(), request("clerk"));
    sign(file, agency(), request("agency"));
    return read_file(file);
  }();
  return bytes;
}

PdfVerdict verdict_of(const std::string& bytes) {
  TempFolder folder;
  write_durably(folder / "a.pdf", bytes);
  return verify(folder / "a.pdf", trust());
}

bool mentions(const std::vector<std::string>& problems, const std::string& what) {
  for (const auto& problem : problems)
    if (problem.find(what) != std::string::npos) return true;
  return false;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.rfind(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// The value of KEY in the last trailer.
std::string trailer_value(const std::string& bytes, const std::string& key, std::size_t length) {
  return bytes.substr(bytes.rfind(key) + key.size() + 1, length);
}

// An incremental update that gives object `id` another body.
std::string with_update(const std::string& bytes, int id, const std::string& body) {
  const auto start = std::stoull(bytes.substr(bytes.rfind("startxref") + 10));
  const auto size = std::stoi(trailer_value(bytes, "/Size", 8));
  const auto root = std::stoi(trailer_value(bytes, "/Root", 8));
  const auto info = std::stoi(trailer_value(bytes, "/Info", 8));
  const auto id_at = bytes.rfind("/ID [");
  const std::string file_id = bytes.substr(id_at, bytes.find(']', id_at) + 1 - id_at);
  std::string out = bytes;
  const std::size_t at = out.size();
  out += fmt::format("{} 0 obj\n{}\nendobj\n", id, body);
  const std::size_t xref = out.size();
  out += fmt::format(
      "xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {} /Prev {} /Root {} 0 R "
      "/Info {} 0 R {} >>\nstartxref\n{}\n%%EOF\n",
      id, at, std::max(size, id + 1), start, root, info, file_id, xref);
  return out;
}

// Number and body of the object that holds `mark`.
std::pair<int, std::string> object_with(const std::string& bytes, const std::string& mark) {
  const auto at = bytes.rfind(mark);
  REQUIRE(at != std::string::npos);
  const auto body = bytes.rfind(" 0 obj\n", at);
  const auto line = bytes.rfind('\n', body) + 1;
  const auto begin = body + 7;
  return {std::stoi(bytes.substr(line)), bytes.substr(begin, bytes.find("\nendobj", at) - begin)};
}

}  // namespace

TEST_CASE("verify: the unchanged file is good") {
  const PdfVerdict verdict = verdict_of(signed_bytes());
  CHECK(verdict.good());
  CHECK(verdict.signatures.size() == 2);
}

TEST_CASE("verify: a file without signatures is not good") {
  TempFolder folder;
  const PdfVerdict verdict = verify(document(folder.path(), "a.pdf"), trust());
  CHECK_FALSE(verdict.good());
  CHECK(verdict.problems.empty());
  CHECK(verdict.pages == 1);
}

TEST_CASE("verify: any flipped byte that is covered is found") {
  const std::string good = signed_bytes();
  std::vector<std::size_t> places = {0,
                                     9,
                                     good.size() / 7,
                                     good.find("xref"),
                                     good.find("trailer"),
                                     good.rfind("xref\n"),
                                     good.rfind("/Prev"),
                                     good.size() - 2,
                                     good.find("/Reason") + 12,
                                     good.rfind("/Reason") + 12,
                                     good.find("/M (") + 8,
                                     good.rfind("/Fields") + 3};
  for (std::size_t at = 100; at < good.find("/Contents <"); at += 1511) places.push_back(at);
  for (const std::size_t at : places) {
    CAPTURE(at);
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    CHECK_FALSE(verdict_of(bad).good());
  }
}

TEST_CASE("verify: a changed signature value is found, and so is a changed padding") {
  const std::string good = signed_bytes();
  const auto begin = good.find("/Contents <") + 11;
  const auto end = good.find('>', begin);
  const auto change = [&good](std::size_t at) {
    std::string bad = good;
    bad[at] = bad[at] == '1' ? '2' : '1';
    return bad;
  };
  CHECK_FALSE(verdict_of(change(begin + 1)).good());
  CHECK_FALSE(verdict_of(change(end - 1)).good());
  const auto last = good.find_last_not_of('0', end - 1);  // of the value of an EC signature
  const PdfVerdict verdict = verdict_of(change(last));
  CHECK_FALSE(verdict.signatures.at(0).intact);
  CHECK(verdict.signatures.at(0).trusted);
}

TEST_CASE("verify: a ByteRange that is shifted, shortened or odd is refused") {
  const std::string good = signed_bytes();
  const auto at = good.rfind("/ByteRange [") + 12;
  const std::string range = good.substr(at, good.find(']', at) - at);
  long a = 0, b = 0, c = 0, d = 0;
  REQUIRE(std::sscanf(range.c_str(), "%ld %ld %ld %ld", &a, &b, &c, &d) == 4);
  const auto with = [&](const std::string& text) {
    std::string bad = good;
    std::string padded = text;
    padded.resize(range.size(), ' ');
    return verdict_of(bad.replace(at, range.size(), padded));
  };
  for (const std::string& text :
       {fmt::format("0 {} {} {}", b - 1, c, d), fmt::format("0 {} {} {}", b + 1, c, d),
        fmt::format("0 {} {} {}", b, c + 1, d - 1), fmt::format("0 {} {} {}", b, c - 1, d + 1),
        fmt::format("0 {} {} {}", b, c, d - 1), fmt::format("0 {} {} {}", b, c, d + 1),
        fmt::format("1 {} {} {}", b - 1, c, d), fmt::format("0 {} {} 0", b, c),
        fmt::format("0 0 {} {}", c, d), fmt::format("0 {} {} {}", c, b, d),
        fmt::format("0 {} {}", b, c), fmt::format("0 {} -1 {}", b, d),
        std::string("0 9 9 9999999999"), std::string("(x)")}) {
    CAPTURE(text);
    const PdfVerdict verdict = with(text);
    CHECK_FALSE(verdict.good());
    REQUIRE(verdict.signatures.size() == 2);
    for (const auto& signature : verdict.signatures)
      if (signature.field == "agency") CHECK_FALSE(signature.intact);
  }
}

TEST_CASE("verify: bytes appended after the last signature are refused (R51)") {
  for (const char* more : {"\n", "%", " more", "\0"}) {
    const PdfVerdict verdict = verdict_of(signed_bytes() + std::string(more, 1));
    CHECK_FALSE(verdict.good());
    for (const auto& signature : verdict.signatures) {
      CHECK(signature.intact);
      CHECK_FALSE(signature.covers_file);
      CHECK_FALSE(signature.later_changes_allowed);
    }
  }
}

TEST_CASE("verify: a page's content swapped by an incremental update is refused (R51)") {
  const std::string good = signed_bytes();
  const auto [id, page] = object_with(good, "/Type /Page >>");
  const PdfVerdict verdict = verdict_of(
      with_update(good, id, replaced(page, "/MediaBox [ 0 0 432", "/MediaBox [ 0 0 100")));
  CHECK_FALSE(verdict.good());
  REQUIRE(verdict.signatures.size() == 2);
  CHECK(verdict.signatures[1].intact);
  CHECK_FALSE(verdict.signatures[1].later_changes_allowed);
  CHECK(mentions(verdict.signatures[1].problems, "/MediaBox of page 1 was changed"));
}

TEST_CASE("verify: a change between two signatures is laid to the first (R51)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string once = read_file(file);
  const auto tampered = [&](int id, const std::string& body) {
    write_durably(file, with_update(once, id, body));
    sign(file, agency(), request("agency"));
    return verify(file, trust());
  };
  const auto [page_id, page] = object_with(once, "/Type /Page >>");
  const auto [root_id, root] = object_with(once, "/Type /Catalog");
  const auto [info_id, info] = object_with(once, "/CreationDate");
  const auto [value_id, value] = object_with(once, "/SubFilter");
  const auto [field_id, field] = object_with(once, "/FT /Sig");
  const std::vector<std::pair<int, std::string>> changes = {
      {page_id, replaced(page, "/MediaBox", "/Rotate 90 /MediaBox")},
      {root_id, replaced(root, "/Lang (vi-VN)", "/Lang (en)")},
      {root_id, replaced(root, "/Type /Catalog", "/OpenAction 3 0 R /Type /Catalog")},
      {info_id, replaced(info, "/CreationDate", "/Author (x) /CreationDate")},
      {value_id, replaced(value, "/Filter", "/Location (x) /Filter")},
      {field_id, replaced(field, "[0 0 0 0]", "[0 0 99 99]")},
      {field_id, "null"},
      {field_id + 1, "<< /Unused true >>"},
  };
  for (const auto& [id, body] : changes) {
    CAPTURE(body.substr(0, 200));
    const PdfVerdict verdict = tampered(id, body);
    CHECK_FALSE(verdict.good());
    if (verdict.signatures.size() == 2) {
      CHECK_FALSE(verdict.signatures[0].later_changes_allowed);
      CHECK(verdict.signatures[1].intact);
    }
  }
}

TEST_CASE("verify: a signature that can be seen, or acts, is no harmless addition") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string once = read_file(file);
  sign(file, agency(), request("agency"));
  const std::string twice = read_file(file);
  // The second signature's own field is changed and the file signed anew over it.
  const auto [id, field] = object_with(twice, "/FT /Sig");
  write_durably(file, with_update(twice, id, replaced(field, "/F 132", "/F 132 /A << /S /URI >>")));
  SignatureRequest third = request("third");
  sign(file, agency(), third);
  const PdfVerdict verdict = verify(file, trust());
  CHECK_FALSE(verdict.good());
  REQUIRE(verdict.signatures.size() == 3);
  CHECK(verdict.signatures[2].problems.empty());
  CHECK_FALSE(verdict.signatures[1].later_changes_allowed);
  CHECK_FALSE(verdict.signatures[0].later_changes_allowed);
}

TEST_CASE("verify: a signature may show text, and nothing else (R51)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  SignatureRequest seen = request("agency");
  seen.block = VisibleBlock{100, 100, 100, 40, 0, {"SAO Y"}};
  sign(file, agency(), seen);
  CHECK(verify(file, trust()).good());
  const std::string twice = read_file(file);
  const auto [id, form] = object_with(twice, "/Subtype /Form");
  // The same appearance, but for its last operator, fills a path.
  write_durably(file, with_update(twice, id, replaced(form, " ET\n", " f \n")));
  sign(file, agency(), request("third"));
  const PdfVerdict verdict = verify(file, trust());
  CHECK_FALSE(verdict.good());
  REQUIRE(verdict.signatures.size() == 3);
  CHECK_FALSE(verdict.signatures[0].later_changes_allowed);
}

TEST_CASE("verify: a file written anew has lost its signatures (R16)") {
  TempFolder folder;
  write_durably(folder / "a.pdf", signed_bytes());
  run(fmt::format("qpdf {0}/a.pdf {0}/b.pdf", folder.path().string()));
  const PdfVerdict verdict = verify(folder / "b.pdf", trust());
  CHECK_FALSE(verdict.good());
  for (const auto& signature : verdict.signatures) CHECK_FALSE(signature.intact);
}

TEST_CASE("verify: another root, or none, does not trust the signers (R51)") {
  TempFolder folder;
  write_durably(folder / "a.pdf", signed_bytes());
  run(fmt::format("{}/scripts/make-authority {}/other 2>/dev/null", SOHOA_SOURCE_DIR,
                  folder.path().string()));
  for (const Trust& other : {trust_of(folder / "other"), Trust{}}) {
    const PdfVerdict verdict = verify(folder / "a.pdf", other);
    CHECK_FALSE(verdict.good());
    for (const auto& signature : verdict.signatures) {
      CHECK(signature.intact);
      CHECK_FALSE(signature.trusted);
      CHECK(signature.later_changes_allowed);
    }
  }
}

TEST_CASE("verify: an issuing authority may be the anchor") {
  TempFolder folder;
  write_durably(folder / "a.pdf", signed_bytes());
  Trust issuing = trust();
  issuing.anchors = read_anchors({authority() / "issuing.pem"});
  CHECK(verify(folder / "a.pdf", issuing).good());
}

TEST_CASE(
    "verify: a signature claimed outside of its certificate's validity is not trusted (R50)") {
  TempFolder folder;
  const SigningKey key = clerk();
  const auto make = [&key](std::span<const std::byte> digest) {
    return make_cms(key.parts(), digest);
  };
  for (const char* time : {"2020-01-01T00:00:00+07:00", "2049-01-01T00:00:00+07:00"}) {
    const auto file = document(folder.path(), "a.pdf");
    SignatureRequest asked = request("clerk");
    asked.time = time;
    append_signature(file, asked, "x", make);
    const PdfVerdict verdict = verify(file, trust());
    REQUIRE(verdict.signatures.size() == 1);
    CHECK(verdict.signatures[0].time == time);
    CHECK(verdict.signatures[0].intact);
    CHECK_FALSE(verdict.signatures[0].trusted);
    CHECK_FALSE(verdict.good());
  }
}

TEST_CASE("verify: signatures of other makers are held to the same rules (R52)") {
  TempFolder folder;
  const std::string at = folder.path().string();
  // openssl's own tool signs; what differs is digest, key or attributes.
  const auto signed_by = [&](const std::string& key, const std::string& options) {
    const auto file = document(folder.path(), "a.pdf");
    append_signature(file, request("clerk"), "x", [&](std::span<const std::byte>) {
      // The value is over other content: only what is checked before matters here.
      run(
          fmt::format("openssl cms -sign -binary -in /dev/null -outform DER -signer {} {} -out "
                      "{}/cms 2>/dev/null",
                      key, options, at));
      const std::string der = read_file(folder / "cms");
      const auto bytes = std::as_bytes(std::span(der));
      return Bytes(bytes.begin(), bytes.end());
    });
    return verify(file, trust());
  };
  run(
      fmt::format("openssl req -x509 -newkey rsa:1024 -nodes -subj /CN=weak -days 2 -keyout "
                  "{0}/weak.pem -out {0}/c.pem 2>/dev/null && cat {0}/c.pem >> {0}/weak.pem",
                  at));
  const PdfVerdict weak = signed_by(at + "/weak.pem", "-md sha256");
  REQUIRE(weak.signatures.size() == 1);
  CHECK(mentions(weak.signatures[0].problems, "RSA key of 1024 bits"));
  const PdfVerdict sha1 = signed_by(at + "/weak.pem", "-md sha1");
  CHECK(mentions(sha1.signatures[0].problems, "its digest is not SHA-256"));
  const PdfVerdict enclosed = signed_by(at + "/weak.pem", "-md sha256 -nodetach");
  CHECK(mentions(enclosed.signatures[0].problems, "encloses content"));
  const PdfVerdict bare = signed_by(at + "/weak.pem", "-md sha256 -nocerts");
  CHECK(mentions(bare.signatures[0].problems, "certificate is not enclosed"));
  for (const auto& verdict : {weak, sha1, enclosed, bare}) CHECK_FALSE(verdict.good());
}

TEST_CASE("verify: a signature must name its certificate among what it signs") {
  TempFolder folder;
  const std::string at = folder.path().string();
  const auto file = document(folder.path(), "a.pdf");
  run(
      fmt::format("openssl pkcs12 -in {0}/clerk.p12 -passin file:{0}/clerk.password -nodes -out "
                  "{1}/clerk.pem",
                  authority().string(), at));
  // A good plain CMS signature over the right bytes, under the name of CAdES.
  const std::string before = read_file(file);
  for (const bool cades : {false, true}) {
    write_durably(file, before);
    append_signature(file, request("clerk"), "x",
                     [](std::span<const std::byte>) { return Bytes(1); });
    const std::string empty = read_file(file);
    const auto gap = empty.find("/Contents <") + 10;
    const auto end = empty.find('>', gap) + 1;
    write_durably(folder / "content", empty.substr(0, gap) + empty.substr(end));
    run(
        fmt::format("openssl cms -sign -binary -in {0}/content -outform DER -signer {0}/clerk.pem "
                    "-certfile {1}/issuing.pem -md sha256 {2} -out {0}/cms",
                    at, authority().string(), cades ? "-cades" : ""));
    std::string hex;
    for (const char c : read_file(folder / "cms"))
      hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
    hex.resize(end - gap - 2, '0');
    std::string filled = empty;
    write_durably(file, filled.replace(gap + 1, hex.size(), hex));
    const PdfVerdict verdict = verify(file, trust());
    CHECK(verdict.good() == cades);
    if (!cades) CHECK(mentions(verdict.signatures.at(0).problems, "no signing-certificate-v2"));
  }
}

TEST_CASE("verify: broken, empty and encrypted files have a verdict, missing ones an error") {
  TempFolder folder;
  const std::string good = signed_bytes();
  for (const std::string& bytes :
       {std::string(), std::string("%PDF-1.7\n"), good.substr(0, good.size() / 2),
        good.substr(0, good.size() - 40), std::string(100'000, '\0')}) {
    const PdfVerdict verdict = verdict_of(bytes);
    CHECK_FALSE(verdict.good());
    CHECK_FALSE(verdict.problems.empty());
  }
  run(fmt::format("qpdf --encrypt '' x 256 -- {} {}/locked.pdf",
                  document(folder.path(), "a.pdf").string(), folder.path().string()));
  CHECK(mentions(verify(folder / "locked.pdf", trust()).problems, "encrypted"));
  CHECK_THROWS_AS(verify(folder / "none.pdf", trust()), Error);
  CHECK_THROWS_AS(verify(folder.path(), trust()), Error);
}

TEST_CASE("verify: one file after the other, whatever became of the one before") {
  TempFolder folder;
  write_durably(folder / "good.pdf", signed_bytes());
  write_durably(folder / "bad.pdf", signed_bytes().substr(0, 3000));
  Verifier verifier(trust());
  for (int i = 0; i < 2; ++i) {
    CHECK(verifier.verify(folder / "good.pdf").good());
    CHECK_FALSE(verifier.verify(folder / "bad.pdf").good());
    CHECK_THROWS_AS(verifier.verify(folder / "none.pdf"), Error);
  }
}

TEST_CASE("verify: a stream that would fill the memory ends the helper, not the program") {
  TempFolder folder;
  // A cross-reference stream of 3 GB of zeros, packed by gzip three times over.
  run(
      fmt::format("head -c 3000000000 /dev/zero | openssl zlib > {0}/z 2>/dev/null || "
                  "head -c 3000000000 /dev/zero | gzip -1 | tail -c +11 > {0}/z",
                  folder.path().string()));
  std::string packed = read_file(folder / "z");
  packed.insert(0, "\x78\x01");  // gzip's deflate data in a zlib wrapper
  const std::string head = "%PDF-1.7\n";
  const std::string bytes =
      head +
      fmt::format(
          "1 0 obj\n<< /Type /XRef /Size 9 /W [1 4 2] /Root 2 0 R /Filter /FlateDecode "
          "/Length {} >>\nstream\n",
          packed.size()) +
      packed + fmt::format("\nendstream\nendobj\nstartxref\n{}\n%%EOF\n", head.size());
  const PdfVerdict verdict = verdict_of(bytes);
  CHECK_FALSE(verdict.good());
  CHECK_FALSE(verdict.problems.empty());
}

TEST_CASE("anchors: a missing file and one that is no certificate are different errors") {
  TempFolder folder;
  write_durably(folder / "text", "no certificate");
  const auto cause = [](const std::filesystem::path& file) {
    try {
      read_anchors({file});
    } catch (const Error& e) {
      return e.cause;
    }
    return Cause::stopped;
  };
  CHECK(cause(folder / "none.pem") == Cause::data_missing);
  CHECK(cause(folder / "text") == Cause::settings_invalid);
  CHECK(cause(authority() / "root.pem") == Cause::stopped);
}
