// The checks that rules name. Part of rules.cpp.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "forms/rules.h"

namespace sohoa::forms {

// The fields of one document in front of one rule.
class Desk {
 public:
  Desk(const Rule& rule, const RuleFacts& facts, std::vector<FieldValue>& fields,
       std::vector<RuleNote>* notes, std::vector<Agreement>& agreements,
       std::vector<std::string>& faulted);

  const Rule& rule() const noexcept { return rule_; }
  const RuleFacts& facts() const noexcept { return facts_; }
  // By the rule's order of keys; null: not there or without a value.
  FieldValue* field(std::size_t i) const { return i < asked_.size() ? asked_[i] : nullptr; }
  const std::vector<FieldValue*>& fields() const noexcept { return asked_; }
  FieldValue* keyed(std::string_view key) const;
  const List* list() const;  // null: none asked for, or not given

  // The reason goes to those of the fields that are least to be trusted: never to a code's value
  // where a reading is the other side.
  void blame(std::span<FieldValue* const> some, const std::string& why);
  void blame(FieldValue& one, const std::string& why);
  void offer(FieldValue& field, const std::string& other);  // as an alternative
  void agree(FieldValue& a, FieldValue& b, bool whole);
  void note(const FieldValue& field, const std::string& text);

 private:
  const Rule& rule_;
  const RuleFacts& facts_;
  std::vector<FieldValue>& all_;
  std::vector<FieldValue*> asked_;
  std::vector<RuleNote>* notes_;
  std::vector<Agreement>& agreements_;
  std::vector<std::string>& faulted_;
};

struct Check {
  std::string_view name;
  std::size_t least = 1, most = 1;  // fields
  std::string_view fields;          // what they are
  std::string_view meaning;
  void (*apply)(Desk& desk);
  bool needs_list = false;
};

std::span<const Check> number_checks() noexcept;  // rule_checks_numbers.cpp: dates, codes, amounts
std::span<const Check> text_checks() noexcept;    // rule_checks_text.cpp: names, lists, places

}  // namespace sohoa::forms
