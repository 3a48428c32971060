// As much of JSON Schema 2020-12 as our schemas use, to hold what is written to them.
#pragma once
#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>

#include <nlohmann/json.hpp>

#include "core/file.h"
#include "core/vietnamese.h"

namespace sohoa::storage::test {

using nlohmann::json;

// An unknown keyword is a fault of the test.
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
    if (key == "maxLength") return to_utf32(value.get<std::string>()).size() <= rule;
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

}  // namespace sohoa::storage::test
