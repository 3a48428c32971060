#include "forms/pairs.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

// A value that nobody is asked to doubt.
const FieldValue* sure(const Extraction& side, std::string_view key) {
  for (const FieldValue& field : side.fields)
    if (field.key == key && !field.value.empty() && field.review.empty()) return &field;
  return nullptr;
}

bool shows_any(const Extraction& side, const std::vector<std::string>& keys) {
  return std::ranges::any_of(side.fields, [&](const FieldValue& field) {
    return !field.value.empty() && std::ranges::find(keys, field.key) != keys.end();
  });
}

std::set<std::string> values(const Extraction& side, const std::vector<std::string>& keys) {
  std::set<std::string> all;
  for (const std::string& key : keys)
    if (const FieldValue* field = sure(side, key)) all.insert(folded(field->value));
  return all;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& one) { return b.contains(one); });
}

bool are_of_one_card(const Extraction& a, const Extraction& b, const CardKeys& keys) {
  const auto numbers = values(a, keys.numbers), others = values(b, keys.numbers);
  if (!numbers.empty() && !others.empty()) return meet(numbers, others);
  const FieldValue *born = sure(a, keys.birth_date), *also = sure(b, keys.birth_date);
  return born != nullptr && also != nullptr && born->value == also->value &&
         meet(values(a, keys.names), values(b, keys.names));
}

}  // namespace

std::vector<CardPair> paired_cards(const std::vector<Extraction>& sides, const CardKeys& keys) {
  std::vector<std::size_t> fronts, backs;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (std::ranges::find(keys.kinds, sides[i].kind) == keys.kinds.end()) continue;
    const bool front = shows_any(sides[i], keys.front_only);
    const bool back = shows_any(sides[i], keys.back_only);
    if (front != back) (front ? fronts : backs).push_back(i);
  }
  const auto only_partner = [&](std::size_t side, const std::vector<std::size_t>& among) {
    std::optional<std::size_t> partner;
    for (const std::size_t other : among) {
      if (sides[side].kind != sides[other].kind ||
          !are_of_one_card(sides[side], sides[other], keys))
        continue;
      if (partner) return std::optional<std::size_t>();
      partner = other;
    }
    return partner;
  };
  std::vector<CardPair> pairs;
  for (const std::size_t front : fronts)
    if (const auto back = only_partner(front, backs); back && only_partner(*back, fronts) == front)
      pairs.push_back({front, *back});
  return pairs;
}

}  // namespace sohoa::forms
