#include "core/legacy_text.h"

#include <algorithm>
#include <array>

#include "core/code_units.h"
#include "core/vietnamese.h"

namespace sohoa {
namespace {

struct Named {
  Charset charset;
  std::string_view name;
};
constexpr std::array<Named, 7> names{{{Charset::utf8, "utf8"},
                                      {Charset::utf16, "utf16"},
                                      {Charset::tcvn3, "tcvn3"},
                                      {Charset::tcvn3_capitals, "tcvn3-capitals"},
                                      {Charset::vni, "vni"},
                                      {Charset::cp1258, "cp1258"},
                                      {Charset::viscii, "viscii"}}};

std::u32string from_utf16(std::string_view bytes) {
  const bool big = bytes.starts_with("\xFE\xFF");
  std::u32string text;
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    const bool high = c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size();
    if (const char32_t low = high ? unit(i + 2) : 0; low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
      i += 2;
    }
    text.push_back(c);
  }
  if (bytes.size() % 2 != 0) text.push_back(0xFFFD);
  return text;
}

}  // namespace

std::span<const Charset> charsets() noexcept {
  static constexpr std::array<Charset, 7> all{
      Charset::utf8, Charset::utf16,  Charset::tcvn3, Charset::tcvn3_capitals,
      Charset::vni,  Charset::cp1258, Charset::viscii};
  return all;
}

std::string_view charset_name(Charset charset) noexcept {
  for (const Named& each : names)
    if (each.charset == charset) return each.name;
  return {};
}

std::optional<Charset> charset_named(std::string_view name) noexcept {
  for (const Named& each : names)
    if (each.name == name) return each.charset;
  return std::nullopt;
}

std::string from_charset(std::string_view bytes, Charset charset) {
  std::u32string text;
  if (charset == Charset::utf8)
    text = to_utf32(bytes);
  else if (charset == Charset::utf16)
    text = from_utf16(bytes);
  else
    text = decoded(code_units(bytes), charset);
  std::ranges::replace_if(text, is_control, U'\uFFFD');
  if (charset == Charset::tcvn3) write_capitals(text);
  return charset == Charset::tcvn3_capitals ? upper(to_utf8(text)) : nfc(to_utf8(text));
}

}  // namespace sohoa
