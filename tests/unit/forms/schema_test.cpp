// The JSON Schema of definitions says what the program accepts: neither more nor less.
#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/resources.h"
#include "forms/definition.h"

using namespace sohoa;
using namespace sohoa::forms;
using nlohmann::json;

namespace {

json schema() {
  return json::parse(read_file(resource("models/schemas/form-definition.schema.json"), 1U << 20U));
}

std::set<std::string> texts(const json& list) { return {list.begin(), list.end()}; }

}  // namespace

TEST_CASE("definition schema: ways to take, normalisers and checks are those of the program") {
  const json defs = schema()["$defs"];
  std::set<std::string> takes, normal, checks;
  for (int i = 0; i <= static_cast<int>(Take::compose); ++i)
    takes.emplace(take_name(static_cast<Take>(i)));
  for (const auto& each : normalisers()) normal.emplace(each.name);
  for (const auto& each : named_checks()) checks.emplace(each.name);
  CHECK(texts(defs["find"]["properties"]["take"]["enum"]) == takes);
  CHECK(texts(defs["field"]["properties"]["normalise"]["enum"]) == normal);
  CHECK(texts(defs["rule"]["properties"]["check"]["enum"]) == checks);
}

TEST_CASE("definition schema: the program knows every key that a rule may have") {
  const std::string head =
      "law = \"x\"\nvalid_from = 2024-01-01\n[[kinds]]\nid = \"k\"\nname = \"K\"\ntitle = "
      "[\"KA\"]\n"
      "[[fields]]\nkey = \"f\"\nfind = [{take = \"line\", ";
  const json properties = schema()["$defs"]["find"]["properties"];
  for (const auto& [key, value] : properties.items()) {
    CAPTURE(key);
    std::string refusal;
    try {
      parse_definition(head + key + " = 1979-05-27}]\n", "form.toml");
    } catch (const Error& error) {
      refusal = error.what();
    }
    CHECK_FALSE(refusal.empty());  // a date is never right
    CHECK(refusal.find("unknown key") == std::string::npos);
  }
}
