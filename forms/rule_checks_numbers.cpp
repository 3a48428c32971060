#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "core/vietnamese.h"
#include "forms/amounts.h"
#include "forms/codes.h"
#include "forms/dates.h"
#include "forms/likeness.h"
#include "forms/number_words.h"
#include "forms/rule_checks.h"

namespace sohoa::forms {
namespace {

using std::string;
using std::string_view;

// --- identity numbers (Decree 137/2015, Article 13) ---

void identity_number(Desk& desk) {
  for (FieldValue* number : desk.fields()) {
    if (number == nullptr) continue;
    const string_view digits = number->value;
    if (!is_identity_number(digits))
      desk.blame(*number, "12 digits of a province, a century and a year were expected");
    else if (desk.facts().places != nullptr &&
             !desk.facts().places->is_registration_code(digits.substr(0, 3)))
      desk.blame(*number, fmt::format("{} was never a province's code", digits.substr(0, 3)));
  }
}

// The digits of century and year that a birth in `year` has, the sex as in `number`.
string with_birth_year(const string& number, int year) {
  const int sex = (number[3] - '0') % 2;
  return number.substr(0, 3) + static_cast<char>('0' + (year / 100 - 19) * 2 + sex) +
         fmt::format("{:02}", year % 100) + number.substr(6);
}

std::size_t digits_apart(string_view a, string_view b) {
  std::size_t apart = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) apart += a[i] != b[i];
  return apart;
}

std::optional<int> year_of(string_view iso) {
  int year = 0;
  if (iso.size() < 4) return std::nullopt;
  const auto [end, error] = std::from_chars(iso.data(), iso.data() + 4, year);
  if (error != std::errc{} || end != iso.data() + 4) return std::nullopt;
  return year;
}

void number_has_year(Desk& desk) {
  FieldValue *number = desk.field(0), *birth = desk.field(1);
  if (number == nullptr || birth == nullptr || !is_identity_number(number->value)) return;
  const std::optional<int> year = year_of(birth->value);
  if (!year) return;
  const int said = identity_birth_year(number->value);
  if (said == *year) return desk.agree(*number, *birth, false);
  const std::array<FieldValue*, 2> both = {number, birth};
  desk.blame(both, fmt::format("the number is of {}, the birth of {}", said, *year));
  const string other_date = fmt::format("{:04}", said) + birth->value.substr(4);
  if (iso_date(other_date) || other_date.size() == 4) desk.offer(*birth, other_date);
  // Another year in the number only where one digit was misread; two would be invention.
  if (*year >= 1900 && *year < 2200) {
    const string other = with_birth_year(number->value, *year);
    if (digits_apart(other, number->value) == 1) desk.offer(*number, other);
  }
}

void number_has_sex(Desk& desk) {
  FieldValue *number = desk.field(0), *sex = desk.field(1);
  if (number == nullptr || sex == nullptr || !is_identity_number(number->value)) return;
  const string printed = folded(sex->value);
  if (printed != "nam" && printed != "nu") return;
  if (identity_is_female(number->value) == (printed == "nu"))
    return desk.agree(*number, *sex, false);
  const std::array<FieldValue*, 2> both = {number, sex};
  desk.blame(both, "the fourth digit is of the other sex");
}

// Number words are understood without marks; as a value they have to be spelled right.
void spelled(Desk& desk, FieldValue& words) {
  const string right = respelled_numbers(words.value);
  if (right == nfc(words.value) || is_unmarked(words.value)) return;
  desk.blame(words, "a number word is spelled otherwise");
  desk.offer(words, right);
}

// --- dates ---

void date_words(Desk& desk) {
  FieldValue *digits = desk.field(0), *words = desk.field(1);
  if (digits == nullptr || words == nullptr) return;
  const auto said = iso_date(words->value);
  if (!said) return desk.blame(*words, "the words are no date");
  if (*said == digits->value) {
    desk.agree(*digits, *words, true);
    return spelled(desk, *words);
  }
  const std::array<FieldValue*, 2> both = {digits, words};
  desk.blame(both, fmt::format("the words say {}, the digits {}", *said, digits->value));
  desk.offer(*digits, *said);
}

// True if `a` is later than `b` in all that both say.
bool later(string_view a, string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  return a.substr(0, common) > b.substr(0, common);
}

void date_order(Desk& desk) {
  FieldValue* before = nullptr;
  for (FieldValue* date : desk.fields()) {
    if (date == nullptr || !year_of(date->value)) continue;
    if (before != nullptr && later(before->value, date->value)) {
      const std::array<FieldValue*, 2> both = {before, date};
      desk.blame(both, fmt::format("{} {} is after {} {}", before->key, before->value, date->key,
                                   date->value));
    }
    before = date;
  }
}

void not_future(Desk& desk) {
  if (desk.facts().today.empty()) return;
  for (FieldValue* date : desk.fields())
    if (date != nullptr && year_of(date->value) && later(date->value, desk.facts().today))
      desk.blame(*date, fmt::format("{} is not yet", date->value));
}

// --- codes ---

void same_code(Desk& desk) {
  FieldValue* first = desk.field(0);
  for (std::size_t i = 1; first != nullptr && i < desk.fields().size(); ++i) {
    FieldValue* other = desk.field(i);
    if (other == nullptr) continue;
    if (first->value == other->value) {
      desk.agree(*first, *other, true);
      continue;
    }
    const std::array<FieldValue*, 2> both = {first, other};
    desk.blame(both, fmt::format("{} is {}", other->key, other->value));
    desk.offer(*first, other->value);
    desk.offer(*other, first->value);
  }
}

void dossier_date(Desk& desk) {
  FieldValue *code = desk.field(0), *day = desk.field(1);
  if (code == nullptr || day == nullptr || !is_dossier_code(code->value)) return;
  if (day->value.size() != 10) return;
  const string::size_type at = code->value.find('-');
  const string short_date = code->value.substr(at + 1, 6);
  const string said = fmt::format("20{}-{}-{}", short_date.substr(0, 2), short_date.substr(2, 2),
                                  short_date.substr(4, 2));
  if (said == day->value) return desk.agree(*code, *day, false);
  const std::array<FieldValue*, 2> both = {code, day};
  desk.blame(both, fmt::format("the code is of {}", said));
  desk.offer(*day, said);
}

string_view without_zeros(string_view number) {
  while (number.size() > 1 && number[0] == '0') number.remove_prefix(1);
  return number;
}

// "05/QĐ-UBND" of "05" and "QĐ-UBND".
void number_symbol(Desk& desk) {
  FieldValue *whole = desk.field(0), *number = desk.field(1), *symbol = desk.field(2);
  if (whole == nullptr) return;
  const string::size_type slash = whole->value.find('/');
  if (slash == string::npos) return;
  const string_view left = string_view(whole->value).substr(0, slash);
  const string_view right = string_view(whole->value).substr(slash + 1);
  if (number != nullptr && without_zeros(number->value) != without_zeros(left)) {
    const std::array<FieldValue*, 2> both = {whole, number};
    desk.blame(both, fmt::format("{} has the number {}", whole->value, left));
  }
  if (symbol != nullptr && symbol->value != right) {
    const std::array<FieldValue*, 2> both = {whole, symbol};
    desk.blame(both, fmt::format("{} has the symbol {}", whole->value, right));
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Decree 30/2020, Annex I: a number, perhaps with a letter, "/", and a symbol of groups; or a
// number and a year, as registers count. A number below ten may or may not have its zero.
bool is_document_number(string_view text) {
  const string_view::size_type slash = text.find('/');
  if (slash == string_view::npos || slash + 1 >= text.size()) return false;
  string_view number = text.substr(0, slash);
  if (!number.empty() && !is_digit(number.back())) number.remove_suffix(1);
  if (number.empty() || number.size() > 6 || !std::all_of(number.begin(), number.end(), is_digit))
    return false;
  const string_view symbol = text.substr(slash + 1);
  const auto separates = [](char c) { return c == '-' || c == '/' || c == '.'; };
  bool after_separator = true;
  for (const char c : symbol) {
    const bool letter = is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                        static_cast<unsigned char>(c) >= 0x80 || c == '&';
    if (!letter && (!separates(c) || after_separator)) return false;
    after_separator = !letter;
  }
  return !after_separator && symbol.size() <= 60;
}

// The first group of the symbol, behind the year that legal documents have there.
string_view type_in(string_view text) {
  string_view symbol = text.substr(text.find('/') + 1);
  if (symbol.size() > 5 && symbol[4] == '/' &&
      std::all_of(symbol.begin(), symbol.begin() + 4, is_digit))
    symbol.remove_prefix(5);
  return symbol.substr(0, symbol.find('-'));
}

void document_number(Desk& desk) {
  for (FieldValue* field : desk.fields()) {
    if (field == nullptr) continue;
    if (!is_document_number(field->value)) {
      desk.blame(*field, "a number, \"/\" and a symbol were expected");
      continue;
    }
    const List* types = desk.list();
    if (types == nullptr) continue;
    // An abbreviation with other marks or case is a misreading; another word is an agency.
    const string_view type = type_in(field->value);
    for (const string& known : types->nearest(type)) {
      if (folded(known) != folded(type)) continue;
      if (comparable(known) == comparable(type)) break;  // offices write "TTR" too
      desk.blame(*field, fmt::format("{} is no type of document, {} is", type, known));
      string other = field->value;
      other.replace(static_cast<string::size_type>(type.data() - field->value.data()), type.size(),
                    known);
      desk.offer(*field, other);
      break;
    }
  }
}

template <bool (*grammar)(string_view) noexcept>
void code(Desk& desk) {
  for (FieldValue* field : desk.fields())
    if (field != nullptr && !grammar(field->value))
      desk.blame(*field, "not written as such a code is, or its check digit is wrong");
}

// --- amounts ---

void amount_words(Desk& desk) {
  FieldValue *digits = desk.field(0), *words = desk.field(1);
  if (digits == nullptr || words == nullptr) return;
  const auto said = amount_in_words(words->value);
  if (!said) return desk.blame(*words, "the words are no amount");
  string bare = digits->value;
  std::erase_if(bare, [](char c) { return !is_digit(c); });
  if (without_zeros(bare) == fmt::to_string(*said)) {
    desk.agree(*digits, *words, true);
    return spelled(desk, *words);
  }
  const std::array<FieldValue*, 2> both = {digits, words};
  desk.blame(both, fmt::format("the words say {}", *said));
  desk.offer(*digits, fmt::to_string(*said));
}

constexpr std::size_t many = 20;

constexpr std::array<Check, 17> checks = {{
    {"identity_number", 1, many, "identity numbers",
     "12 digits that begin with a province of any time or a country", identity_number},
    {"identity_birth_year", 2, 2, "identity number, date of birth",
     "the number has the century and year of the birth", number_has_year},
    {"identity_sex", 2, 2, "identity number, sex", "the number has the sex", number_has_sex},
    {"date_words", 2, 2, "date, the same in words", "both say the same day", date_words},
    {"date_order", 2, many, "dates", "none is before the one named before it", date_order},
    {"not_future", 1, many, "dates", "none is after the day of scanning", not_future},
    {"same_code", 2, many, "codes", "the others equal the first", same_code},
    {"dossier_date", 2, 2, "dossier code, day of reception", "the code has the day", dossier_date},
    {"number_symbol", 3, 3, "number and symbol, number, symbol", "the first is made of the others",
     number_symbol},
    {"document_number", 1, many, "numbers of documents",
     "number/symbol or number/year; with a list of types, the type is spelled as there",
     document_number},
    {"amount_words", 2, 2, "amount, the same in words", "both say the same", amount_words},
    {"tax_code", 1, many, "tax codes", "the check digit is right", code<is_tax_code>},
    {"agency_code", 1, many, "codes of agencies", "Decision 20/2020/QĐ-TTg", code<is_agency_code>},
    {"dossier_code", 1, many, "codes of dossiers", "agency, day, counter", code<is_dossier_code>},
    {"procedure_code", 1, many, "codes of procedures", "1.001612, 1.000948.H38, …",
     code<is_procedure_code>},
    {"component_code", 1, many, "codes of components", "TP-H05.000079", code<is_component_code>},
    {"result_code", 1, many, "codes of results", "KQ.G15.000031", code<is_result_code>},
}};

}  // namespace

std::span<const Check> number_checks() noexcept { return checks; }

}  // namespace sohoa::forms
