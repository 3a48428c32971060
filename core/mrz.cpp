#include "core/mrz.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace sohoa {
namespace {

using std::string_view;

constexpr string_view digits = "0123456789";
constexpr string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr string_view name_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
constexpr string_view zone_characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

// "IDVNM" and the fillers are always there; '0' stands for a digit, 'S' for the sex.
constexpr std::array<string_view, 2> form = {"IDVNM0000000000000000000000<<0",
                                             "0000000S0000000VNM<<<<<<<<<<<0"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool are_digits(string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int value_of(char c) {
  if (is_digit(c)) return c - '0';
  if (is_letter(c)) return c - 'A' + 10;
  return c == '<' ? 0 : -1;
}

bool checked(string_view field, char digit) {
  return is_digit(digit) && mrz_check_digit(field) == digit - '0';
}

int number_of(string_view two) { return (two[0] - '0') * 10 + two[1] - '0'; }

bool is_day(string_view yymmdd) {
  constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (!are_digits(yymmdd)) return false;
  const int month = number_of(yymmdd.substr(2)), day = number_of(yymmdd.substr(4));
  if (month < 1 || month > 12 || day < 1) return false;
  const bool short_february = month == 2 && number_of(yymmdd) % 4 != 0;
  return day <= days[static_cast<std::size_t>(month - 1)] - (short_february ? 1 : 0);
}

std::string iso(int century, string_view yymmdd) {
  return fmt::format("{:04}-{}-{}", century + number_of(yymmdd), yymmdd.substr(2, 2),
                     yymmdd.substr(4, 2));
}

// SURNAME<NAMES<<GIVEN<NAMES and fillers.
bool is_name(string_view line) {
  if (line.find_first_not_of(name_letters) != string_view::npos || !is_letter(line[0]))
    return false;
  const std::size_t end = std::min(line.find_last_of(letters) + 1, line.size());
  const string_view name = line.substr(0, end);
  const std::size_t two = name.find("<<");
  return name.find("<<<") == string_view::npos &&
         (two == string_view::npos || name.find("<<", two + 2) == string_view::npos);
}

bool are_lines(const MrzLines& lines) {
  return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.size() == mrz_width && line.find_first_not_of(zone_characters) == std::string::npos;
  });
}

// A number longer than nine characters goes on in the optional data, its check digit behind it.
std::optional<std::string> document_number(string_view first) {
  const string_view nine = first.substr(5, 9);
  if (checked(nine, first[14])) return std::string(nine.substr(0, nine.find_last_not_of('<') + 1));
  if (first[14] != '<') return std::nullopt;
  const string_view rest = first.substr(15);
  const std::size_t end = std::min(rest.find('<'), rest.size());
  if (end < 2) return std::nullopt;
  std::string whole = std::string(nine) + std::string(rest.substr(0, end - 1));
  if (!checked(whole, rest[end - 1])) return std::nullopt;
  return whole;
}

// The composite check digit is of the number, both dates and all optional data.
bool composite_holds(string_view first, string_view second) {
  return checked(fmt::format("{}{}{}{}", first.substr(5), second.substr(0, 7), second.substr(8, 7),
                             second.substr(18, 11)),
                 second[29]);
}

int century_of_birth(char century_and_sex) { return 1900 + (century_and_sex - '0') / 2 * 100; }

// What is printed on every card, and digits where they stand.
bool has_form(const MrzLines& lines) {
  for (std::size_t line = 0; line < form.size(); ++line)
    for (std::size_t column = 0; column < mrz_width; ++column)
      if (mrz_characters(line, column).find(lines[line][column]) == string_view::npos) return false;
  return true;
}

// ICAO gives the optional data of TD1 no check digit; Vietnam prints one, and it is seen over the
// twelve digits alone and over all that stands before it from the number on.
bool optional_data_checked(string_view first) {
  return checked(first.substr(15, 12), first[29]) || checked(first.substr(5, 24), first[29]);
}

// The number and what of it stands elsewhere.
bool agrees(const MrzLines& lines) {
  const string_view number = string_view(lines[0]).substr(15, 12);
  const char sex = (number[3] - '0') % 2 == 0 ? 'M' : 'F';
  return lines[0].compare(5, 9, number.substr(3)) == 0 && number.substr(0, 3) != "000" &&
         optional_data_checked(lines[0]) && lines[1][7] == sex &&
         lines[1].compare(0, 2, number.substr(4, 2)) == 0;
}

char digit_like(char c) {
  switch (c) {
    case 'O':
    case 'Q':
    case 'D':
      return '0';
    case 'I':
    case 'L':
      return '1';
    case 'Z':
      return '2';
    case 'S':
      return '5';
    case 'G':
      return '6';
    case 'B':
      return '8';
    default:
      return c;
  }
}

// Whether a second place in the zone says what was put into this one. Of the number the last nine
// digits stand twice. A card expires on a birthday, so day and month stand twice as well. A check
// digit of what does not stand twice may be the right one of two wrong characters.
bool is_said_twice(const MrzLines& mended, std::size_t line, std::size_t column) {
  if (line == 0) return column < 14 || (column >= 18 && column < 29);
  if (column == 7 || (column >= 15 && column < 29)) return true;
  if (column >= 7 && (column < 10 || column >= 14)) return false;
  return mended[1].compare(2, 4, mended[1], 10, 4) == 0;
}

// Whether a digit of the number that was put right may be the wrong one of two: the other place
// misread, and so the check digit. `was`: what stood in this column.
bool has_rival(MrzLines mended, std::size_t column, char was) {
  std::string& first = mended[0];
  const bool short_number = column >= 5 && column < 14, long_number = column >= 18 && column < 27;
  if (!is_digit(was) || !(short_number || long_number)) return false;
  const std::size_t other = short_number ? column + 13 : column - 13;
  first[column] = first[other] = was;
  first[14] = static_cast<char>('0' + mrz_check_digit(string_view(first).substr(5, 9)));
  return is_vietnamese_mrz(mended);
}

// Of the zones that differ in one character the valid one, if there is only one.
std::optional<MrzLines> the_only_one_near(MrzLines lines) {
  std::optional<MrzLines> only;
  for (std::size_t line = 0; line < form.size(); ++line)
    for (std::size_t column = 0; column < mrz_width; ++column) {
      const char was = lines[line][column];
      for (const char c : mrz_characters(line, column)) {
        lines[line][column] = c;
        if (c == was || !is_vietnamese_mrz(lines)) continue;
        if (only || (line == 0 && has_rival(lines, column, was))) return std::nullopt;
        only = lines;
      }
      lines[line][column] = was;
    }
  return only;
}

}  // namespace

std::string MrzCard::name() const {
  return surname + (surname.empty() || given_names.empty() ? "" : " ") + given_names;
}

int mrz_check_digit(string_view field) noexcept {
  constexpr std::array<int, 3> weights = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const int value = value_of(field[i]);
    if (value < 0) return -1;
    sum = (sum + value * weights[i % 3]) % 10;
  }
  return sum;
}

string_view mrz_characters(std::size_t line, std::size_t column) noexcept {
  if (line >= form.size() || column >= mrz_width) return column == 0 ? letters : name_letters;
  const string_view printed = form[line].substr(column, 1);
  if (printed == "0") return digits;
  return printed == "S" ? string_view("MF") : printed;
}

bool is_mrz(const MrzLines& lines) noexcept {
  if (!are_lines(lines) || !is_name(lines[2])) return false;
  const string_view first = lines[0], second = lines[1];
  return string_view("ACI").find(first[0]) != string_view::npos && document_number(first) &&
         is_day(second.substr(0, 6)) && checked(second.substr(0, 6), second[6]) &&
         string_view("MF<").find(second[7]) != string_view::npos && is_day(second.substr(8, 6)) &&
         checked(second.substr(8, 6), second[14]) && composite_holds(first, second);
}

bool is_vietnamese_mrz(const MrzLines& lines) noexcept {
  return are_lines(lines) && has_form(lines) && agrees(lines) && is_mrz(lines);
}

std::optional<MrzLines> mended_mrz(const MrzLines& read) {
  if (!are_lines(read)) return std::nullopt;
  MrzLines lines = read;
  for (std::size_t line = 0; line < form.size(); ++line)
    for (std::size_t column = 0; column < mrz_width; ++column)
      if (form[line][column] == '0') lines[line][column] = digit_like(lines[line][column]);
  if (!is_vietnamese_mrz(lines)) {
    const auto only = the_only_one_near(lines);
    if (!only) return std::nullopt;
    lines = *only;
  }
  for (std::size_t line = 0; line < form.size(); ++line)
    for (std::size_t column = 0; column < mrz_width; ++column)
      if (lines[line][column] != read[line][column] && !is_said_twice(lines, line, column))
        return std::nullopt;
  return lines;
}

std::optional<MrzCard> parse_mrz(const MrzLines& lines) {
  if (!is_mrz(lines)) return std::nullopt;
  const string_view first = lines[0], second = lines[1], third = lines[2];
  const auto text = [](string_view field) {
    std::string out(field.substr(0, field.find_last_not_of('<') + 1));
    std::ranges::replace(out, '<', ' ');
    return out;
  };
  MrzCard card;
  card.type = text(first.substr(0, 2));
  card.issuer = text(first.substr(2, 3));
  card.number = *document_number(first);
  card.nationality = text(second.substr(15, 3));
  if (second[7] != '<') card.sex = second[7];
  const string_view birth = second.substr(0, 6), expiry = second.substr(8, 6);
  const bool vietnamese = is_vietnamese_mrz(lines);
  if (vietnamese) card.number = first.substr(15, 12);
  if (expiry != "991231") card.expiry_date = iso(2000, expiry);
  card.birth_date = iso(vietnamese       ? century_of_birth(card.number[3])
                        : birth < expiry ? 2000
                                         : 1900,
                        birth);
  const std::size_t two = third.find("<<");
  card.surname = text(third.substr(0, two));
  if (two != string_view::npos) card.given_names = text(third.substr(two + 2));
  return card;
}

std::optional<MrzLines> mrz_lines(string_view text) {
  constexpr std::size_t step = mrz_width + 1;
  if (text.size() != 3 * step - 1 || text[mrz_width] != '\n' || text[step + mrz_width] != '\n')
    return std::nullopt;
  return MrzLines{std::string(text.substr(0, mrz_width)), std::string(text.substr(step, mrz_width)),
                  std::string(text.substr(2 * step, mrz_width))};
}

std::string mrz_text(const MrzLines& lines) { return lines[0] + '\n' + lines[1] + '\n' + lines[2]; }

}  // namespace sohoa
