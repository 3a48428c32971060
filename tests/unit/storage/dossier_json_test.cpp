#include "storage/dossier_json.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <regex>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "tests/unit/storage/pages.h"

namespace sohoa::storage::test {
namespace {

using nlohmann::json;

// As much of JSON Schema 2020-12 as our two schemas use; an unknown keyword is a fault of the test.
class Schema {
 public:
  explicit Schema(const char* name)
      : root_(json::parse(read_file(std::filesystem::path(SOHOA_SOURCE_DIR) / "models/schemas" /
                                    (std::string(name) + ".schema.json")))) {}
  // "" if `value` fits, else where and why not.
  std::string fault(const json& value) const { return check(root_, value, "$"); }

 private:
  std::string check(const json& schema, const json& value, const std::string& at) const {
    for (const auto& [key, rule] : schema.items()) {
      if (!holds(key, rule, schema, value)) return at + " does not hold " + key;
      if (key == "$ref")
        if (auto f =
                check(root_.at(json::json_pointer(rule.get<std::string>().substr(1))), value, at);
            !f.empty())
          return f;
    }
    if (value.is_array() && schema.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i)
        if (auto f = check(schema["items"], value[i], at + "[" + std::to_string(i) + "]");
            !f.empty())
          return f;
    return value.is_object() ? check_members(schema, value, at) : "";
  }

  std::string check_members(const json& schema, const json& value, const std::string& at) const {
    for (const auto& [key, member] : value.items()) {
      const auto place = at + "." + key;
      const json empty = json::object();
      const auto& properties = schema.contains("properties") ? schema["properties"] : empty;
      const auto& others =
          schema.contains("additionalProperties") ? schema["additionalProperties"] : empty;
      if (schema.contains("propertyNames"))
        if (auto f = check(schema["propertyNames"], key, place); !f.empty()) return f;
      if (!properties.contains(key) && others == false) return place + " is not in the schema";
      const auto& rule = properties.contains(key) ? properties[key] : others;
      if (rule.is_object())
        if (auto f = check(rule, member, place); !f.empty()) return f;
    }
    return "";
  }

  static bool is_type(const std::string& type, const json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "boolean") return value.is_boolean();
    return type == "number" && value.is_number();
  }

  static bool holds(const std::string& key, const json& rule, const json&, const json& value) {
    if (key == "type" && rule.is_array())
      return std::ranges::any_of(rule, [&](const json& type) { return is_type(type, value); });
    if (key == "type") return is_type(rule, value);
    if (key == "const") return value == rule;
    if (key == "enum") return std::ranges::find(rule, value) != rule.end();
    if (key == "pattern")
      return std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>()));
    if (key == "minLength") return value.get<std::string>().size() >= rule;
    if (key == "minimum") return value >= rule;
    if (key == "maximum") return value <= rule;
    if (key == "minItems") return value.size() >= rule;
    if (key == "maxItems") return value.size() <= rule;
    if (key == "required")
      return std::ranges::all_of(rule, [&](const json& name) { return value.contains(name); });
    for (const auto* known : {"$schema", "$id", "$defs", "$ref", "title", "description", "items",
                              "properties", "additionalProperties", "propertyNames"})
      if (key == known) return true;
    return false;
  }

  json root_;
};

json written(const Dossier& dossier) { return json::parse(dossier_json(dossier, "sohoa 0.1.0")); }

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
  CHECK(dossier_json(dossier_for("HS-1"), "s").starts_with("{\n  \"format\": \"sohoa.dossier\","));
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

TEST_CASE("fields file: a list is an array of texts, an empty one has none") {
  auto document = dossier_for("HS-1").documents[0];
  FieldValue list;
  list.key = "noi_nhan";
  list.list = true;
  list.value = "Như trên\nLưu: VT";
  list.alternatives = {"Như trên"};
  FieldValue empty;
  empty.key = "thanh_phan";
  empty.list = true;
  FieldValue again = list;
  again.value = "Lưu: VT";
  document.fields = {list, empty, again};
  const auto value = json::parse(fields_json(document));
  CHECK(Schema("fields").fault(value) == "");
  const auto& fields = value["fields"];
  CHECK(fields["noi_nhan"]["value"] == json{"Như trên", "Lưu: VT"});
  CHECK(fields["noi_nhan"]["alternatives"] ==
        json{json::array({"Như trên"}), json::array({"Lưu: VT"})});
  CHECK(fields["thanh_phan"]["value"] == json::array());
  CHECK(json::parse(fields_object(document.fields)) == fields);
}

TEST_CASE("dossier.json: what a person typed is on record with name and time (R19)") {
  auto dossier = dossier_for("HS-1");
  dossier.documents[0].typed = {
      {"so_ky_hieu", "12/QĐ-UBND", "Lê Thị Thử", "2026-11-24T08:30:05+07:00"}};
  const auto value = written(dossier);
  CHECK(Schema("dossier").fault(value) == "");
  CHECK(value["documents"][0]["typed"] == json{{{"key", "so_ky_hieu"},
                                                {"value", "12/QĐ-UBND"},
                                                {"user", "Lê Thị Thử"},
                                                {"time", "2026-11-24T08:30:05+07:00"}}});
}

TEST_CASE("schemas: a field is the same in a dossier and in the output of `fields`") {
  const auto read = [](const char* name) {
    return json::parse(
        read_file(std::filesystem::path(SOHOA_SOURCE_DIR) / "models/schemas" / name));
  };
  const auto file = read("fields.schema.json"), output = read("fields-output.schema.json");
  CHECK(file["$defs"]["field"] == output["$defs"]["field"]);
  CHECK(file["$defs"]["box"] == output["$defs"]["box"]);
  CHECK(file["properties"]["fields"] == output["$defs"]["document"]["properties"]["fields"]);
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

}  // namespace sohoa::storage::test
