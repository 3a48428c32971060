#include "forms/handling.h"

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

#include "core/resources.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/forms/sheet.h"

namespace sohoa::forms::test {
namespace {

using sohoa::test::cause_of;

const Handling& ours() {
  static const Handling handling = load_handling(resource("models/rules"), "2026-11-24");
  return handling;
}

// "secret!" a run is ended for, "certified_copy" a reason to look; "" nothing.
std::string verdict(const Sheet& sheet, const Extraction& extraction = {}) {
  std::string all;
  for (const Sign& sign : signs_of(ours(), {sheet.view()}, extraction)) {
    if (!all.empty()) all += ' ';
    all += sign.rule->reason + (sign.rule->refuse ? "!" : "");
  }
  return all;
}

std::string verdict(std::string_view line, float confidence = 0.96F) {
  Sheet sheet = letter();
  sheet.text(150, 320, line, confidence);
  return verdict(sheet);
}

FieldValue field(std::string key, std::string value, std::vector<std::string> review = {}) {
  FieldValue field;
  field.key = std::move(key);
  field.value = field.raw = std::move(value);
  field.confidence = 0.9F;
  field.review = std::move(review);
  return field;
}

}  // namespace

TEST_CASE("handling: a secrecy mark ends the run; what only looks like one is looked at (R22)") {
  CHECK(verdict("MẬT") == "secret! secret");
  CHECK(verdict("TỐI MẬT") == "secret! secret");
  CHECK(verdict("TUYỆT MẬT") == "secret! secret");
  CHECK(verdict("MẶT") == "secret");        // misread, or not a mark
  CHECK(verdict("MẬT", 0.3F) == "secret");  // read unsurely
  for (const char* other : {"MẶT TRƯỚC", "MẬT MÃ", "Mật", "BÍ MẬT NHÀ NƯỚC", "Chế độ: MẬT"})
    CHECK_MESSAGE(verdict(other) == "", other);
  Extraction extraction;
  extraction.fields = {field("do_mat", "MẬT")};
  CHECK(verdict(letter(), extraction) == "secret! secret");
  extraction.fields[0].confidence = 0.6F;
  CHECK(verdict(letter(), extraction) == "secret");
  extraction.fields[0].value.clear();
  CHECK(verdict(letter(), extraction) == "");
}

TEST_CASE("handling: photocopies and certified copies on paper are looked at (R22)") {
  CHECK(verdict("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH") == "certified_copy");
  CHECK(verdict("Chứng thực bản sao đúng với bản chính") == "certified_copy");
  CHECK(verdict("SAO Y BẢN CHÍNH") == "certified_copy");
  CHECK(verdict("SAO Y") == "certified_copy");
  CHECK(verdict("BẢN SAO") == "photocopy");
  CHECK(verdict("(BẢN SAO)") == "photocopy");
  for (const char* other :
       {"Bản sao Căn cước công dân 01 bản sao", "BẢN SAO TRÍCH LỤC", "ĐƠN XIN SAO Y", "BẢN ÁN"})
    CHECK_MESSAGE(verdict(other) == "", other);
  // Certified electronically it may be used.
  Sheet sheet = letter();
  sheet.text(150, 320, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH");
  sheet.text(150, 360, "Chứng thực điện tử theo Nghị định 45/2020/NĐ-CP");
  CHECK(verdict(sheet) == "");
  // The register's own copy.
  Extraction certificate;
  certificate.kind = "giay_khai_sinh";
  Sheet copy = letter();
  copy.text(150, 320, "BẢN SAO");
  CHECK(verdict(copy, certificate) == "");
}

TEST_CASE("handling: a sign is told with page, place and words (R22)") {
  Sheet second;
  second.text(100, 200, "SAO Y");
  const auto signs = signs_of(ours(), {letter().view(), second.view()}, {});
  REQUIRE(signs.size() == 1);
  CHECK(signs[0].page == 1);
  CHECK(signs[0].text == "SAO Y");
  CHECK(signs[0].box.x == 107);
  CHECK(signs[0].box.y == 211);
}

TEST_CASE("handling: the receipt slip is known, and says what is sure of the dossier (R30)") {
  CHECK(is_receipt(ours(), "giay_tiep_nhan"));
  CHECK_FALSE(is_receipt(ours(), "quyet_dinh"));
  CHECK_FALSE(is_receipt(ours(), ""));
  const Receipt receipt = receipt_of(ours(), {field("ma_ho_so", "H29.245-260812-0039"),
                                              field("ho_ten", "Nguyễn Thị Mẫu", {"low_confidence"}),
                                              field("ngay_tiep_nhan", "2026-08-12")});
  CHECK(receipt.dossier_code == "H29.245-260812-0039");
  CHECK(receipt.owner == "");
  CHECK(receipt.received == "2026-08-12");
  CHECK(receipt.due == "");
}

TEST_CASE("handling: rules that are unusable or not in force are told (R22, R63)") {
  const auto refusal = [](std::string_view rule) {
    std::string text =
        "law = \"A\"\nvalid_from = 2026-01-01\n[receipt]\nkinds = [\"a\"]\nfields = "
        "{}\n[[rules]]\n";
    try {
      parse_handling(text + std::string(rule), "r.toml");
      return std::string();
    } catch (const Error& error) {
      CHECK(error.cause == Cause::definition_invalid);
      return std::string(error.what());
    }
  };
  CHECK(refusal("id = \"x\"\nreason = \"y\"\ntext = [\"SAO Y\"]") == "");
  CHECK(refusal("id = \"x\"\nreason = \"y\"").find("one of field and text") != std::string::npos);
  CHECK(refusal("id = \"x\"\nreason = \"y\"\nfield = \"a\"\ntext = [\"SAO Y\"]") != "");
  CHECK(refusal("id = \"x\"\nreason = \"y\"\nfield = \"a\"\nno = 1").find("unknown key") !=
        std::string::npos);
  CHECK(refusal("id = \"x\"").find("reason is missing") != std::string::npos);
  CHECK(cause_of([] { load_handling(resource("models/rules"), "2020-01-01"); }) == "data_missing");
  const sohoa::test::TempFolder folder;
  for (const char* name : {"a.toml", "b.toml"})
    std::ofstream(folder / name)
        << "law = \"A\"\nvalid_from = 2026-01-01\n[receipt]\nkinds = [\"a\"]\n"
           "[receipt.fields]\n";
  CHECK(cause_of([&] { load_handling(folder.path(), "2026-11-24"); }) == "definition_invalid");
}

}  // namespace sohoa::forms::test
