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

// Only digits, white space and / - . between them.
bool is_numeric_form(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || c == ' ' || c == '/' || c == '-' || c == '.';
  });
}

std::optional<std::string> from_digits(const Tokens& parts) {
  const auto digits = [&](std::size_t i) { return parts[i].size(); };
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
  static constexpr std::array<Entry, 15> words = {{{"khong", 0},
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
                                                   {"chin", 9},
                                                   {"gieng", 1},
                                                   {"chap", 12}}};
  const auto* found = std::find_if(words.begin(), words.end(),
                                   [&](const Entry& entry) { return entry.word == word; });
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

// "hai nghin khong tram hai muoi lam" -> 2025. Words between `begin` and `end` of tokens, all of
// which must be understood.
std::optional<int> number_in_words(const Tokens& tokens, std::size_t begin, std::size_t end) {
  int total = 0, pending = -1;
  const auto scaled = [&](int scale, int when_alone) {
    total += (pending < 0 ? when_alone : pending) * scale;
    pending = -1;
  };
  if (begin == end) return std::nullopt;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string& word = tokens[i];
    if (is_number(word)) {
      if (word.size() > 4 || end - begin != 1) return std::nullopt;
      return number(word);
    }
    if (word == "nghin" || word == "ngan") {
      scaled(1000, 0);
    } else if (word == "tram") {
      scaled(100, 0);
    } else if (word == "muoi") {
      scaled(10, 1);
    } else if (word == "linh" || word == "le") {
      if (pending >= 0) return std::nullopt;
    } else if (const auto digit = digit_word(word); digit && pending < 0) {
      pending = *digit;
    } else {
      return std::nullopt;
    }
  }
  return total + std::max(pending, 0);
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
  const auto month = number_in_words(tokens, month_at + 1, year_at);
  const auto year = number_in_words(tokens, year_at + 1, tokens.size());
  if (!month || !year || *month == 0) return std::nullopt;
  std::size_t day_at = 0;
  while (day_at < month_at &&
         (tokens[day_at] == "ngay" || tokens[day_at] == "mong" || tokens[day_at] == "mung"))
    ++day_at;
  if (day_at == 0) return month_at == 0 ? checked(0, *month, *year) : std::nullopt;
  const auto day = number_in_words(tokens, day_at, month_at);
  return day ? checked(*day, *month, *year) : std::nullopt;
}

}  // namespace

std::optional<std::string> iso_date(std::string_view text) {
  if (text.size() > 300) return std::nullopt;
  const std::string plain = folded(text);
  const Tokens tokens = tokens_of(plain);
  // A stray mark stands for something that was not read: "ngày 2| tháng 12" may be the 21st.
  if (plain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 ,./-():;") != std::string::npos)
    return std::nullopt;
  if (tokens.empty() || tokens.size() > 24) return std::nullopt;
  if (is_numeric_form(plain)) return from_digits(tokens);
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
