// The machine-readable zone of identity cards: three lines of thirty characters, format TD1 of ICAO
// Doc 9303 (parts 3 and 5), and what Vietnam prints in it. Pure functions; any text is safe.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sohoa {

using MrzLines = std::array<std::string, 3>;
inline constexpr std::size_t mrz_width = 30;

struct MrzCard {
  std::string type;         // "ID"
  std::string issuer;       // "VNM"
  std::string number;       // of a Vietnamese card all 12 digits
  std::string birth_date;   // ISO 8601
  std::string sex;          // "M", "F" or empty
  std::string expiry_date;  // ISO 8601; empty: the card does not expire (991231)
  std::string nationality;
  std::string surname, given_names;  // capitals without marks, words divided by spaces
  std::string name() const;          // as Vietnamese names are written: surname first
};

// The check digit of a field, by the weights 7, 3, 1; -1 if it has other characters than 0-9 A-Z <.
int mrz_check_digit(std::string_view field) noexcept;

// The characters that may stand in a column of a line (both from 0) of a Vietnamese card, where one
// is printed always only that.
std::string_view mrz_characters(std::size_t line, std::size_t column) noexcept;

// A TD1 zone of any country whose check digits all hold, the composite one too.
bool is_mrz(const MrzLines& lines) noexcept;

// One of a Vietnamese card: `IDVNM`, the last nine digits of the number, their check digit, all
// twelve digits, `<<` and a check digit of these or of the whole line from the number on; no
// optional data in the second line. What is said twice must agree: the number, and the sex and year
// of birth that it holds (Decree 137/2015).
bool is_vietnamese_mrz(const MrzLines& lines) noexcept;

// What a reader of characters made of a Vietnamese zone, mended: letters where only digits stand
// are the digits they look like (O is 0), and then at most one character may be wrong. Nothing
// unless exactly one way to mend it satisfies is_vietnamese_mrz(), and all that is mended is said
// elsewhere in the zone too, so that two errors do not pass for one: the province, the expiry year
// and their check digits and that of the number are never mended. Names have no check digit: they
// are as read.
std::optional<MrzLines> mended_mrz(const MrzLines& read);

// The content of a valid zone (is_mrz). The century of birth is that of a Vietnamese number, or
// else the last one in which the date lies before the card's expiry; cards expire in this century.
std::optional<MrzCard> parse_mrz(const MrzLines& lines);

// The three lines of a text divided by '\n'; nothing if there are not three of thirty characters.
std::optional<MrzLines> mrz_lines(std::string_view text);
std::string mrz_text(const MrzLines& lines);

}  // namespace sohoa
