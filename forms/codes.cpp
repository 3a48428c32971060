#include "forms/codes.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "forms/dates.h"

namespace sohoa::forms {
namespace {

using std::string_view;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool digits(string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
bool digits(string_view text, std::size_t count) { return text.size() == count && digits(text); }

// The part before the first `separator`, which is taken off the text; all of it if there is none.
string_view next_part(string_view& text, char separator) {
  const std::size_t at = std::min(text.find(separator), text.size());
  const string_view part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return part;
}

// A letter and two digits: a unit of the first level.
bool is_first_level(string_view code) {
  return code.size() == 3 && is_capital(code[0]) && digits(code.substr(1), 2);
}

// "000.00.00." before the first-level unit.
bool is_old_prefix(string_view text) {
  return text.size() == 10 && digits(text.substr(0, 3), 3) && text[3] == '.' &&
         digits(text.substr(4, 2), 2) && text[6] == '.' && digits(text.substr(7, 2), 2) &&
         text[9] == '.';
}

}  // namespace

bool is_agency_code(string_view code) noexcept {
  if (code.empty() || code.size() > 35 || code.back() == '.') return false;
  string_view rest = code;
  const string_view first = next_part(rest, '.');
  if (!is_first_level(first) || first == "Z00") return false;
  while (!rest.empty()) {
    const string_view part = next_part(rest, '.');
    if (part.empty() ||
        !std::all_of(part.begin(), part.end(), [](char c) { return is_digit(c) || is_capital(c); }))
      return false;
  }
  return true;
}

bool is_dossier_code(string_view code) noexcept {
  if (code.size() > 60) return false;
  string_view rest = code;
  const string_view unit = next_part(rest, '-');
  const string_view date = next_part(rest, '-');
  if (!is_short_date(date) || !digits(rest) || rest.size() < 4 || rest.size() > 8) return false;
  if (unit.size() == 13 && is_old_prefix(unit.substr(0, 10)))
    return is_first_level(unit.substr(10)) && rest.size() == 4;
  return is_agency_code(unit);
}

bool is_procedure_code(string_view code) noexcept {
  if (code.size() < 8 || code[0] < '1' || code[0] > '3' || code[1] != '.' ||
      !digits(code.substr(2, 6), 6))
    return false;
  string_view rest = code.substr(8);
  if (rest.empty()) return true;
  if (rest[0] != '.') return false;
  rest.remove_prefix(1);
  if (digits(rest, 2)) return true;
  if (rest.size() == 13 && is_old_prefix(rest.substr(0, 10))) rest.remove_prefix(10);
  return is_first_level(rest);
}

bool is_component_code(string_view code) noexcept {
  if (code.size() < 11 || code.substr(0, 3) != "TP-") return false;
  const std::size_t dot = code.rfind('.');
  return dot > 3 && digits(code.substr(dot + 1), 6) && is_agency_code(code.substr(3, dot - 3));
}

bool is_result_code(string_view code) noexcept {
  if (code.size() < 11 || code.substr(0, 3) != "KQ.") return false;
  const std::size_t dot = code.rfind('.');
  return dot > 3 && digits(code.substr(dot + 1), 6) && is_agency_code(code.substr(3, dot - 3));
}

bool is_identity_number(string_view text) noexcept {
  if (!digits(text, 12)) return false;
  return text.substr(0, 3) != "000" && identity_birth_year(text) < 2200;
}

int identity_birth_year(string_view text) noexcept {
  const int century = 1900 + (text[3] - '0') / 2 * 100;
  return century + (text[4] - '0') * 10 + (text[5] - '0');
}

bool identity_is_female(string_view text) noexcept { return (text[3] - '0') % 2 == 1; }

bool is_tax_code(string_view code) noexcept {
  constexpr std::array<int, 9> weights = {31, 29, 23, 19, 17, 13, 7, 5, 3};
  if (code.size() == 14)
    return code[10] == '-' && digits(code.substr(11), 3) && code.substr(11) != "000" &&
           is_tax_code(code.substr(0, 10));
  if (!digits(code, 10)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (code[i] - '0');
  return sum % 11 != 0 && 10 - sum % 11 == code[9] - '0';
}

}  // namespace sohoa::forms
