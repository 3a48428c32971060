// Lists among fields, typed values, and that the schemas agree on what a field is.
#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "storage/dossier_json.h"
#include "tests/unit/storage/pages.h"
#include "tests/unit/storage/schema.h"

namespace sohoa::storage::test {

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
        json::array({json::array({"Như trên"}), json::array({"Lưu: VT"})}));
  CHECK(fields["thanh_phan"]["value"] == json::array());
  CHECK(json::parse(fields_object(document.fields)) == fields);
}

TEST_CASE("dossier.json: what a person typed is on record with name and time (R19)") {
  auto dossier = dossier_for("HS-1");
  dossier.documents[0].typed = {
      {"so_ky_hieu", "12/QĐ-UBND", "Lê Thị Thử", "2026-11-24T08:30:05+07:00"}};
  const auto value = json::parse(json_text(dossier_json(dossier, "sohoa 0.1.0")));
  CHECK(Schema("dossier").fault(value) == "");
  json record;
  record["key"] = "so_ky_hieu";
  record["value"] = "12/QĐ-UBND";
  record["user"] = "Lê Thị Thử";
  record["time"] = "2026-11-24T08:30:05+07:00";
  CHECK(value["documents"][0]["typed"] == json::array({record}));
}

TEST_CASE("schemas: a field is the same in a dossier and in the output of `fields`") {
  const auto read = [](const char* name) {
    return json::parse(
        read_file(std::filesystem::path(SOHOA_SOURCE_DIR) / "models/schemas" / name));
  };
  const auto file = read("fields.schema.json"), output = read("fields-output.schema.json");
  for (const auto& [name, definition] : file["$defs"].items()) {
    CAPTURE(name);
    CHECK(output["$defs"].value(name, json()) == definition);
  }
  for (const char* part : {"fields", "minimum"})
    CHECK(file["properties"][part] == output["$defs"]["document"]["properties"][part]);
}

}  // namespace sohoa::storage::test
