#include "pdf/sign/revision.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::cause_of;
using sohoa::test::TempFolder;

namespace {

// The same document as another program would write it.
std::filesystem::path rewritten(const std::filesystem::path& file, const std::string& options) {
  const auto out = file.parent_path() / (file.stem().string() + "_.pdf");
  run(fmt::format("qpdf {} {} {}", options, file.string(), out.string()));
  return out;
}

// A PDF of these objects (number 1 first; 1 is the catalog), with a table and a trailer.
std::filesystem::path plain(const std::filesystem::path& file,
                            const std::vector<std::string>& objects, const std::string& trailer) {
  std::string text = "%PDF-1.7\n";
  std::string rows = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    rows += fmt::format("{:010} 00000 n \n", text.size());
    text += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t xref = text.size();
  text += fmt::format("xref\n0 {}\n{}trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF",
                      objects.size() + 1, rows, objects.size() + 1, trailer, xref);
  write_durably(file, text);
  return file;
}

void require_sound(const std::filesystem::path& file) {
  const std::string said = run("qpdf --check " + file.string());
  INFO(said);
  CHECK(said.find("No syntax or stream encoding errors found") != std::string::npos);
}

// Signs twice, and the file before stays as it was each time.
void require_signable(const std::filesystem::path& file) {
  for (const char* role : {"clerk", "agency"}) {
    const std::string before = read_file(file);
    sign(file, std::string(role) == "clerk" ? clerk() : agency(), request(role));
    CHECK(read_file(file).starts_with(before));
    require_sound(file);
  }
  const PdfVerdict verdict = verify(file, trust());
  for (const auto& signature : verdict.signatures)
    for (const auto& problem : signature.problems) CHECK_MESSAGE(false, problem);
  CHECK(verdict.good());
  CHECK(verdict.signatures.size() == 2);
}

std::string last_cross_reference(const std::filesystem::path& file) {
  const std::string bytes = read_file(file);
  const auto at = bytes.rfind("startxref\n") + 10;
  return bytes.substr(std::stoul(bytes.substr(at)));
}

// The two halves of /ID, as qpdf shows them.
std::vector<std::string> ids(const std::filesystem::path& file) {
  const std::string trailer = run("qpdf --show-object=trailer " + file.string());
  const auto first = trailer.find('<', trailer.find("/ID [")),
             second = trailer.find('<', first + 1);
  return {trailer.substr(first, second - first),
          trailer.substr(second, trailer.find('>', second) - second)};
}

}  // namespace

TEST_CASE("revision: a cross-reference stream is continued by a stream, a table by a table (R11)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const auto tables = rewritten(file, "--object-streams=disable");
  CHECK(last_cross_reference(tables).starts_with("xref\n"));
  require_signable(tables);
  CHECK(last_cross_reference(tables).starts_with("xref\n"));

  const auto streams = rewritten(file, "--object-streams=generate");
  const auto first = ids(streams);
  require_signable(streams);
  const std::string last = last_cross_reference(streams);
  for (const char* entry : {"/Type /XRef", "/W [1 ", "/Index [", "/Prev ", "/Root ", "/Info "})
    CHECK(last.find(entry) != std::string::npos);
  CHECK(last.find("xref\n") == last.rfind("startxref\n") + 5);
  CHECK(ids(streams)[0] == first[0]);
  CHECK(ids(streams)[1] != first[1]);
}

TEST_CASE("revision: a linearized file is continued, in both kinds") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  require_signable(rewritten(file, "--linearize --object-streams=disable"));
  require_signable(rewritten(file, "--linearize --object-streams=generate"));
}

TEST_CASE("revision: forms and annotations are extended wherever they stand (R11)") {
  const std::string pages = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>";
  const std::string page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {} >>";
  const std::string catalog = "<< /Type /Catalog /Pages 2 0 R {} >>";
  const std::string text_field =
      "<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [0 0 9 9] /P 3 0 R >>";
  const std::string array = "[4 0 R]";
  const std::string form = "<< /Fields [4 0 R] >>";
  const auto check = [&](const std::string& in_catalog, const std::string& in_page,
                         const std::vector<std::string>& more, const std::string& trailer) {
    TempFolder folder;
    std::vector<std::string> objects{fmt::format(fmt::runtime(catalog), in_catalog), pages,
                                     fmt::format(fmt::runtime(page), in_page), text_field};
    objects.insert(objects.end(), more.begin(), more.end());
    require_signable(plain(folder / "plain.pdf", objects, trailer));
    require_signable(rewritten(plain(folder / "b.pdf", objects, trailer),
                               "--object-streams=generate --preserve-unreferenced"));
  };
  const std::string id =
      "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
  check("", "", {}, id);
  check("/AcroForm << /Fields [4 0 R] >>", "/Annots [4 0 R]", {}, id);
  check("/AcroForm << /Fields 5 0 R >>", "/Annots 6 0 R", {array, array}, id);
  check("/AcroForm 5 0 R", "/Annots [4 0 R]", {form}, "");
  check("/AcroForm 5 0 R", "/Annots 6 0 R", {"<< /Fields 7 0 R >>", array, array}, id);
  check("/AcroForm 5 0 R", "", {"<< >>"}, id);
}

TEST_CASE("revision: what a file says of objects with a generation is kept") {
  TempFolder folder;
  const auto file =
      plain(folder / "a.pdf",
            {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"},
            "");
  std::string text = read_file(file);
  const auto replace = [&text](const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    REQUIRE(what.size() == by.size());
    text.replace(at, what.size(), by);
  };
  replace("[3 0 R]", "[3 7 R]");
  replace("3 0 obj", "3 7 obj");
  const auto at = text.rfind(" 00000 n");
  text.replace(at, 8, " 00007 n");
  write_durably(file, text);
  require_sound(file);
  require_signable(file);
}

TEST_CASE("revision: damaged and hybrid files are refused, and stay as they are (R16)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const std::string good = read_file(file);
  const auto refused = [&](const std::string& bytes) {
    write_durably(folder / "x.pdf", bytes);
    const std::string cause = cause_of([&] { sign(folder / "x.pdf", clerk(), request("clerk")); });
    CHECK(read_file(folder / "x.pdf") == bytes);
    return cause;
  };
  CHECK(refused("junk before\n" + good) == "image_damaged");
  CHECK(refused(good + "junk after") == "image_damaged");
  CHECK(refused(good.substr(0, good.size() - 6)) == "image_damaged");
  CHECK(refused(good.substr(0, good.size() / 2)) == "image_damaged");
  CHECK(refused(good.substr(0, good.rfind("startxref")) + "startxref\n99999999\n%%EOF\n") ==
        "image_damaged");
  CHECK(refused(good.substr(0, good.rfind("startxref")) + "startxref\n-1\n%%EOF\n") ==
        "image_damaged");
  CHECK(refused(good.substr(0, good.rfind("startxref")) + "startxref\n20\n%%EOF\n") ==
        "image_damaged");
  const auto both =
      plain(folder / "hybrid.pdf",
            {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
             "<< /Type /XRef /Size 5 /W [1 2 1] /Index [0 0] /Length 0 >>\nstream\n"
             "\nendstream"},
            "/XRefStm 0000000000");
  std::string hybrid = read_file(both);
  hybrid.replace(hybrid.find("0000000000", hybrid.find("/XRefStm")), 10,
                 fmt::format("{:010}", hybrid.find("4 0 obj")));
  write_durably(both, hybrid);
  require_sound(both);
  CHECK(refused(hybrid) == "image_damaged");
}
