#include "storage/dossier_json.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "tests/unit/storage/pages.h"
#include "tests/unit/storage/schema.h"

namespace sohoa::storage::test {
namespace {

json written(const Dossier& dossier) {
  return json::parse(json_text(dossier_json(dossier, "sohoa 0.1.0")));
}

}  // namespace

TEST_CASE("dossier.json: a complete dossier fits the schema and says so (R18)") {
  const auto value = written(dossier_for("HS-1"));
  CHECK(Schema("dossier").fault(value) == "");
  CHECK(value["state"] == "complete");
  CHECK(value["review"].empty());
  CHECK(value["documents"][0]["number"] == 1);
  CHECK(value["documents"][0]["pages"][0]["number"] == 1);
  CHECK(value["documents"][0]["pages"][0]["codes"][0]["box"] == json{10, 20, 30, 40});
  CHECK(value["documents"][0]["signatures"][0]["signer"] == "Nguyễn Văn Thử");
  CHECK(json_text(dossier_json(dossier_for("HS-1"), "s"))
            .starts_with("{\n  \"format\": \"sohoa.dossier\","));
}

TEST_CASE("dossier.json: every doubt is a reason with its place and Vietnamese words (R18)") {
  auto dossier = dossier_for("HS-1");
  auto& document = dossier.documents[0];
  document.pages.push_back(document.pages[0]);
  document.pages[1].number = 1;
  document.pages[1].faults = {{Cause::resolution_unknown, "acquire", "A4 assumed"},
                              {Cause::reading_failed, "read", "no answer"}};
  FieldValue missing;
  missing.key = "trich_yeu";
  missing.review = {"required, not found"};
  document.fields.push_back(missing);
  document.fields[0].review = {"low confidence"};
  dossier.lost.push_back(
      {"b.pdf", {Cause::pdf_encrypted, "acquire", "needs a password"}, "originals/b.pdf"});
  const auto value = written(dossier);
  CHECK(Schema("dossier").fault(value) == "");
  CHECK(value["state"] == "needs_review");
  REQUIRE(value["review"].size() == 4);
  CHECK(value["review"][0]["reason"] == "pdf_encrypted");
  CHECK_FALSE(value["review"][0].contains("document"));
  CHECK(value["review"][0]["message"] == "Tệp PDF có mật khẩu.");
  CHECK(value["review"][1]["reason"] == "reading_failed");
  CHECK(value["review"][1]["document"] == 1);
  CHECK(value["review"][1]["page"] == 2);
  CHECK(value["review"][2]["reason"] == "field_doubtful");
  CHECK(value["review"][2]["detail"] == "so_ky_hieu: low confidence");
  CHECK(value["review"][3]["reason"] == "field_missing");
  CHECK_FALSE(value["review"][3].contains("page"));
  CHECK(value["documents"][0]["pages"][1]["faults"].size() == 2);
  CHECK(value["lost"][0]["file"] == "originals/b.pdf");
}

TEST_CASE("dossier.json: a page tells of its seals, signatures, tick boxes and unread ink") {
  auto dossier = dossier_for("HS-1");
  auto& page = dossier.documents[0].pages[0];
  page.unread = 0.02345;
  page.marks = {{MarkKind::seal, {1, 2, 3, 4}, {}, 0.9F},
                {MarkKind::tick_box, {5, 6, 7, 8}, {}, 0.8F, true},
                {MarkKind::unread, {9, 9, 9, 9}, {}, 1}};
  page.faults = {{Cause::text_unread, "read", "2.3 %"}};
  const auto value = written(dossier);
  CHECK(Schema("dossier").fault(value) == "");
  const auto& told = value["documents"][0]["pages"][0];
  CHECK(told["unread"] == 0.0235);
  CHECK(told["marks"][0] == json{{"kind", "seal"}, {"box", {1, 2, 3, 4}}, {"confidence", 0.9}});
  CHECK(told["marks"][1]["ticked"] == true);
  CHECK(told["marks"][2]["kind"] == "unread");
  CHECK(value["state"] == "needs_review");
  CHECK(value["review"][0]["reason"] == "text_unread");
}

TEST_CASE("dossier: without a document it is not complete; an assumed resolution alone is fine") {
  Dossier empty;
  CHECK(empty.review_reasons().at(0).cause == Cause::input_empty);
  auto dossier = dossier_for("HS-1");
  dossier.documents[0].pages[0].faults = {{Cause::resolution_unknown, "acquire", "A4 assumed"}};
  CHECK(dossier.review_reasons().empty());
  dossier.documents[0].faults = {{Cause::bug, "extract", "x"}};
  CHECK(dossier.review_reasons().size() == 1);
}

TEST_CASE("dossier.json: bytes that are no UTF-8 and numbers that are none cannot break it") {
  auto dossier = dossier_for("HS-1");
  auto& page = dossier.documents[0].pages[0];
  page.origin = "\xFF\xC3(\xED\xA0\x80";
  page.confidence = std::numeric_limits<double>::quiet_NaN();
  page.placement.skew_degrees = std::numeric_limits<double>::infinity();
  page.codes[0].text = std::string("\0\x01\"\\", 4);
  const auto value = written(dossier);
  CHECK(Schema("dossier").fault(value) == "");
  CHECK(value["documents"][0]["pages"][0]["codes"][0]["text"] == page.codes[0].text);
}

TEST_CASE("fields file: fits the schema; each field has value, place, source and doubt (R18)") {
  auto document = dossier_for("HS-1").documents[0];
  document.number = 1;
  auto again = document.fields[0];
  again.value = "21/QĐ-UBND";
  document.fields.push_back(again);
  document.fields.push_back(again);
  const auto value = json::parse(fields_json(document));
  CHECK(Schema("fields").fault(value) == "");
  CHECK(value["document"] == 2);
  const auto& field = value["fields"]["so_ky_hieu"];
  CHECK(field["value"] == "12/QĐ-UBND");
  CHECK(field["confidence"] == 0.97);
  CHECK(field["page"] == 1);
  CHECK(field["box"] == json{1, 2, 3, 4});
  CHECK(field["source"] == "ocr");
  CHECK(field["alternatives"] == json{"21/QĐ-UBND"});
}

TEST_CASE("fields file: the nine minimum values stand under their names, in order (R18)") {
  auto document = dossier_for("HS-1").documents[0];
  CHECK_FALSE(json::parse(fields_json(document)).contains("minimum"));
  for (const char* key :
       {"ma_loai_giay_to", "so_dinh_danh", "ten_giay_to", "so_ky_hieu", "ngay_cap", "co_quan_cap",
        "trich_yeu", "thoi_han_hieu_luc", "pham_vi_hieu_luc"}) {
    auto field = document.fields[0];
    field.key = key;
    field.source = Source::law;
    document.minimum.push_back(field);
  }
  auto value = json::parse(fields_json(document));
  CHECK(Schema("fields").fault(value) == "");
  CHECK(value["minimum"].size() == 9);
  CHECK(value["minimum"]["ngay_cap"]["source"] == "law");
  value["minimum"].erase("ngay_cap");
  CHECK(Schema("fields").fault(value) != "");
}

TEST_CASE("dossier.json: a minimum value that is not known means review, never success (R18)") {
  auto dossier = dossier_for("HS-1");
  FieldValue missing;
  missing.key = "ngay_cap";
  missing.review = {"minimum_missing"};
  FieldValue doubtful = dossier.documents[0].fields[0];
  doubtful.review = {"low_confidence"};
  dossier.documents[0].minimum = {missing, doubtful};
  const auto value = written(dossier);
  CHECK(Schema("dossier").fault(value) == "");
  CHECK(value["state"] == "needs_review");
  REQUIRE(value["review"].size() == 1);  // a doubtful value is told of with its field
  CHECK(value["review"][0]["reason"] == "minimum_missing");
  CHECK(value["review"][0]["detail"] == "ngay_cap");
  CHECK(value["review"][0]["document"] == 1);
}

TEST_CASE("dossier.json: the procedure's papers, and what is missing of them (R28)") {
  auto dossier = dossier_for("HS-1");
  dossier.receipt.dossier_code = "H29.245-260812-0039";
  Checklist list;
  list.code = "1.001193";
  list.known = true;
  list.components.push_back({"to_khai", "", "Tờ khai", true, "", false, {0}});
  list.components.push_back({"chung_sinh", "", "Giấy chứng sinh", true, "", false, {}});
  list.components.push_back({"uy_quyen", "", "Văn bản ủy quyền", false, "ủy quyền", false, {}});
  dossier.checklist = list;
  dossier.documents[0].existing.push_back({"HS-0", "001", "H29.1", "079190999901", "quyet_dinh",
                                           "1/QĐ", "2026-01-01", "", "HS-0/data/pdf/001.pdf",
                                           true});
  auto value = written(dossier);
  CHECK(Schema("dossier").fault(value) == "");
  REQUIRE(value["review"].size() == 1);
  CHECK(value["review"][0]["reason"] == "component_missing");
  CHECK(value["review"][0]["detail"] == "1.001193: Giấy chứng sinh");
  CHECK(value["procedure"]["components"][0]["documents"] == json{1});
  CHECK(value["procedure"]["components"][1]["missing"] == true);
  CHECK(value["procedure"]["counts_as_digitized"] == false);
  CHECK(value["documents"][0]["existing"][0]["dossier"] == "HS-0");
  dossier.checklist->results.push_back({"ket_qua", "", "Giấy khai sinh", false, "", false, {1}});
  CHECK(written(dossier)["procedure"]["counts_as_digitized"] == true);
  dossier.checklist->components[0].documents.clear();
  CHECK(written(dossier)["procedure"]["counts_as_digitized"] == false);
}

TEST_CASE("schemas: what lacks a key, has another or a wrong kind of value is refused") {
  const Schema schema("dossier");
  const auto good = written(dossier_for("HS-1"));
  for (const auto& [key, ignored] : good.items()) {
    auto bad = good;
    bad.erase(key);
    CHECK(schema.fault(bad) != "");
  }
  auto bad = good;
  bad["documents"][0]["pages"][0]["extra"] = 1;
  CHECK(schema.fault(bad) == "$.documents[0].pages[0].extra is not in the schema");
  bad = good;
  bad["documents"][0]["pdf"] = "../001.pdf";
  CHECK(schema.fault(bad) == "$.documents[0].pdf does not hold pattern");
  bad = good;
  bad["documents"][0]["pages"][0]["confidence"] = 2;
  CHECK(schema.fault(bad) != "");
}

TEST_CASE("dossier.json: every image is counted, and what became of each page is said (R8, R9)") {
  auto dossier = dossier_for("HS-1");
  auto& document = dossier.documents[0];
  document.opening = {"title", "letterhead, kind quyet_dinh, score 1.00"};
  document.pages.resize(4, document.pages[0]);
  for (std::uint32_t i = 0; i < 4; ++i) document.pages[i].number = i;
  document.pages[1].variant = "with_note";
  document.pages[1].variant_of = 2;
  document.pages[2].variant = "without_note";
  document.pages[2].variant_of = 1;
  document.pages[3].blank = true;
  document.pages[3].side = Side::back;
  document.pages[2].printed = 2;
  document.pages[3].repeats = 0;
  dossier.unbound = {{4, "a.pdf#5", page_hash(5), "separator", "SOHOA:TACH", ""},
                     {5, "a.pdf#6", page_hash(6), "separator_back", "", "originals/0006.jpg"}};
  dossier.lost = {{"b.pdf", {Cause::pdf_encrypted, "acquire", "needs a password"}, ""},
                  {"c.png", {Cause::image_damaged, "encode", "cut"}, "originals/0007.png"}};
  dossier.sheets = 3;
  dossier.declared_sheets = 4;
  const auto value = written(dossier);
  CHECK(Schema("dossier").fault(value) == "");
  CHECK(value["count"] == json{{"images", 7},
                               {"pages", 4},
                               {"left_out", 2},
                               {"lost", 1},
                               {"blank", 1},
                               {"with_note", 1},
                               {"sheets", 3},
                               {"declared_sheets", 4}});
  const auto& pages = value["documents"][0]["pages"];
  CHECK(pages[1]["variant"] == "with_note");
  CHECK(pages[1]["variant_of"] == 3);
  CHECK(pages[2]["variant_of"] == 2);
  CHECK(pages[2]["printed_number"] == 2);
  CHECK(pages[3]["repeats"] == 1);
  CHECK(pages[3]["side"] == "back");
  CHECK_FALSE(pages[0].contains("blank"));
  CHECK(value["left_out"][0]["text"] == "SOHOA:TACH");
  CHECK(value["left_out"][1]["file"] == "originals/0006.jpg");
  CHECK(std::ranges::count_if(value["review"], [](const json& reason) {
          return reason["reason"] == "sheets_differ";
        }) == 1);
}

}  // namespace sohoa::storage::test
