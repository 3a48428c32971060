#include "pdf/structure/structure.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

namespace sohoa::pdf {
namespace {

using test::document;

StructureReport check(const std::filesystem::path& path) {
  return check_structure(open_for_reading(path));
}

std::string clauses(const StructureReport& report) {
  std::string all;
  for (const auto& problem : report.problems) all += problem.clause + ' ';
  return all;
}

// A file of these objects, numbered from 1, of which the first is the catalog.
StructureReport check_objects_of(const std::vector<std::string>& objects) {
  std::string bytes = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", bytes.size());
    bytes += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = bytes.size();
  bytes += fmt::format("xref\n0 {}\n0000000000 65535 f \n{}trailer\n<< /Size {} /Root 1 0 R >>\n",
                       objects.size() + 1, table, objects.size() + 1);
  bytes += fmt::format("startxref\n{}\n%%EOF\n", start);
  return check_structure(sealed_memory(std::as_bytes(std::span(bytes)), "test"));
}

std::string stream(const std::string& keys, const std::string& bytes) {
  return fmt::format("<< {} /Length {} >>\nstream\n{}\nendstream", keys, bytes.size(), bytes);
}

const std::string pages = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>";
const std::string page =
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources 5 0 R >>";

}  // namespace

TEST_CASE("PDF/A check: what we write has no problem, unsigned and signed twice (R1, R2)") {
  const sohoa::test::TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  CHECK(clauses(check(file)).empty());
  CHECK(check(file).claim == "2u");
  sign(file, test::clerk(), test::request("clerk"));
  CHECK(clauses(check(file)).empty());
  sign(file, test::agency(), test::request("agency"));
  CHECK(clauses(check(file)).empty());
}

TEST_CASE("PDF/A check: a file that claims nothing is checked as 2u") {
  const auto report = check_objects_of({"<< /Type /Catalog /Pages 2 0 R >>", pages, page,
                                        stream("", "1 0 0 rg 1 1 2 2 re f"), "<< >>"});
  CHECK(report.claim.empty());
  CHECK(clauses(report) == "6.6.2.1-1 6.1.3-1 6.2.4.3-2 6.2.4.3-2 ");
}

TEST_CASE("verify: PDF/A is judged beside the signatures, which may be good all the same (R1)") {
  const sohoa::test::TempFolder folder;
  const auto signed_with = [&folder](const std::string& claim) {
    const auto file = document(folder.path(), "a.pdf");
    std::string bytes = read_file(file);
    const std::string ours = "<pdfaid:part>2</pdfaid:part>\n <pdfaid:conformance>U<";
    const auto at = bytes.find(ours);
    REQUIRE(at != std::string::npos);
    write_durably(file, bytes.replace(at, ours.size(), claim));
    sign(file, test::clerk(), test::request("clerk"));
    const PdfVerdict verdict = verify(file, test::trust());
    CHECK(verdict.good());
    return verdict.structure;
  };
  CHECK(signed_with("<pdfaid:part>2</pdfaid:part>\n <pdfaid:conformance>U<").conforms());

  const auto broken = signed_with("<pdfaid:part>2</pdfaid:part>\n <pdfaid:conformance>X<");
  CHECK(broken.claim == "2x");
  CHECK(broken.breaks_claim());
  CHECK(clauses(broken) == "6.6.4-3 ");

  const auto earlier = signed_with("<pdfaid:part>1</pdfaid:part>\n <pdfaid:conformance>B<");
  CHECK(earlier.claim == "1b");
  CHECK_FALSE(earlier.conforms());
  CHECK_FALSE(earlier.breaks_claim());  // that part is not checked here
}

TEST_CASE("PDF/A check: forms that draw themselves and outlines that go round end") {
  const auto report = check_objects_of(
      {"<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R >>", pages, page, stream("", "/F Do"),
       "<< /XObject << /F 6 0 R >> >>",
       stream("/Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R", "/F Do"),
       "<< /First 8 0 R /Last 8 0 R >>",
       "<< /Title (x) /Next 8 0 R /First 8 0 R /A << /S /JavaScript /JS (x) >> >>"});
  CHECK(clauses(report) == "6.6.2.1-1 6.1.3-1 6.5.1-1 ");
}

TEST_CASE("PDF/A check: a stream that swells beyond all measure is not followed") {
  // Runs of 128 zeros: two bytes in the file.
  std::string bomb;
  for (int i = 0; i < 600'000; ++i) bomb += std::string("\x81\0", 2);
  const auto report =
      check_objects_of({"<< /Type /Catalog /Pages 2 0 R >>", pages, page,
                        stream("/Filter /RunLengthDecode", bomb + '\x80'), "<< >>"});
  CHECK(clauses(report) == "6.6.2.1-1 6.1.3-1 limit ");
}

}  // namespace sohoa::pdf
