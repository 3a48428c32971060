#include "ocr/letter.h"

#include <algorithm>

#include "core/vietnamese.h"

namespace sohoa::ocr {

std::u32string letter_of(std::string_view utf8) {
  std::u32string text = to_utf32(nfc(utf8));
  std::erase_if(text, [](char32_t c) {
    return c <= U' ' || (c >= 0x7f && c <= 0xa0) || c == 0x3000 || c == 0xfffd;
  });
  std::ranges::replace(text, U'\u00d0', U'\u0110');
  return text;
}

}  // namespace sohoa::ocr
