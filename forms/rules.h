// What fields of one document must say of each other: rules of a form definition, `[[rules]]`.
// A rule never changes a value. It adds its reason to the fields it concerns, and other values that
// would fit to their alternatives; or it tells that two readings agree.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/page.h"
#include "forms/definition_table.h"
#include "forms/lists.h"
#include "forms/places.h"

namespace sohoa::forms {

struct Check;  // one of the named checks

struct Rule {
  std::string place;                // in its file: "NAME:LINE"
  std::string say;                  // the reason that is put into `review`
  const Check* check = nullptr;     // never null
  std::vector<std::string> fields;  // keys, in the order the check asks for
  std::vector<std::string> only;    // kinds; all of the file if empty
  std::string list;                 // of models/lists, for checks that look into one
  std::string dated_by;             // key of the day the paper was written, for addresses
};

struct NamedCheck {
  std::string_view name, fields, meaning;  // for documents and messages
};
std::vector<NamedCheck> named_checks();

// Throws Error(definition_invalid) naming file and line.
Rule parse_rule(Table table);

// Throws Error(definition_invalid) if the rule names a list that there is not.
void check_lists(const Rule& rule, const Lists& lists);

// What rules know besides the fields. Checks that need what is not given say nothing.
struct RuleFacts {
  const Places* places = nullptr;
  const Lists* lists = nullptr;
  std::string today = {};  // ISO; empty: not known
};

// Something for a person who asks why, of a field.
struct RuleNote {
  std::string key, text;
};

// A field whose value a second reading on the paper bears out.
struct Agreement {
  std::string key, with;  // the other field
  bool whole = false;     // all of the value; otherwise part of it, as the year of a birth
  bool operator==(const Agreement&) const = default;
};

// All rules for the kind, in order. `notes` is filled if given. Fields keep their order, values and
// confidence. Gives what agrees; a field that a rule found fault with is not among it.
std::vector<Agreement> apply(const std::vector<Rule>& rules, const std::string& kind,
                             const RuleFacts& facts, std::vector<FieldValue>& fields,
                             std::vector<RuleNote>* notes = nullptr);

}  // namespace sohoa::forms
