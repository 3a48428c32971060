#include "forms/line.h"

#include <algorithm>
#include <stdexcept>

#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

constexpr char32_t folding_end = 0x2000;  // letters of all Latin blocks lie below

struct LetterForm {
  char32_t base;  // without marks, lower case; the code point itself if there is no single one
  bool capital;
};

// From a table, since every letter of every page is looked up.
LetterForm letter_form(char32_t c) {
  static const std::vector<LetterForm> table = [] {
    std::vector<LetterForm> made(folding_end);
    for (char32_t i = 0; i < folding_end; ++i) {
      const std::string one = to_utf8(std::u32string(1, i));
      const std::u32string plain = to_utf32(folded(one));
      made[i] = {plain.size() == 1 && plain[0] < 0x10000 ? plain[0] : i, lower(one) != nfc(one)};
    }
    return made;
  }();
  return c < folding_end ? table[c] : LetterForm{c, false};
}

void append_utf16(std::u16string& out, char32_t c) {
  if (c < 0x10000) {
    out.push_back(static_cast<char16_t>(c));
    return;
  }
  out.push_back(static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U)));
  out.push_back(static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU)));
}

bool is_letter_or_digit(char16_t folded) {
  return (folded >= u'a' && folded <= u'z') || (folded >= u'0' && folded <= u'9');
}

// Whether the letter at `at` looks like the beginning of something else than the one before it.
bool changes_kind(const std::u16string& text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  const bool digit = text[at] >= u'0' && text[at] <= u'9';
  const bool digit_before = text[at - 1] >= u'0' && text[at - 1] <= u'9';
  if (digit != digit_before) return true;
  return letter_form(text[at]).capital && !letter_form(text[at - 1]).capital;
}

}  // namespace

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  for (const char32_t c : to_utf32(text)) append_utf16(out, c);
  return out;
}

std::string from_utf16(std::u16string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < text.size())
      out.push_back(0x10000 + ((c - 0xD800) << 10U) + (char32_t{text[++i]} - 0xDC00));
    else
      out.push_back(c);
  }
  return to_utf8(out);
}

Line::Line(const std::vector<PlacedWord>& words) {
  for (const PlacedWord& placed : words) {
    if (!text_.empty()) {
      text_.push_back(u' ');
      plain_.push_back(u' ');
    }
    starts_.push_back(text_.size());
    words_.push_back(placed);
    upright_ = united(upright_, placed.word->upright);
    for (const char32_t c : to_utf32(nfc(placed.word->text))) {
      append_utf16(text_, c);
      append_utf16(plain_, letter_form(c).base);
    }
  }
}

void Line::append(const Line& next) {
  const std::size_t shift = text_.empty() ? 0 : text_.size() + 1;
  if (shift > 0 && !next.empty()) {
    text_.push_back(u' ');
    plain_.push_back(u' ');
  }
  for (const std::size_t start : next.starts_) starts_.push_back(start + shift);
  text_ += next.text_;
  plain_ += next.plain_;
  words_.insert(words_.end(), next.words_.begin(), next.words_.end());
  upright_ = united(upright_, next.upright_);
}

double Line::upper_share() const noexcept {
  std::size_t letters = 0, capitals = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (plain_[i] < u'a' || plain_[i] > u'z') continue;
    ++letters;
    if (letter_form(text_[i]).capital) ++capitals;
  }
  return letters == 0 ? 0 : static_cast<double>(capitals) / static_cast<double>(letters);
}

std::string Line::utf8(Span span) const {
  const auto is_space = [&](std::size_t i) { return text_[i] == u' '; };
  while (!span.empty() && is_space(span.begin)) ++span.begin;
  while (!span.empty() && is_space(span.end - 1)) --span.end;
  if (span.empty()) return {};
  return from_utf16(std::u16string_view(text_).substr(span.begin, span.end - span.begin));
}

std::vector<PlacedWord> Line::words_in(Span span) const {
  std::vector<PlacedWord> found;
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    const std::size_t end = i + 1 < starts_.size() ? starts_[i + 1] - 1 : text_.size();
    if (starts_[i] < span.end && end > span.begin) found.push_back(words_[i]);
  }
  return found;
}

Phrase::Phrase(std::string_view text) : text_(text) {
  for (const char32_t c : to_utf32(nfc(text))) {
    const char32_t base = letter_form(c).base;
    if (base < 0x80 && is_letter_or_digit(static_cast<char16_t>(base)))
      letters_.push_back(static_cast<char16_t>(base));
  }
  if (letters_.empty() || letters_.size() > 120)
    throw std::invalid_argument("a phrase has 1 to 120 letters or digits, not " +
                                std::to_string(letters_.size()));
}

// Edit distance of the phrase to a beginning of the text, row by row over the phrase, in a band as
// wide as the errors allowed; a row beyond them ends it, which is after a few letters nearly
// always.
std::optional<Phrase::Hit> Phrase::at(const Line& line, std::size_t start) const {
  const std::size_t size = letters_.size(), errors = size / 7;
  std::u16string letters;
  std::vector<std::size_t> ends;  // in the text, behind each letter
  for (std::size_t i = start; i < line.plain().size() && letters.size() < size + errors; ++i) {
    if (line.plain()[i] == u':' && !letters.empty()) break;  // what is behind it is the value
    if (!is_letter_or_digit(line.plain()[i])) continue;
    letters.push_back(line.plain()[i]);
    ends.push_back(i + 1);
  }
  if (letters.size() + errors < size) return std::nullopt;
  std::vector<std::size_t> row(letters.size() + 1), above(letters.size() + 1);
  for (std::size_t j = 0; j < above.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= size; ++i) {
    const std::size_t from = i > errors ? i - errors : 1;
    const std::size_t to = std::min(letters.size(), i + errors);
    std::fill(row.begin(), row.end(), size + errors + 1);
    if (i <= errors) row[0] = i;
    std::size_t best = row[0];
    for (std::size_t j = from; j <= to; ++j) {
      row[j] = std::min({above[j - 1] + (letters_[i - 1] == letters[j - 1] ? 0U : 1U),
                         row[j - 1] + 1, above[j] + 1});
      best = std::min(best, row[j]);
    }
    if (best > errors) return std::nullopt;
    std::swap(row, above);
  }
  // Of equal distances the end that is also the end of a word, else the shortest.
  const auto ends_word = [&](std::size_t j) {
    return ends[j - 1] == line.plain().size() || !is_letter_or_digit(line.plain()[ends[j - 1]]);
  };
  std::size_t end = 0;
  for (std::size_t j = 1; j <= letters.size(); ++j) {
    if (above[j] > errors) continue;
    if (end == 0 || above[j] < above[end] ||
        (above[j] == above[end] && ends_word(j) && !ends_word(end)))
      end = j;
  }
  if (end == 0) return std::nullopt;
  // Whole words only: "so" is not the beginning of "song", "tên cha" not that of "tên CHÂU". Where
  // a space was lost ("tênNguyễn", "CCCD079") the case or kind of the letter changes.
  if (!ends_word(end) && !changes_kind(line.text(), ends[end - 1])) return std::nullopt;
  return Hit{{start, ends[end - 1]},
             1.0 - static_cast<double>(above[end]) / static_cast<double>(size)};
}

std::optional<Phrase::Hit> Phrase::find(const Line& line, std::size_t from) const {
  std::optional<Hit> best;
  for (const std::size_t start : line.starts()) {
    if (start < from) continue;
    const auto hit = at(line, start);
    if (hit && (!best || hit->score > best->score)) best = hit;
  }
  return best;
}

bool begins_with(const Line& line, const Phrases& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return phrase.at(line, 0).has_value(); });
}

}  // namespace sohoa::forms
