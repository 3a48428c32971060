// What a document says of itself and carries with it: XMP, outline, the files it was made of.
#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "pdf/write/metadata.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

const ConversionMark mark{"Chuyển đổi từ văn bản giấy sang thông điệp dữ liệu",
                          "2026-11-24T09:30:00+07:00", "Nguyễn Thị <Ửng> & con",
                          "000.00.01.H29-261124-0001"};

Attachment attachment(const std::filesystem::path& file, const std::string& name) {
  return {file, name, "Bản gốc", "2026-11-20T08:00:00+07:00", sha256_of_file(file), "intact"};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

std::string expanded(const std::filesystem::path& file) {
  return run("qpdf --qdf --object-streams=disable " + file.string() + " -");
}

std::string pdfsig(const std::filesystem::path& file) { return run("pdfsig " + file.string(), 0); }

}  // namespace

TEST_CASE("metadata: the conversion mark says words, time, converter, dossier, program (R17)") {
  const std::string xmp = xmp_packet(information(), {.mark = mark});
  for (const char* part :
       {"<sohoa:conversionWords>Chuyển đổi từ văn bản giấy sang thông điệp dữ liệu<",
        "<sohoa:conversionTime>2026-11-24T09:30:00+07:00<",
        "<sohoa:converter>Nguyễn Thị &lt;Ửng&gt; &amp; con<",
        "<sohoa:dossierCode>000.00.01.H29-261124-0001<", "<sohoa:program>sohoa 0.1.0<",
        "xmlns:sohoa=\"urn:sohoa:xmp:1#\"", "<pdfaid:part>2<"})
    CHECK_MESSAGE(xmp.find(part) != std::string::npos, part);
  CHECK(xmp == xmp_packet(information(), {.mark = mark}));
}

TEST_CASE("metadata: every property of ours is described in the extension schema") {
  TempFolder folder;
  write_durably(folder / "a", "x");
  const std::string xmp =
      xmp_packet(information(), {.mark = mark, .attachments = {attachment(folder / "a", "a")}});
  CHECK(xmp.find("<pdfaSchema:namespaceURI>urn:sohoa:xmp:1#<") != std::string::npos);
  std::size_t used = 0;
  for (std::size_t at = xmp.find("<sohoa:"); at != std::string::npos;
       at = xmp.find("<sohoa:", at + 1)) {
    const auto name = xmp.substr(at + 7, xmp.find('>', at) - at - 7);
    CHECK_MESSAGE(count(xmp, "<pdfaProperty:name>" + name + "<") == 1, name);
    ++used;
  }
  CHECK(used == 8);
  CHECK(count(xmp, "<pdfaProperty:name>") == used);
}

TEST_CASE("metadata: a document that nothing is known of has no property of ours, nor a schema") {
  const std::string xmp = xmp_packet(information());
  CHECK(xmp.find("<sohoa:") == std::string::npos);
  CHECK(xmp.find("<pdfaExtension:") == std::string::npos);
}

TEST_CASE("writer: XMP and Info agree, the language is Vietnamese, the title is shown (R7)") {
  TempFolder folder;
  pdf::test::write(folder / "a.pdf", {page_with_lines(folder.path(), "p", {{"Số"}})},
                   {.mark = mark});
  const std::string info = run("pdfinfo -isodates " + (folder / "a.pdf").string());
  const DocumentInfo said = information();
  CHECK(info.find("Title:           " + said.title) != std::string::npos);
  CHECK(info.find("Producer:        " + said.producer) != std::string::npos);
  CHECK(info.find("Creator:         " + said.producer) != std::string::npos);
  CHECK(info.find("Encrypted:       no") != std::string::npos);
  CHECK(info.find("JavaScript:      no") != std::string::npos);
  const std::string xmp = run("pdfinfo -meta " + (folder / "a.pdf").string());
  for (const char* tag : {"CreateDate", "ModifyDate", "MetadataDate"})
    CHECK(xmp.find(fmt::format("<xmp:{}>{}<", tag, said.created)) != std::string::npos);
  const std::string text = expanded(folder / "a.pdf");
  CHECK(text.find("/CreationDate (D:20261124093000+07'00')") != std::string::npos);
  CHECK(text.find("/ModDate (D:20261124093000+07'00')") != std::string::npos);
  CHECK(text.find("/Lang (vi-VN)") != std::string::npos);
  CHECK(text.find("/DisplayDocTitle true") != std::string::npos);
}

TEST_CASE("writer: the outline leads from the document to its pages") {
  TempFolder folder;
  const Page page = page_with_lines(folder.path(), "p", {{"Số"}});
  pdf::test::write(folder / "a.pdf", {page, page, page},
                   {.bookmarks = {{0, "Trang 1"}, {1, "Trang 2 (có ghi chú)"}, {2, "Trang 3"}}});
  const auto json =
      nlohmann::json::parse(run("qpdf --json --json-key=outlines " + (folder / "a.pdf").string()));
  REQUIRE(json["outlines"].size() == 1);
  const auto& top = json["outlines"][0];
  CHECK(top["title"] == information().title);
  CHECK(top["destpageposfrom1"] == 1);
  CHECK_FALSE(top["open"]);
  REQUIRE(top["kids"].size() == 3);
  CHECK(top["kids"][1]["title"] == "Trang 2 (có ghi chú)");
  CHECK(top["kids"][1]["destpageposfrom1"] == 2);
  CHECK(top["kids"][2]["destpageposfrom1"] == 3);
  run("qpdf --check " + (folder / "a.pdf").string() + " > /dev/null");
}

TEST_CASE("writer: a bookmark of no page is refused, and no file is left") {
  TempFolder folder;
  CHECK(sohoa::test::cause_of([&] {
          pdf::test::write(folder / "a.pdf", {page_with_lines(folder.path(), "p", {{"Số"}})},
                           {.bookmarks = {{1, "Trang 2"}}});
        }) == "bug");
  CHECK_FALSE(std::filesystem::exists(folder / "a.pdf"));
}

TEST_CASE("writer: a signed PDF is kept byte for byte, its signature valid, in a PDF/A-3u") {
  TempFolder folder;
  const auto original = document(folder.path(), "original.pdf");
  sign(original, clerk(), request("clerk"));
  const auto file = folder / "a.pdf";
  pdf::test::write(file, {page_with_lines(folder.path(), "p", {{"Số"}})},
                   {.mark = mark, .attachments = {attachment(original, "Đơn đã ký.pdf")}});
  sign(file, clerk(), request("clerk"));
  sign(file, agency(), request("agency"));

  run(fmt::format("pdfdetach -save 1 -o {0}/out.pdf {0}/a.pdf", folder.path().string()));
  CHECK(sha256_of_file(folder / "out.pdf") == sha256_of_file(original));
  CHECK(pdfsig(folder / "out.pdf").find("Signature is Valid.") != std::string::npos);
  CHECK(verify(folder / "out.pdf", trust()).good());
  CHECK(verify(file, trust()).good());
  run("qpdf --check " + file.string() + " > /dev/null");

  CHECK(run("pdfdetach -list " + file.string()).find("Đơn đã ký.pdf") != std::string::npos);
  const auto json =
      nlohmann::json::parse(run("qpdf --json --json-key=attachments " + file.string()));
  REQUIRE(json["attachments"].size() == 1);
  const auto& kept = *json["attachments"].begin();
  CHECK(kept["preferredname"] == "Đơn đã ký.pdf");
  const auto& stream = *kept["streams"].begin();
  CHECK(stream["mimetype"] == "application/pdf");
  CHECK(stream["checksum"] == run("md5sum < " + original.string()).substr(0, 32));
  const std::string text = expanded(file);
  for (const std::string& part :
       {std::string("/AFRelationship /Source"), std::string("<pdfaid:part>3<"),
        "<sohoa:originalSha256><rdf:Seq><rdf:li>" + sha256_of_file(original),
        std::string("<sohoa:originalName><rdf:Seq><rdf:li>Đơn đã ký.pdf<")})
    CHECK_MESSAGE(text.find(part) != std::string::npos, part);
  CHECK(count(text, "/AF [") + count(text, "/AF\n") == 1);
}

TEST_CASE("writer: attachments that are missing, undated or of one name leave no file") {
  TempFolder folder;
  write_durably(folder / "one", "1");
  const auto cause = [&](const std::vector<Attachment>& attachments) {
    return sohoa::test::cause_of([&] {
      pdf::test::write(folder / "a.pdf", {page_with_lines(folder.path(), "p", {{"Số"}})},
                       {.attachments = attachments});
    });
  };
  Attachment missing = attachment(folder / "one", "one");
  missing.file = folder / "none";
  CHECK(cause({missing}) == "file_missing");
  Attachment undated = attachment(folder / "one", "one");
  undated.modified = "today";
  CHECK(cause({undated}) == "bug");
  CHECK(cause({attachment(folder / "one", "x"), attachment(folder / "one", "x")}) == "bug");
  CHECK_FALSE(std::filesystem::exists(folder / "a.pdf"));
}

TEST_CASE("writer: a signed file is never rewritten (R16)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  sign(file, clerk(), request("clerk"));
  const std::string before = sha256_of_file(file);
  Writer writer(information(), std::filesystem::path(SOHOA_SOURCE_DIR) / "models/icc/sRGB.icc");
  writer.add(page_with_lines(folder.path(), "p", {{"Khác"}}));
  CHECK(sohoa::test::cause_of([&] { writer.finish(file); }) == "bug");
  CHECK(sha256_of_file(file) == before);
  CHECK(verify(file, trust()).good());
}
