#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "core/vietnamese.h"
#include "forms/likeness.h"
#include "forms/rule_checks.h"
#include "forms/words.h"

namespace sohoa::forms {
namespace {

using std::string;
using std::string_view;

// --- texts that say the same ---

string without_digits(string_view text) {
  string result(text);
  std::erase_if(result, [](char c) { return c >= '0' && c <= '9'; });
  return result;
}

string only_digits(string_view text) {
  string result(text);
  std::erase_if(result, [](char c) { return c < '0' || c > '9'; });
  return result;
}

bool is_same(const FieldValue& a, const FieldValue& b) {
  return Spelling(nfc(a.value)) == Spelling(nfc(b.value));
}

// So alike that one is the other misread: one letter in twelve, or of numbers two digits.
bool is_alike(const FieldValue& a, const FieldValue& b) {
  const string first = nfc(a.value), second = nfc(b.value);
  const string numbers = only_digits(first), other_numbers = only_digits(second);
  if (numbers.size() != other_numbers.size()) return false;
  std::size_t apart = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) apart += numbers[i] != other_numbers[i];
  if (apart > 2) return false;
  const Spelling words(without_digits(first));
  const int limit = std::clamp(static_cast<int>(words.plain().size()) / 6, 2, 8);
  return words.distance(Spelling(without_digits(second)), limit) <= limit;
}

void differ(Desk& desk, FieldValue& a, FieldValue& b) {
  const std::array<FieldValue*, 2> both = {&a, &b};
  desk.blame(both, fmt::format("{} \"{}\" and {} \"{}\" are nearly the same", a.key, a.value, b.key,
                               b.value));
  desk.offer(a, b.value);
  desk.offer(b, a.value);
}

// The first may be one of the others or another text altogether, but not nearly one of them.
void alike(Desk& desk) {
  FieldValue* first = desk.field(0);
  if (first == nullptr) return;
  for (std::size_t i = 1; i < desk.fields().size(); ++i)
    if (FieldValue* other = desk.field(i); other != nullptr && is_same(*first, *other))
      return desk.agree(*first, *other, true);
  for (std::size_t i = 1; i < desk.fields().size(); ++i)
    if (FieldValue* other = desk.field(i); other != nullptr && is_alike(*first, *other))
      differ(desk, *first, *other);
}

// Names on one paper of one person; one of them may have no marks, as in machine-readable zones.
void same_name(Desk& desk) {
  FieldValue* first = desk.field(0);
  for (std::size_t i = 1; first != nullptr && i < desk.fields().size(); ++i) {
    FieldValue* other = desk.field(i);
    if (other == nullptr) continue;
    const Spelling a(nfc(first->value)), b(nfc(other->value));
    const bool unmarked = is_unmarked(first->value) || is_unmarked(other->value);
    if (a == b || (unmarked && a.plain() == b.plain())) {
      desk.agree(*first, *other, a == b);
      continue;
    }
    const std::array<FieldValue*, 2> both = {first, other};
    desk.blame(both, fmt::format("{} is \"{}\"", other->key, other->value));
    if (!is_unmarked(other->value)) desk.offer(*first, other->value);
    if (!is_unmarked(first->value)) desk.offer(*other, first->value);
  }
}

// Who declares and says to be the mother or the father is named as such below.
void declarant(Desk& desk) {
  FieldValue *person = desk.field(0), *relation = desk.field(1);
  if (person == nullptr || relation == nullptr) return;
  string said = folded(relation->value);
  if (desk.list() != nullptr)
    if (const string_view name = desk.list()->find(relation->value); !name.empty())
      said = folded(name);
  FieldValue* parent = said == "me" ? desk.field(2) : said == "cha" ? desk.field(3) : nullptr;
  if (parent == nullptr) return;
  if (is_same(*person, *parent)) return desk.agree(*person, *parent, true);
  if (is_alike(*person, *parent)) return differ(desk, *person, *parent);
  const std::array<FieldValue*, 2> both = {person, parent};
  desk.blame(both, fmt::format("{} \"{}\" says to be {} \"{}\"", person->key, person->value,
                               parent->key, parent->value));
}

// --- names of persons ---

string with_first_word(string_view name, string_view word) {
  const std::size_t end = std::min(name.find(' '), name.size());
  return string(word) + string(name.substr(end));
}

// A child bears a surname of a parent; one that is nearly that was misread. Another is no fault.
void family_name(Desk& desk) {
  FieldValue* child = desk.field(0);
  if (child == nullptr) return;
  const std::vector<string_view> names = words_of(child->value);
  if (names.empty()) return;
  const Spelling surname(nfc(names[0]));
  FieldValue* near = nullptr;
  for (std::size_t i = 1; i < desk.fields().size(); ++i) {
    FieldValue* parent = desk.field(i);
    const std::vector<string_view> theirs =
        parent == nullptr ? std::vector<string_view>() : words_of(parent->value);
    if (theirs.empty()) continue;
    const Spelling other(nfc(theirs[0]));
    if (surname == other) return desk.agree(*child, *parent, false);
    if (near == nullptr && surname.distance(other, 2) <= 2) near = parent;
  }
  if (near == nullptr) return;
  const std::array<FieldValue*, 2> both = {child, near};
  desk.blame(both,
             fmt::format("the surnames of {} and {} are nearly the same", child->key, near->key));
  desk.offer(*child, with_first_word(child->value, words_of(near->value)[0]));
  desk.offer(*near, with_first_word(near->value, names[0]));
}

void person_name(Desk& desk) {
  const Lists* lists = desk.facts().lists;
  if (lists == nullptr) return;
  for (FieldValue* field : desk.fields()) {
    if (field == nullptr) continue;
    const std::vector<string_view> words = words_of(field->value);
    if (words.size() < 2 || is_unmarked(field->value)) continue;
    const List* surnames = desk.list();
    const bool known = surnames != nullptr && surnames->has(words[0]);
    for (std::size_t i = known ? 1 : 0; i < words.size(); ++i)
      if (!lists->is_syllable(words[i]))
        desk.blame(*field, fmt::format("\"{}\" is no Vietnamese syllable", words[i]));
    if (surnames == nullptr || known) continue;
    desk.blame(*field, fmt::format("\"{}\" is no surname of the list", words[0]));
    for (const string& surname : surnames->nearest(words[0]))
      desk.offer(*field, with_first_word(field->value, surname));
  }
}

// --- words ---

// Letters only: no number, no abbreviation, no part of a code.
bool is_plain_word(string_view word) {
  const bool letters = std::all_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  });
  return letters && to_utf32(word).size() > 1;
}

// Words in capitals may be abbreviations: only those that have a mark or stand in a text of
// capitals throughout are looked at.
bool may_abbreviate(string_view word, bool capitals_throughout) {
  return word == upper(word) && (!capitals_throughout || word.size() < 3 || is_unmarked(word));
}

void vietnamese_words(Desk& desk) {
  const Lists* lists = desk.facts().lists;
  if (lists == nullptr) return;
  for (FieldValue* field : desk.fields()) {
    if (field == nullptr || is_unmarked(field->value)) continue;
    const string text = nfc(field->value);
    const bool capitals = text == upper(text);
    for (string_view word : words_of(text)) {
      constexpr string_view edges = ".,;:()\"'!?-/";
      while (!word.empty() && edges.find(word.front()) != string_view::npos) word.remove_prefix(1);
      while (!word.empty() && edges.find(word.back()) != string_view::npos) word.remove_suffix(1);
      if (!is_plain_word(word) || may_abbreviate(word, capitals)) continue;
      if (lists->is_syllable(word) || (desk.list() != nullptr && desk.list()->has(word))) continue;
      desk.blame(*field, fmt::format("\"{}\" is no Vietnamese word", word));
    }
  }
}

// --- lists and places ---

void in_list(Desk& desk) {
  const List* list = desk.list();
  if (list == nullptr) return;
  for (FieldValue* field : desk.fields()) {
    if (field == nullptr || list->has(field->value)) continue;
    desk.blame(*field, fmt::format("not of the list {}", desk.rule().list));
    for (const string& near : list->nearest(field->value)) desk.offer(*field, near);
  }
}

void known_place(Desk& desk) {
  const Places* places = desk.facts().places;
  if (places == nullptr) return;
  const FieldValue* day = desk.keyed(desk.rule().dated_by);
  const string date = day == nullptr || day->value.size() != 10 ? string() : day->value;
  for (FieldValue* field : desk.fields()) {
    if (field == nullptr) continue;
    const Address address = places->resolve(field->value, date);
    if (address.status == Address::Status::unlike) {
      desk.blame(*field, "a unit is spelled as none is");
      for (const string& near : address.nearest) desk.offer(*field, near);
    } else if (address.status == Address::Status::unknown && address.names_units) {
      desk.blame(*field, "names a unit that is none of today's or of June 2025's");
    } else if (address.status != Address::Status::current) {
      for (const Place& place : address.candidates)
        desk.note(*field, fmt::format("today {}, {} ({})", place.name, place.province, place.code));
    }
  }
}

constexpr std::size_t many = 20;

constexpr std::array<Check, 8> checks = {{
    {"alike", 2, many, "a text, others that may be the same",
     "the first is one of the others or another, not nearly one of them", alike},
    {"same_name", 2, many, "names of one person",
     "the others equal the first, marks apart if one has none", same_name},
    {"declarant", 4, 4, "person, relation, mother, father",
     "a person who says to be the mother or father has her or his name", declarant},
    {"family_name", 2, 3, "child, parents", "the child's surname is not nearly a parent's",
     family_name},
    {"person_name", 1, many, "names of persons",
     "each word is built as Vietnamese syllables are; the first is a surname of the list",
     person_name},
    {"vietnamese_words", 1, many, "texts",
     "each word of letters is built as Vietnamese syllables are, or is in the list",
     vietnamese_words},
    {"in_list", 1, many, "texts", "each is in the list", in_list, true},
    {"known_place", 1, many, "addresses", "the units that each names are spelled as they are",
     known_place},
}};

}  // namespace

std::span<const Check> text_checks() noexcept { return checks; }

}  // namespace sohoa::forms
