#include "forms/dates.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include <fmt/format.h>

#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

using Tokens = std::vector<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// `digits`: at most 8.
int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Runs of letters and of digits; everything else separates.
Tokens tokens_of(std::string_view folded_text) {
  Tokens tokens;
  char last = ' ';
  const auto kind = [](char c) { return is_digit(c) ? '0' : c >= 'a' && c <= 'z' ? 'a' : ' '; };
  for (const char c : folded_text) {
    if (kind(c) == ' ') {
      last = c;
      continue;
    }
    if (tokens.empty() || kind(c) != kind(last)) tokens.emplace_back();
    tokens.back().push_back(c);
    last = c;
  }
  return tokens;
}

// Day and month may be 0: unknown. A day without its month is no date.
std::optional<std::string> checked(int day, int month, int year) {
  if (year < 1800 || year > 2199 || month < 0 || month > 12 || day < 0) return std::nullopt;
  if (month == 0) return day == 0 ? std::optional(fmt::format("{:04}", year)) : std::nullopt;
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// Only digits and, between them, one sign of / - . or white space, each time the same: two signs,
// or another, may be a digit that was not read.
bool is_numeric_form(std::string_view text) {
  std::string signs;  // of each gap between runs of digits; ' ' if it has white space only
  std::size_t from = text.find_first_not_of(' ');
  while (from < text.size() && is_digit(text[from])) {
    const std::size_t gap = std::min(text.find_first_not_of("0123456789", from), text.size());
    from = std::min(text.find_first_of("0123456789", gap), text.size());
    std::string sign(text.substr(gap, from - gap));
    std::erase(sign, ' ');
    if (from == text.size()) return sign.empty() && signs.find_first_not_of(signs[0]) == signs.npos;
    if (sign.size() > 1) return false;
    signs += sign.empty() ? ' ' : sign[0];
  }
  return false;
}

// Unknown days and months are written 00: a single 0 is a digit that lost its neighbour.
bool is_lone_zero(const std::string& part) { return part == "0"; }

std::optional<std::string> from_digits(const Tokens& parts) {
  const auto digits = [&](std::size_t i) { return parts[i].size(); };
  if (std::any_of(parts.begin(), parts.end(), is_lone_zero)) return std::nullopt;
  if (parts.size() == 3 && digits(0) <= 2 && digits(1) <= 2 && digits(2) == 4)
    return checked(number(parts[0]), number(parts[1]), number(parts[2]));
  if (parts.size() == 3 && digits(0) == 4 && digits(1) <= 2 && digits(2) <= 2)
    return checked(number(parts[2]), number(parts[1]), number(parts[0]));
  if (parts.size() == 2 && digits(0) <= 2 && digits(1) == 4)
    return checked(0, number(parts[0]), number(parts[1]));
  if (parts.size() != 1) return std::nullopt;
  const std::string_view whole = parts[0];
  if (whole.size() == 8)
    return checked(number(whole.substr(0, 2)), number(whole.substr(2, 2)), number(whole.substr(4)));
  if (whole.size() == 4) return checked(0, 0, number(whole));
  return std::nullopt;
}

std::optional<int> digit_word(std::string_view word) {
  struct Entry {
    std::string_view word;
    int value;
  };
  static constexpr std::array<Entry, 13> words = {{{"khong", 0},
                                                   {"mot", 1},
                                                   {"hai", 2},
                                                   {"ba", 3},
                                                   {"bon", 4},
                                                   {"tu", 4},
                                                   {"nam", 5},
                                                   {"lam", 5},
                                                   {"nham", 5},
                                                   {"sau", 6},
                                                   {"bay", 7},
                                                   {"tam", 8},
                                                   {"chin", 9}}};
  const auto* found = std::find_if(words.begin(), words.end(),
                                   [&](const Entry& entry) { return entry.word == word; });
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

// A number in words, read from the left by its grammar: [d nghìn] [d trăm] [tens] [unit].
class NumberWords {
 public:
  NumberWords(const Tokens& tokens, std::size_t begin, std::size_t end)
      : tokens_(tokens), at_(begin), end_(end) {}

  // All words must be part of it: "hai nghìn không trăm hai mươi lăm" -> 2025.
  std::optional<int> all() {
    if (at_ == end_) return std::nullopt;
    int value = 0;
    bool higher = false;  // a thousand or hundred stands before
    for (const auto& [name, scale] : {std::pair{"nghin", 1000}, {"ngan", 1000}, {"tram", 100}})
      if (const auto digit = digit_before(name)) {
        value += *digit * scale;
        higher = true;
      }
    const auto rest = below_hundred(higher);
    if (!rest || at_ != end_) return std::nullopt;
    const int sum = value + *rest;
    return sum > 0 ? std::optional(sum) : std::nullopt;  // unknown is written 00
  }

 private:
  bool is(std::size_t at, std::string_view word) const { return at < end_ && tokens_[at] == word; }
  std::optional<int> digit(std::size_t at) const {
    return at < end_ ? digit_word(tokens_[at]) : std::nullopt;
  }
  std::optional<int> digit_before(std::string_view scale) {
    const auto found = is(at_ + 1, scale) ? digit(at_) : std::nullopt;
    if (found) at_ += 2;
    return found;
  }
  // "hai nghìn năm" can be 2005 and 2500: behind a scale a unit needs its "linh" or "lẻ".
  std::optional<int> below_hundred(bool higher) {
    if (at_ == end_) return higher ? std::optional(0) : std::nullopt;
    if (higher && (is(at_, "linh") || is(at_, "le"))) return unit(at_ + 1, 1);
    if (is(at_, "muoi")) return plus_unit(10, at_ + 1);
    if (const auto tens = digit(at_); tens && *tens >= 2 && is(at_ + 1, "muoi"))
      return plus_unit(*tens * 10, at_ + 2);
    return higher ? std::nullopt : unit(at_, 0);
  }
  std::optional<int> unit(std::size_t at, int least) {
    const auto found = digit(at);
    if (!found || *found < least) return std::nullopt;
    at_ = at + 1;
    return found;
  }
  std::optional<int> plus_unit(int tens, std::size_t at) {
    at_ = at;
    if (at_ == end_) return tens;
    const auto last = unit(at_, 1);
    return last ? std::optional(tens + *last) : std::nullopt;
  }

  const Tokens& tokens_;
  std::size_t at_, end_;
};

// Between `begin` and `end` of tokens, all of which must be understood. `digits`: how many there
// may be, if it is not in words.
std::optional<int> number_in_words(const Tokens& tokens, std::size_t begin, std::size_t end,
                                   std::size_t digits) {
  if (end - begin == 1 && is_number(tokens[begin])) {
    const std::string& number_text = tokens[begin];
    const bool fits = digits == 4 ? number_text.size() == 4 : number_text.size() <= digits;
    return fits && !is_lone_zero(number_text) ? std::optional(number(number_text)) : std::nullopt;
  }
  return NumberWords(tokens, begin, end).all();
}

std::optional<int> month_in_words(const Tokens& tokens, std::size_t begin, std::size_t end) {
  if (end - begin == 1 && tokens[begin] == "gieng") return 1;
  if (end - begin == 1 && tokens[begin] == "chap") return 12;
  return number_in_words(tokens, begin, end, 2);
}

// ngày D tháng M năm Y, each in digits or words. "năm" is also the number five, so the year begins
// at the first "năm" that leaves a month before it.
std::optional<std::string> from_named_parts(const Tokens& tokens) {
  const auto first_month = std::find(tokens.begin(), tokens.end(), "thang");
  if (first_month == tokens.end()) return std::nullopt;
  const auto month_at = static_cast<std::size_t>(first_month - tokens.begin());
  std::size_t year_at = month_at + 2;
  while (year_at < tokens.size() && tokens[year_at] != "nam") ++year_at;
  if (year_at >= tokens.size()) return std::nullopt;
  const auto month = month_in_words(tokens, month_at + 1, year_at);
  const auto year = number_in_words(tokens, year_at + 1, tokens.size(), 4);
  if (!month || !year || *month == 0) return std::nullopt;
  std::size_t day_at = 0;
  while (day_at < month_at &&
         (tokens[day_at] == "ngay" || tokens[day_at] == "mong" || tokens[day_at] == "mung"))
    ++day_at;
  if (day_at == 0) return month_at == 0 ? checked(0, *month, *year) : std::nullopt;
  const auto day = number_in_words(tokens, day_at, month_at, 2);
  return day ? checked(*day, *month, *year) : std::nullopt;
}

}  // namespace

std::optional<std::string> iso_date(std::string_view text) {
  if (text.size() > 300) return std::nullopt;
  const std::string plain = folded(text);
  const Tokens tokens = tokens_of(plain);
  if (tokens.empty() || tokens.size() > 24) return std::nullopt;
  if (plain.find_first_not_of("0123456789 /-.") == std::string::npos)
    return is_numeric_form(plain) ? from_digits(tokens) : std::nullopt;
  // A stray mark stands for something that was not read: "ngày 2| tháng 12" may be the 21st, and so
  // may "ngày 2/ tháng 12".
  if (plain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 ,.-:") != std::string::npos)
    return std::nullopt;
  return from_named_parts(tokens);
}

bool is_short_date(std::string_view digits) noexcept {
  if (digits.size() != 6 || !is_number(digits)) return false;
  return std::chrono::year_month_day(
             std::chrono::year(2000 + number(digits.substr(0, 2))),
             std::chrono::month(static_cast<unsigned>(number(digits.substr(2, 2)))),
             std::chrono::day(static_cast<unsigned>(number(digits.substr(4)))))
      .ok();
}

}  // namespace sohoa::forms
