#include "core/vietnamese.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace sohoa {
namespace {

using icu::Normalizer2;
using icu::UnicodeString;

// ICU's shared instances; they live as long as the program.
const Normalizer2& composing() {
  static const Normalizer2& instance = [&]() -> const Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const Normalizer2* found = Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status) != 0) throw std::runtime_error(u_errorName(status));
    return *found;
  }();
  return instance;
}

const Normalizer2& decomposing() {
  static const Normalizer2& instance = [&]() -> const Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const Normalizer2* found = Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status) != 0) throw std::runtime_error(u_errorName(status));
    return *found;
  }();
  return instance;
}

UnicodeString normalized(const Normalizer2& form, const UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  UnicodeString result = form.normalize(text, status);
  if (U_FAILURE(status) != 0) throw std::runtime_error(u_errorName(status));
  return result;
}

// ICU counts in int32_t; the factor leaves room for decompositions.
UnicodeString from_utf8(std::string_view text) {
  if (text.size() > std::numeric_limits<std::int32_t>::max() / 8)
    throw std::length_error("text of more than 256 MB");
  return UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string utf8(const UnicodeString& text) {
  std::string result;
  return text.toUTF8String(result);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Joiners, spaces without width and marks of direction: they come with text copied from web pages.
bool is_zero_width(char16_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

// Marks that make another letter (breve, circumflex) and marks that carry a tone (grave, acute,
// tilde, hook). Both are of combining class 230, so canonical ordering keeps them as typed; horn
// and dot below are of other classes and come right by themselves.
bool is_letter_mark(char16_t c) { return c == 0x0302 || c == 0x0306; }
bool is_tone_mark(char16_t c) { return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309; }

// The letter's own mark before the tone, which is what precomposed Vietnamese letters decompose to.
void order_marks(std::u16string& decomposed) {
  const auto is_ours = [](char16_t c) { return is_letter_mark(c) || is_tone_mark(c); };
  for (auto from = decomposed.begin(); from != decomposed.end();) {
    from = std::find_if(from, decomposed.end(), is_ours);
    const auto to = std::find_if_not(from, decomposed.end(), is_ours);
    std::stable_partition(from, to, is_letter_mark);
    from = to;
  }
}

// đ has no decomposition, so what else is written for it does not compose: d and a combining
// stroke, the letters of Iceland and of Africa that look the same as capitals. Small eth never
// begins a word of Icelandic, and đ never stands within one of Vietnamese: "Guðrún" keeps hers.
void write_d_with_stroke(std::u16string& decomposed) {
  std::size_t kept = 0;
  bool in_word = false;  // the letter before, marks left out
  for (std::size_t i = 0; i < decomposed.size(); ++i) {
    char16_t c = decomposed[i];
    const bool stroke = (c == 0x0335 || c == 0x0336) && kept > 0;
    if (stroke && (decomposed[kept - 1] == u'd' || decomposed[kept - 1] == u'D')) {
      decomposed[kept - 1] = decomposed[kept - 1] == u'd' ? 0x0111 : 0x0110;
      continue;
    }
    if (c == 0x00D0 || c == 0x0189) c = 0x0110;
    if (c == 0x00F0 && !in_word) c = 0x0111;
    if (u_getCombiningClass(c) == 0) in_word = u_isalpha(c) != 0;
    decomposed[kept++] = c;
  }
  decomposed.resize(kept);
}

UnicodeString repaired(const UnicodeString& text) {
  const UnicodeString decomposed = normalized(decomposing(), text);
  std::u16string units(decomposed.getBuffer(), static_cast<std::size_t>(decomposed.length()));
  order_marks(units);
  write_d_with_stroke(units);
  return normalized(composing(),
                    UnicodeString(units.data(), static_cast<std::int32_t>(units.size())));
}

UnicodeString canonical(std::string_view text) {
  const UnicodeString all = from_utf8(text);
  UnicodeString kept;
  for (std::int32_t i = 0; i < all.length(); ++i)
    if (!is_zero_width(all[i])) kept.append(all[i]);
  return repaired(kept);
}

UnicodeString lower_case(std::string_view text) {
  return repaired(canonical(text).toLower(icu::Locale::getRoot()));
}

constexpr std::array<std::u32string_view, 6> vowels_by_tone = {U"aăâeêioôơuưy", U"àằầèềìòồờùừỳ",
                                                               U"áắấéếíóốớúứý", U"ảẳẩẻểỉỏổởủửỷ",
                                                               U"ãẵẫẽễĩõỗỡũữỹ", U"ạặậẹệịọộợụựỵ"};

struct Vowel {
  char32_t letter = 0;   // without its tone; 0: not a vowel
  std::size_t tone = 0;  // 0: level
};

Vowel vowel(char32_t c) {
  for (std::size_t tone = 0; tone < vowels_by_tone.size(); ++tone) {
    const std::size_t at = vowels_by_tone[tone].find(c);
    if (at != std::u32string_view::npos) return {vowels_by_tone[0][at], tone};
  }
  return {};
}

char32_t with_tone(char32_t letter, std::size_t tone) {
  return vowels_by_tone[tone][vowels_by_tone[0].find(letter)];
}

// Whether a tone written on `first` belongs on `second`, which follows it. The rule gives one
// spelling to the old ("hòa", "thúy") and the new ("hoà", "thuý") style and to slips such as
// "lọai" and "đựơc"; no two Vietnamese syllables differ by it.
bool tone_belongs_later(char32_t before, char32_t first, char32_t second) {
  const auto is_one_of = [](std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
  };
  if (is_one_of(U"ăâêôơ", second)) return is_one_of(U"iouyư", first);
  if (first == U'o') return is_one_of(U"ae", second);
  if (first == U'u') return second == U'y' || (before == U'q' && is_one_of(U"aeio", second));
  return first == U'i' && before == U'g' && is_one_of(U"aeouư", second);
}

// Moves the tone of text[i] to the next letter if it belongs there.
bool push_tone(std::u32string& text, std::size_t i) {
  const Vowel first = vowel(text[i]), second = vowel(text[i + 1]);
  if (first.tone == 0 || second.letter == 0 || second.tone != 0) return false;
  // A mark left over behind the second letter would compete with the tone for its place.
  if (i + 2 < text.size() && u_getCombiningClass(static_cast<UChar32>(text[i + 2])) != 0)
    return false;
  if (!tone_belongs_later(i > 0 ? text[i - 1] : U' ', first.letter, second.letter)) return false;
  text[i] = first.letter;
  text[i + 1] = with_tone(second.letter, first.tone);
  return true;
}

// From the end, so that what stands right of a tone is settled when it moves; the rule lets none
// move more than four letters.
void place_tones(std::u32string& text) {
  for (std::size_t i = text.size(); i-- > 0;)
    for (std::size_t at = i; at + 1 < text.size() && push_tone(text, at); ++at) {
    }
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6U));
    byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12U));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | (c >> 18U));
    byte(0x80 | ((c >> 12U) & 0x3FU));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  }
}

}  // namespace

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return utf8(canonical(text));
}

std::string folded(std::string_view text) {
  const UnicodeString letters = normalized(decomposing(), lower_case(text));
  UnicodeString plain;
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 c = letters.char32At(i);
    if (u_getCombiningClass(c) != 0) continue;
    plain.append(c == 0x0111 || c == 0x00F0 ? UChar32{'d'} : c);
  }
  return utf8(normalized(composing(), plain));
}

std::string comparable(std::string_view text) {
  std::u32string letters = to_utf32(utf8(lower_case(text)));
  std::ranges::replace(letters, U'\u00f0', U'đ');  // as capitals they are one letter
  place_tones(letters);
  return to_utf8(letters);
}

std::string upper(std::string_view text) {
  return utf8(repaired(canonical(text).toUpper(icu::Locale::getRoot())));
}

std::string lower(std::string_view text) { return utf8(lower_case(text)); }

std::u32string to_utf32(std::string_view text) {
  const UnicodeString units = from_utf8(text);
  std::u32string result;
  result.reserve(static_cast<std::size_t>(units.length()));
  for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1))
    result.push_back(static_cast<char32_t>(units.char32At(i)));
  return result;
}

std::string to_utf8(std::u32string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char32_t c : text) append_utf8(result, c);
  return result;
}

}  // namespace sohoa
