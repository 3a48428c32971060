#include "forms/minimum.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "forms/definition.h"

namespace sohoa::forms {
namespace {

constexpr std::size_t type_code_at = 0;
constexpr std::size_t name_at = 2;

void require_field(const Table& table, std::string_view at, const std::string& key,
                   const std::vector<std::string>& fields) {
  if (std::ranges::find(fields, key) == fields.end())
    table.fail(at, fmt::format("{}: \"{}\" is no field of this file", at, key));
}

MinimumRule parse_table(Table table, const std::vector<std::string>& fields) {
  MinimumRule rule;
  if (auto key = table.text("key")) rule.keys = {std::move(*key)};
  if (table.shape("keys") != Table::Shape::absent) rule.keys = table.texts("keys");
  rule.value = table.text("value").value_or("");
  rule.optional = table.flag("optional");
  const bool none = table.flag("none");
  const bool cited = table.text("law").has_value();
  const int ways = int{!rule.keys.empty()} + int{!rule.value.empty()} + int{none};
  if (ways != 1) table.fail("expected exactly one of key, keys, value and none = true");
  if ((none || !rule.value.empty()) && !cited)
    table.fail("law is missing; expected why papers of these kinds have this value, or none");
  if (rule.optional && rule.keys.empty())
    table.fail("optional", "optional: only for what is taken from a field");
  for (const std::string& key : rule.keys) require_field(table, "key", key, fields);
  table.done();
  rule.optional = rule.optional || none;
  return rule;
}

MinimumRule parse_rule(Table& table, std::string_view key, const std::vector<std::string>& fields) {
  MinimumRule rule;
  switch (table.shape(key)) {
    case Table::Shape::text:
      rule.keys = {table.required_text(key)};
      break;
    case Table::Shape::list:
      rule.keys = table.texts(key);
      break;
    case Table::Shape::table:
      return parse_table(*table.table(key), fields);
    case Table::Shape::absent:
      table.fail(
          fmt::format("{} is missing; expected a field's key, or {{none = true, law = …}}", key));
    case Table::Shape::other:
      table.fail(key, fmt::format("{}: expected a field's key, a list of keys or a table", key));
  }
  if (rule.keys.empty()) table.fail(key, fmt::format("{}: an empty list", key));
  for (const std::string& each : rule.keys) require_field(table, key, each, fields);
  return rule;
}

// The first of these fields that has a value, else that was seen at all, else null.
const FieldValue* best_field(const std::vector<std::string>& keys,
                             const std::vector<FieldValue>& fields) {
  const FieldValue* seen = nullptr;
  for (const std::string& key : keys)
    for (const FieldValue& field : fields) {
      if (field.key != key) continue;
      if (!field.value.empty()) return &field;
      if (seen == nullptr && !field.raw.empty()) seen = &field;
    }
  return seen;
}

FieldValue taken(const MinimumRule& rule, const std::vector<FieldValue>& fields) {
  FieldValue value;
  if (const FieldValue* field = best_field(rule.keys, fields)) value = *field;
  if (!rule.value.empty()) {
    value.value = value.raw = rule.value;
    value.confidence = 1;
    value.source = Source::law;
  }
  if (!value.value.empty()) return value;
  // What stands there and cannot be read is looked at even if there need not be anything.
  if (!rule.optional)
    value.review = {std::string(minimum_missing)};
  else if (value.raw.empty())
    value.review.clear();
  return value;
}

}  // namespace

Minimum parse_minimum(Table table, const std::vector<std::string>& fields) {
  Minimum minimum;
  for (std::size_t i = 0; i < minimum_keys.size(); ++i)
    if (i != type_code_at) minimum.rules[i] = parse_rule(table, minimum_keys[i], fields);
  table.done();
  return minimum;
}

std::vector<FieldValue> minimum_record(const Minimum& minimum, const Kind* kind,
                                       const std::vector<FieldValue>& fields) {
  std::vector<FieldValue> record;
  for (std::size_t i = 0; i < minimum_keys.size(); ++i) {
    record.push_back(taken(minimum.rules[i], fields));
    record.back().key = minimum_keys[i];
  }
  // The code is known as surely, and from the same place, as what kind of paper it is.
  FieldValue& code = record[type_code_at];
  const std::string key = code.key;
  code = record[name_at];
  code.key = key;
  code.raw = code.value = kind != nullptr ? kind->type_code : "";
  code.alternatives.clear();
  std::erase(code.review, minimum_missing);
  if (code.value.empty()) code.review = {std::string(minimum_missing)};
  return record;
}

}  // namespace sohoa::forms
