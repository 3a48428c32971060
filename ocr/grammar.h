// What kind of thing a word is, by its letters, digits and signs alone.
#pragma once
#include <cstdint>
#include <string_view>

namespace sohoa::ocr {

enum class Kind : std::uint8_t {
  letters,  // one run of letters
  number,   // digits, grouped or not: an amount, a telephone or identity number, a share
  date,     // 02/9/2025, 9/2025: a day and month that there are
  code,     // 74/QĐ-UBND, 01/2023/TT-VPCP, Q-12: parts of digits or of letters
  address,  // an e-mail or web address
  signs,    // no letter and no digit
  other,    // none of these: digits among letters, signs within
};

// A word as it stands between spaces: the core without the quotes, brackets and stops around it.
struct Token {
  std::u32string_view before, core, after;
};
Token token(std::u32string_view word) noexcept;

// Of a token's core.
Kind kind_of(std::u32string_view core) noexcept;

enum class Case : std::uint8_t {
  lower,     // xã; also words without letters
  capital,   // Xã
  capitals,  // XÃ
  mixed,     // xÃ, XãH
};
Case case_of(std::u32string_view letters) noexcept;

bool is_letter(char32_t c) noexcept;  // Latin, with marks
bool is_digit(char32_t c) noexcept;   // 0 to 9
bool is_upper(char32_t c) noexcept;   // of Vietnamese letters

}  // namespace sohoa::ocr
