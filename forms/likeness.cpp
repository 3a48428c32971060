#include "forms/likeness.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

namespace sohoa::forms {
namespace {

// Symbols of a key: a-z, 0-9, these seven letters, five tones.
constexpr char first_letter = '\x01', first_tone = '\x10';
constexpr std::u32string_view marked_letters = U"ăâđêôơư";
constexpr std::string_view their_plain = "aadeoou";
constexpr std::size_t longest = 200;  // symbols; what is beyond does not count

constexpr std::array<std::u32string_view, 6> vowels_by_tone = {U"aăâeêioôơuưy", U"àằầèềìòồờùừỳ",
                                                               U"áắấéếíóốớúứý", U"ảẳẩẻểỉỏổởủửỷ",
                                                               U"ãẵẫẽễĩõỗỡũữỹ", U"ạặậẹệịọộợụựỵ"};
constexpr std::array<std::u32string_view, 6> capitals_by_tone = {U"AĂÂEÊIOÔƠUƯY", U"ÀẰẦÈỀÌÒỒỜÙỪỲ",
                                                                 U"ÁẮẤÉẾÍÓỐỚÚỨÝ", U"ẢẲẨẺỂỈỎỔỞỦỬỶ",
                                                                 U"ÃẴẪẼỄĨÕỖỠŨỮỸ", U"ẠẶẬẸỆỊỌỘỢỤỰỴ"};

struct Letter {
  char symbol = 0;  // 0: neither letter nor digit
  char tone = 0;    // 0: level
  bool vowel = false;
};

char symbol_of(char32_t c) {
  const std::size_t at = marked_letters.find(c);
  return at == std::u32string_view::npos ? static_cast<char>(c)
                                         : static_cast<char>(first_letter + at);
}

constexpr std::size_t table_size = 0x1F00;  // all Vietnamese letters are below

std::array<Letter, table_size> make_table() {
  std::array<Letter, table_size> table{};
  for (char32_t c = '0'; c <= '9'; ++c) table[c].symbol = static_cast<char>(c);
  for (char32_t c = 'a'; c <= 'z'; ++c) {
    table[c].symbol = static_cast<char>(c);
    table[c - 'a' + 'A'].symbol = static_cast<char>(c);
  }
  table[U'đ'].symbol = table[U'Đ'].symbol = table[U'ð'].symbol = symbol_of(U'đ');
  for (std::size_t tone = 0; tone < 6; ++tone)
    for (std::size_t i = 0; i < 12; ++i) {
      const Letter letter{symbol_of(vowels_by_tone[0][i]),
                          tone == 0 ? '\0' : static_cast<char>(first_tone + tone), true};
      table[vowels_by_tone[tone][i]] = letter;
      table[capitals_by_tone[tone][i]] = letter;
    }
  return table;
}

Letter letter_of(char32_t c) {
  static const std::array<Letter, table_size> table = make_table();
  if (c < table_size) return table[c];
  return {};
}

bool is_tone(char symbol) { return symbol > first_tone && symbol <= first_tone + 5; }
bool is_digit(char symbol) { return symbol >= '0' && symbol <= '9'; }

char plain_of(char symbol) {
  if (symbol >= first_letter && symbol < first_letter + static_cast<char>(their_plain.size()))
    return their_plain[static_cast<std::size_t>(symbol - first_letter)];
  return symbol;
}

// Takes one off the front; of what is not UTF-8 some number that is no letter.
char32_t next_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t c = first;
  if (length == 2) c = first & 0x1FU;
  if (length > 2) c = first & 0x0FU;
  const std::size_t taken = std::min(length, text.size());
  for (std::size_t i = 1; i < taken; ++i) c = c << 6U | (byte(i) & 0x3FU);
  text.remove_prefix(taken);
  return length == 4 ? U'\uFFFD' : c;
}

constexpr int never = 1000;

int change(char a, char b) {
  if (a == b) return 0;
  if (is_tone(a) != is_tone(b) || is_digit(a) || is_digit(b)) return never;
  if (is_tone(a) || plain_of(a) == plain_of(b)) return 1;
  return 2;
}

int loss(char symbol) { return is_digit(symbol) ? never : is_tone(symbol) ? 1 : 2; }

}  // namespace

Spelling::Spelling(std::string_view text) {
  key_.reserve(text.size());
  plain_.reserve(text.size());
  // The tone stands before its run of vowels: a letter behind them that was misread as one of them
  // does not move it. More than one in a run is a misreading, and no spelling of a syllable.
  std::string tones;
  std::size_t run = 0;  // where it begins
  bool in_run = false;
  const auto end_vowels = [&] {
    key_.insert(run, tones);
    tones.clear();
    in_run = false;
  };
  bool after_digit = false;
  while (!text.empty()) {
    const Letter letter = letter_of(next_code_point(text));
    if (!letter.vowel && in_run) end_vowels();
    // "05" is "5".
    if (letter.symbol == '0' && !after_digit && !text.empty() && is_digit(text.front())) continue;
    after_digit = is_digit(letter.symbol);
    if (letter.symbol == 0) continue;
    if (key_.size() >= longest) break;
    if (letter.vowel && !in_run) run = key_.size();
    in_run = letter.vowel;
    key_.push_back(letter.symbol);
    plain_.push_back(plain_of(letter.symbol));
    if (letter.tone != 0 && tones.size() < 2) tones.push_back(letter.tone);
  }
  if (in_run) end_vowels();
}

std::string Spelling::letters() const {
  std::string result = key_;
  std::erase_if(result, is_tone);
  return result;
}

int Spelling::tone() const {
  int tone = 0;
  for (const char symbol : key_) {
    if (!is_tone(symbol)) continue;
    if (tone != 0) return -1;
    tone = symbol - first_tone;
  }
  return tone;
}

Spelling joined(const Spelling& first, const Spelling& second) {
  Spelling both = first;
  const std::size_t room = longest - std::min(longest, both.key_.size());
  both.key_.append(second.key_, 0, room);
  both.plain_.append(second.plain_, 0, room);
  return both;
}

int Spelling::distance(const Spelling& other, int limit) const {
  const std::string &a = key_, &b = other.key_;
  // Each symbol of a difference in plain length costs a whole letter.
  const auto letters_apart =
      static_cast<int>(plain_.size()) - static_cast<int>(other.plain_.size());
  if (2 * std::abs(letters_apart) > limit) return limit + 1;
  std::array<int, longest + 4> row{};
  for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = row[j] + loss(b[j]);
  for (const char symbol : a) {
    int corner = row[0];
    row[0] += loss(symbol);
    int least = row[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int above = row[j + 1];
      row[j + 1] =
          std::min({corner + change(symbol, b[j]), above + loss(symbol), row[j] + loss(b[j])});
      corner = above;
      least = std::min(least, row[j + 1]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(row[b.size()], limit + 1);
}

bool is_unmarked(std::string_view nfc_text) noexcept {
  return std::all_of(nfc_text.begin(), nfc_text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace sohoa::forms
