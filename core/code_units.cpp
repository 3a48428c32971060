#include "core/code_units.h"

#include <algorithm>
#include <array>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "core/vietnamese.h"

namespace sohoa {
namespace {

using std::u32string_view;

constexpr char32_t unknown = 0xFFFD;

// What stands for nothing is U+FFFD in the tables as in the result.
constexpr u32string_view windows_1252 =  // 80 to 9F; above, it is Unicode
    U"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

// TCVN 5712:1993 VN3, A0 to FF. Fonts have the signs of Windows-1252 below.
constexpr u32string_view tcvn3 =
    U"\u00A0ĂÂÊÔƠƯĐăâêôơưđ\uFFFD"
    U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDàảãáạ\uFFFDằẳẵắ\uFFFD"
    U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDặầẩẫấậè\uFFFDẻẽ"
    U"éẹềểễếệìỉ\uFFFD\uFFFD\uFFFDĩíịò"
    U"\uFFFDỏõóọồổỗốộờởỡớợù"
    U"\uFFFDủũúụừửữứựỳỷỹýỵ\uFFFD";

// Windows-1258, C0 to FF; below it is Windows-1252 without Š Ž š ž, and then Latin-1.
constexpr u32string_view cp1258 =
    U"ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß"
    U"àáâăäåæçèéêë\u0301íîïđñ\u0323óôơö÷øùúûüư₫ÿ";

// RFC 1456, 80 to FF. Six capitals have places among the control characters.
constexpr u32string_view viscii =
    U"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    U"ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    U"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    U"àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";
static_assert(windows_1252.size() == 32 && tcvn3.size() == 96 && cp1258.size() == 64 &&
              viscii.size() == 128);

char32_t viscii_control(char32_t c) {
  switch (c) {
    case 0x02:
      return U'Ẳ';
    case 0x05:
      return U'Ẵ';
    case 0x06:
      return U'Ẫ';
    case 0x14:
      return U'Ỷ';
    case 0x19:
      return U'Ỹ';
    case 0x1E:
      return U'Ỵ';
    default:
      return c;
  }
}

// VNI-Windows. Letters of their own, small: their capitals lie 20 below, as in Latin-1.
struct Pair {
  char32_t code, meaning;
};
constexpr std::array<Pair, 8> vni_letters{{{0xEC, U'ì'},
                                           {0xED, U'í'},
                                           {0xEE, U'ỵ'},
                                           {0xF1, U'đ'},
                                           {0xF2, U'ị'},
                                           {0xF3, U'ĩ'},
                                           {0xF4, U'ơ'},
                                           {0xF6, U'ư'}}};
constexpr char32_t vni_i_hook = 0xE6;

// Marks that follow a letter, in the code of small letters; after a capital either code is met.
struct Marks {
  char32_t code;
  u32string_view marks;  // quality, then tone
  u32string_view after;  // letters that take them, small
};
constexpr u32string_view any_vowel = U"aeiouyơư", round_vowel = U"aeo";
constexpr std::array<Marks, 17> vni_marks{{{0xE0, U"\u0302\u0300", round_vowel},
                                           {0xE1, U"\u0302\u0301", round_vowel},
                                           {0xE2, U"\u0302", round_vowel},
                                           {0xE3, U"\u0302\u0303", round_vowel},
                                           {0xE4, U"\u0302\u0323", round_vowel},
                                           {0xE5, U"\u0302\u0309", round_vowel},
                                           {0xE8, U"\u0306\u0300", U"a"},
                                           {0xE9, U"\u0306\u0301", U"a"},
                                           {0xEA, U"\u0306", U"a"},
                                           {0xEB, U"\u0306\u0323", U"a"},
                                           {0xFA, U"\u0306\u0309", U"a"},
                                           {0xFC, U"\u0306\u0303", U"a"},
                                           {0xEF, U"\u0323", any_vowel},
                                           {0xF5, U"\u0303", any_vowel},
                                           {0xF8, U"\u0300", any_vowel},
                                           {0xF9, U"\u0301", any_vowel},
                                           {0xFB, U"\u0309", any_vowel}}};

char32_t small(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0xE0)) return c + 0x20;
  return c == U'Ơ' ? U'ơ' : c == U'Ư' ? U'ư' : c;
}

char32_t capital(char32_t c) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))); }

// A letter of VNI-Windows that is one unit; 0: none.
char32_t vni_letter(char32_t c) {
  const char32_t code = small(c);
  char32_t letter = code == vni_i_hook ? U'ỉ' : 0;
  for (const Pair& each : vni_letters)
    if (each.code == code) letter = each.meaning;
  return letter == 0 || code == c ? letter : capital(letter);
}

u32string_view vni_marks_after(char32_t letter, char32_t c) {
  for (const Marks& each : vni_marks)
    if (each.code == small(c) && each.after.find(small(letter)) != u32string_view::npos)
      return each.marks;
  return {};
}

char32_t sign(char32_t c) { return c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c; }

std::u32string from_vni(u32string_view units) {
  std::u32string text;
  char32_t before = 0;  // the letter that marks would follow; 0: none
  for (const char32_t c : units) {
    const bool of_latin = c >= 0xC0 && c < 0x100;
    if (const auto marks = of_latin ? vni_marks_after(before, c) : u32string_view();
        !marks.empty()) {
      text += marks;
      before = 0;
    } else if (const char32_t letter = of_latin ? vni_letter(c) : 0; letter != 0) {
      text.push_back(before = letter);
    } else {
      text.push_back(of_latin ? unknown : sign(c));
      before = c < 0x80 ? c : 0;
    }
  }
  return text;
}

char32_t from_one(char32_t c, Charset charset) {
  if (charset == Charset::viscii) return c < 0x80 ? viscii_control(c) : viscii[c - 0x80];
  if (c < 0x80) return c;
  if (charset == Charset::cp1258) {
    if (c >= 0xC0) return cp1258[c - 0xC0];
    const char32_t found = sign(c);
    return found == U'Š' || found == U'Ž' || found == U'š' || found == U'ž' ? unknown : found;
  }
  return c < 0xA0 ? sign(c) : tcvn3[c - 0xA0];
}

char32_t unit_of(char32_t c) {
  if (c < 0x100) return c;
  const auto at = windows_1252.find(c);
  return at == u32string_view::npos || c == unknown ? c : static_cast<char32_t>(0x80 + at);
}

// Beside letters of Windows-1252: those of Vietnamese, and signs. Any other means that two bytes of
// an 8-bit charset came to be UTF-8 by chance: "ười" of VISCII is.
bool is_expected(char32_t unit) {
  return unit < 0x100 || (unit >= 0x1EA0 && unit < 0x1F00) || unit >= 0x2000 ||
         (unit >= 0x300 && unit < 0x370) ||
         u32string_view(U"ĂăĐđĨĩŨũƠơƯư").find(unit) != u32string_view::npos;
}

// A word of TCVN3 by its case.
struct Word {
  std::size_t from = 0, to = 0;
  bool could = false;  // only letters that are capitals or cannot be typed as one
  bool must = false;   // and a capital after the first letter
};

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }

Word word_at(u32string_view text, std::size_t from) {
  Word word{from, from, true, false};
  bool marked = false;
  for (; word.to < text.size() && is_letter(text[word.to]); ++word.to) {
    const char32_t c = text[word.to];
    const bool is_small = capital(c) != c;
    if (is_small && c < 0x80) word.could = false;
    if (is_small && c >= 0x80) marked = true;
    if (!is_small && word.to > from) word.must = true;
  }
  word.could = word.could && marked;
  word.must = word.must && word.could;
  return word;
}

}  // namespace

bool is_control(char32_t c) noexcept {
  return (c < U' ' && (c < U'\t' || c > U'\r')) || (c >= 0x7F && c < 0xA0);
}

bool is_valid_utf8(std::string_view bytes) noexcept {
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    UChar32 c = 0;
    // Four bytes are the longest character; ICU counts in int32_t.
    const auto part = bytes.substr(i, 4);
    std::int32_t used = 0;
    const auto* units = reinterpret_cast<const std::uint8_t*>(part.data());
    U8_NEXT(units, used, static_cast<std::int32_t>(part.size()), c);
    if (c < 0) return false;
    i += static_cast<std::size_t>(used);
  }
  return true;
}

std::u32string code_units(std::string_view bytes) {
  std::u32string units;
  if (is_valid_utf8(bytes)) {
    units = to_utf32(bytes);
    std::ranges::transform(units, units.begin(), unit_of);
    if (std::ranges::all_of(units, is_expected)) return units;
    units.clear();
  }
  units.reserve(bytes.size());
  for (const char c : bytes) units.push_back(static_cast<unsigned char>(c));
  return units;
}

std::u32string decoded(u32string_view units, Charset charset) {
  std::u32string text;
  if (charset == Charset::vni) {
    text = from_vni(units);
  } else {
    text.reserve(units.size());
    for (const char32_t c : units) text.push_back(c < 0x100 ? from_one(c, charset) : c);
  }
  std::ranges::replace_if(text, is_control, unknown);
  return text;
}

// A word that must be in capitals makes those beside it so which could be.
void write_capitals(std::u32string& text) {
  std::vector<Word> phrase;
  const auto finish = [&] {
    for (std::size_t i = 1; i < phrase.size(); ++i)
      phrase[i].must = phrase[i].could && (phrase[i].must || phrase[i - 1].must);
    for (std::size_t i = phrase.size(); i-- > 1;)
      phrase[i - 1].must = phrase[i - 1].could && (phrase[i - 1].must || phrase[i].must);
    for (const Word& word : phrase)
      for (std::size_t at = word.from; word.must && at < word.to; ++at)
        text[at] = capital(text[at]);
    phrase.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    if (!is_letter(text[i])) {
      if (text[i] != U' ' && text[i] != U'-') finish();
      ++i;
      continue;
    }
    phrase.push_back(word_at(text, i));
    i = phrase.back().to;
  }
  finish();
}

}  // namespace sohoa
