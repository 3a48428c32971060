// Any definition's rules, and any texts as fields in front of them. The first part of the input, up
// to a NUL, is TOML; each part behind it is a value.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/resources.h"
#include "core/vietnamese.h"
#include "forms/definition_table.h"
#include "forms/rules.h"

namespace {

using namespace sohoa;

std::vector<std::string> parts_of(std::string_view bytes) {
  std::vector<std::string> parts(1);
  for (const char c : bytes) {
    if (c != '\0')
      parts.back().push_back(c);
    else if (parts.size() < 12)
      parts.emplace_back();
  }
  return parts;
}

std::vector<forms::Rule> rules_of(const std::string& toml) {
  std::vector<forms::Rule> rules;
  try {
    forms::Document document(toml, "fuzz.toml");
    for (forms::Table& table : document.root().tables("rules"))
      rules.push_back(forms::parse_rule(table));
  } catch (const Error&) {
    // A definition that is refused has no rules.
  }
  return rules;
}

// Every check once, over all values.
std::vector<forms::Rule> every_check() {
  std::string toml;
  for (const forms::NamedCheck& check : forms::named_checks())
    for (const char* fields : {"['a']", "['a','b']", "['a','b','c']", "['a','b','c','d']"}) {
      const std::string rule = "[[rules]]\nsay = 'r'\ncheck = '" + std::string(check.name) +
                               "'\nfields = " + fields + "\nlist = 'surnames'\n";
      if (!rules_of(rule).empty()) toml += rule;
    }
  return rules_of(toml);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const forms::Places places(resource("models/places"));
  static const forms::Lists lists(resource("models/lists"));
  static const std::vector<forms::Rule> all = every_check();
  static const forms::RuleFacts facts{&places, &lists, "2026-11-24"};
  const std::vector<std::string> parts = parts_of(std::string(data, data + size));
  std::vector<FieldValue> fields;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    FieldValue field;
    field.key = std::string(1, static_cast<char>('a' + (i - 1)));
    field.value = field.raw = nfc(parts[i]);
    fields.push_back(field);
  }
  for (const std::vector<forms::Rule>& rules : {rules_of(parts[0]), all}) {
    std::vector<FieldValue> after = fields;
    std::vector<forms::RuleNote> notes;
    for (const auto& agreement : forms::apply(rules, "kind", facts, after, &notes))
      if (agreement.key == agreement.with) throw std::logic_error("a field that bears out itself");
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (after[i].value != fields[i].value || after[i].alternatives.size() > 8)
        throw std::logic_error("a rule changed a value or offers too much");
  }
  return 0;
}
