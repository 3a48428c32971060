#include "tests/tools/old_writing.h"

#include <array>
#include <stdexcept>

#include <iconv.h>

#include "core/vietnamese.h"

namespace sohoa {
namespace {

// The marks of VNI-Windows by what they mean: rows are no other mark, circumflex, breve; columns
// are level, grave, acute, hook, tilde, dot. '\0': the letter alone.
using Row = std::array<char, 6>;
constexpr Row plain{'\0', '\xF8', '\xF9', '\xFB', '\xF5', '\xEF'};
constexpr Row circumflex{'\xE2', '\xE0', '\xE1', '\xE5', '\xE3', '\xE4'};
constexpr Row breve{'\xEA', '\xE8', '\xE9', '\xFA', '\xFC', '\xEB'};

struct Vowel {
  std::u32string_view toned;
  char letter;
  Row marks;
};
constexpr std::array<Vowel, 10> vowels{{{U"aàáảãạ", 'a', plain},
                                        {U"âầấẩẫậ", 'a', circumflex},
                                        {U"ăằắẳẵặ", 'a', breve},
                                        {U"eèéẻẽẹ", 'e', plain},
                                        {U"êềếểễệ", 'e', circumflex},
                                        {U"oòóỏõọ", 'o', plain},
                                        {U"ôồốổỗộ", 'o', circumflex},
                                        {U"ơờớởỡợ", '\xF4', plain},
                                        {U"uùúủũụ", 'u', plain},
                                        {U"ưừứửữự", '\xF6', plain}}};

std::string small_in_vni(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  constexpr std::u32string_view i = U"ìíỉĩị", y = U"ỳýỷỹỵ";
  if (const auto at = i.find(c); at != i.npos) return {"\xEC\xED\xE6\xF3\xF2"[at]};
  if (c == U'ỵ') return "\xEE";
  if (const auto at = y.find(c); at != y.npos) return {'y', plain[at + 1]};
  if (c == U'đ') return "\xF1";
  for (const Vowel& vowel : vowels)
    if (const auto at = vowel.toned.find(c); at != vowel.toned.npos) {
      std::string bytes{vowel.letter};
      if (vowel.marks[at] != '\0') bytes += vowel.marks[at];
      return bytes;
    }
  return "?";
}

std::string in_vni(std::string_view text) {
  std::string out;
  for (const char32_t c : to_utf32(text)) {
    const std::string one = to_utf8(std::u32string_view(&c, 1));
    std::string bytes = small_in_vni(to_utf32(lower(one)).at(0));
    if (lower(one) != one)
      for (char& byte : bytes) byte = static_cast<char>(byte - 0x20);
    out += bytes;
  }
  return out;
}

std::string in_one(std::string_view text, const char* charset) {
  std::string out;
  for (const char32_t c : to_utf32(text)) {
    const std::string one = to_utf8(std::u32string_view(&c, 1));
    const std::string bytes = converted(one, "UTF-8", charset);
    out += bytes.empty() ? "?" : bytes;
  }
  return out;
}

// VN3 is the part of TCVN 5712 whose capitals with tones are typed as small letters.
std::string in_tcvn3(std::string_view text) {
  constexpr std::u32string_view capitals = U"ĂÂÊÔƠƯĐ";
  std::string typed;
  for (const char32_t c : to_utf32(text)) {
    const std::string one = to_utf8(std::u32string_view(&c, 1));
    typed += c < 0x80 || capitals.find(c) != capitals.npos ? one : lower(one);
  }
  return in_one(typed, "TCVN5712-1");
}

}  // namespace

std::string converted(std::string_view bytes, const char* from, const char* to) {
  const iconv_t how = iconv_open(to, from);
  if (how == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("iconv has no such charset");
  std::string in(bytes), out(bytes.size() * 4 + 16, '\0');
  char *from_here = in.data(), *to_here = out.data();
  std::size_t in_left = in.size(), out_left = out.size();
  constexpr auto failed = static_cast<std::size_t>(-1);
  const bool ok = iconv(how, &from_here, &in_left, &to_here, &out_left) != failed &&
                  iconv(how, nullptr, nullptr, &to_here, &out_left) != failed;
  iconv_close(how);
  out.resize(ok ? out.size() - out_left : 0);
  return out;
}

std::string as_windows_1252(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += converted(std::string_view(&c, 1), "WINDOWS-1252", "UTF-8");
  return text;
}

std::string written_in(Charset charset, std::string_view text) {
  switch (charset) {
    case Charset::tcvn3:
    case Charset::tcvn3_capitals:
      return in_tcvn3(text);
    case Charset::vni:
      return in_vni(text);
    case Charset::cp1258:
      return in_one(text, "CP1258");
    case Charset::viscii:
      return in_one(text, "VISCII");
    case Charset::utf8:
    case Charset::utf16:
      break;
  }
  return std::string(text);
}

}  // namespace sohoa
