#include "ocr/grammar.h"

#include <algorithm>
#include <array>

namespace sohoa::ocr {
namespace {

using std::u32string_view;

bool one_of(char32_t c, u32string_view set) noexcept { return set.find(c) != set.npos; }

bool all_digits(u32string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool all_letters(u32string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, is_letter);
}

int value(u32string_view digits) noexcept {
  int sum = 0;
  for (const char32_t c : digits.substr(0, 4)) sum = sum * 10 + static_cast<int>(c - U'0');
  return sum;
}

u32string_view part(u32string_view& text, u32string_view ends) noexcept {
  const auto at = text.find_first_of(ends);
  const u32string_view first = text.substr(0, at);
  text.remove_prefix(at == text.npos ? text.size() : at + 1);
  return first;
}

// Day/month/year, day/month or month/year, of a day that may be.
bool is_date(u32string_view core) noexcept {
  std::array<u32string_view, 3> parts{};
  std::size_t count = 0;
  while (!core.empty()) {
    if (count == parts.size()) return false;
    parts[count] = part(core, U"/");
    if (!all_digits(parts[count]) || parts[count].size() > 4) return false;
    ++count;
  }
  const auto is_month = [](u32string_view p) {
    return p.size() <= 2 && value(p) >= 1 && value(p) <= 12;
  };
  const auto is_day = [](u32string_view p) {
    return p.size() <= 2 && value(p) >= 1 && value(p) <= 31;
  };
  const auto is_year = [](u32string_view p) {
    return p.size() == 4 && value(p) >= 1800 && value(p) <= 2199;
  };
  if (count == 3) return is_day(parts[0]) && is_month(parts[1]) && is_year(parts[2]);
  if (count == 2)
    return is_month(parts[parts[1].size() == 4 ? 0 : 1]) && (is_day(parts[0]) || is_year(parts[1]));
  return false;
}

// Digits in groups joined by one sign each; amounts have one kind of sign between three digits.
bool is_number(u32string_view core) noexcept {
  bool after_digit = false;
  for (const char32_t c : core) {
    if (!is_digit(c) && !(after_digit && one_of(c, U".,:-"))) return false;
    after_digit = is_digit(c);
  }
  return after_digit;
}

bool is_code(u32string_view core) noexcept {
  bool letters = false;
  std::size_t parts = 0;
  while (!core.empty()) {
    const u32string_view one = part(core, U"/-.");
    if (!all_digits(one) && !all_letters(one)) return false;
    letters = letters || all_letters(one);
    ++parts;
  }
  return letters && parts > 1;
}

bool is_address(u32string_view core) noexcept {
  const auto at = core.find(U'@');
  const bool web = core.starts_with(U"http") || core.starts_with(U"www.");
  if (!web && (at == core.npos || at == 0 || core.find(U'.', at) == core.npos)) return false;
  return std::ranges::all_of(core, [](char32_t c) {
    return is_digit(c) || (c < 0x80 && is_letter(c)) || one_of(c, U".@-_/:?=&%#+~");
  });
}

}  // namespace

bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }

bool is_letter(char32_t c) noexcept {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7) || (c >= 0x1e00 && c < 0x1f00);
}

bool is_upper(char32_t c) noexcept {
  if (c < 0x80) return c >= U'A' && c <= U'Z';
  if (c >= 0xc0 && c <= 0xde) return c != 0xd7;
  if (c == 0x1af) return true;  // Ư: here odd code points are the capitals
  if (c == 0x1b0) return false;
  return is_letter(c) && c >= 0x100 && c % 2 == 0;
}

Token token(u32string_view word) noexcept {
  const auto belongs = [](char32_t c) { return is_letter(c) || is_digit(c); };
  const auto first = std::ranges::find_if(word, belongs);
  if (first == word.end()) return {word, {}, {}};
  const auto start = static_cast<std::size_t>(first - word.begin());
  std::size_t end = word.size();
  while (!belongs(word[end - 1])) --end;
  return {word.substr(0, start), word.substr(start, end - start), word.substr(end)};
}

Kind kind_of(u32string_view core) noexcept {
  if (core.empty()) return Kind::signs;
  if (all_letters(core)) return Kind::letters;
  if (is_date(core)) return Kind::date;
  if (is_number(core)) return Kind::number;
  if (is_address(core)) return Kind::address;
  if (is_code(core)) return Kind::code;
  return Kind::other;
}

Case case_of(u32string_view letters) noexcept {
  std::size_t upper = 0, all = 0;
  bool first_upper = false;
  for (const char32_t c : letters) {
    if (!is_letter(c)) continue;
    if (all == 0) first_upper = is_upper(c);
    if (is_upper(c)) ++upper;
    ++all;
  }
  if (upper == 0) return Case::lower;
  if (upper == 1 && first_upper) return Case::capital;
  return upper == all ? Case::capitals : Case::mixed;
}

}  // namespace sohoa::ocr
