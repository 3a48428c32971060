#include "forms/rules.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "forms/add_once.h"
#include "forms/merge.h"
#include "forms/rule_checks.h"

namespace sohoa::forms {
namespace {

const Check* check_named(std::string_view name) {
  for (const std::span<const Check> checks : {number_checks(), text_checks()})
    for (const Check& check : checks)
      if (check.name == name) return &check;
  return nullptr;
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

}  // namespace

Desk::Desk(const Rule& rule, const RuleFacts& facts, std::vector<FieldValue>& fields,
           std::vector<RuleNote>* notes, std::vector<Agreement>& agreements,
           std::vector<std::string>& faulted)
    : rule_(rule),
      facts_(facts),
      all_(fields),
      notes_(notes),
      agreements_(agreements),
      faulted_(faulted) {
  for (const std::string& key : rule.fields) asked_.push_back(keyed(key));
}

FieldValue* Desk::keyed(std::string_view key) const {
  for (FieldValue& field : all_)
    if (field.key == key && !field.value.empty()) return &field;
  return nullptr;
}

const List* Desk::list() const {
  return facts_.lists == nullptr || rule_.list.empty() ? nullptr : facts_.lists->named(rule_.list);
}

void Desk::blame(std::span<FieldValue* const> some, const std::string& why) {
  int least = 2;
  for (const FieldValue* field : some) least = std::min(least, trust(field->source));
  for (FieldValue* field : some)
    if (trust(field->source) == least) blame(*field, why);
}

void Desk::blame(FieldValue& one, const std::string& why) {
  add_once(one.review, rule_.say);
  add_once(faulted_, one.key);
  note(one, why);
}

void Desk::offer(FieldValue& field, const std::string& other) {
  constexpr std::size_t most_alternatives = 8;
  if (!other.empty() && other != field.value && field.alternatives.size() < most_alternatives)
    add_once(field.alternatives, other);
}

void Desk::agree(FieldValue& a, FieldValue& b, bool whole) {
  add_once(agreements_, {a.key, b.key, whole});
  add_once(agreements_, {b.key, a.key, whole});
}

void Desk::note(const FieldValue& field, const std::string& text) {
  if (notes_ != nullptr)
    notes_->push_back({field.key, fmt::format("{} {}: {}", rule_.place, rule_.check->name, text)});
}

std::vector<NamedCheck> named_checks() {
  std::vector<NamedCheck> result;
  for (const std::span<const Check> checks : {number_checks(), text_checks()})
    for (const Check& check : checks) result.push_back({check.name, check.fields, check.meaning});
  return result;
}

Rule parse_rule(Table table) {
  Rule rule;
  rule.place = table.place();
  rule.say = table.required_key("say");
  const std::string name = table.required_text("check");
  rule.check = check_named(name);
  if (rule.check == nullptr) {
    std::string known;
    for (const NamedCheck& check : named_checks())
      known += (known.empty() ? "" : ", ") + std::string(check.name);
    table.fail("check", fmt::format("\"{}\": one of {} was expected", name, known));
  }
  rule.fields = table.texts("fields");
  const Check& check = *rule.check;
  if (rule.fields.size() < check.least || rule.fields.size() > check.most)
    table.fail("fields", fmt::format("{} keys: {} to {} were expected ({})", rule.fields.size(),
                                     check.least, check.most, check.fields));
  for (const std::string& key : rule.fields)
    if (!is_key(key)) table.fail("fields", fmt::format("\"{}\": a key was expected", key));
  rule.only = table.texts("only");
  rule.list = table.text("list").value_or("");
  if (check.needs_list && rule.list.empty())
    table.fail("list: a list of models/lists was expected");
  rule.dated_by = table.text("dated_by").value_or("");
  table.done();
  return rule;
}

void check_lists(const Rule& rule, const Lists& lists) {
  if (!rule.list.empty() && lists.named(rule.list) == nullptr)
    throw Error(
        Cause::definition_invalid,
        fmt::format("{}: list \"{}\": a list of models/lists was expected", rule.place, rule.list));
}

std::vector<Agreement> apply(const std::vector<Rule>& rules, const std::string& kind,
                             const RuleFacts& facts, std::vector<FieldValue>& fields,
                             std::vector<RuleNote>* notes) {
  std::vector<Agreement> agreements;
  std::vector<std::string> faulted;
  for (const Rule& rule : rules) {
    if (!rule.only.empty() &&
        std::find(rule.only.begin(), rule.only.end(), kind) == rule.only.end())
      continue;
    Desk desk(rule, facts, fields, notes, agreements, faulted);
    rule.check->apply(desk);
  }
  std::erase_if(agreements, [&](const Agreement& agreement) {
    return std::find(faulted.begin(), faulted.end(), agreement.key) != faulted.end();
  });
  return agreements;
}

}  // namespace sohoa::forms
