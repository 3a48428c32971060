#include "service/clean.h"

#include <algorithm>

#include "core/vietnamese.h"

namespace sohoa::service {

std::string clean(std::string_view text) {
  std::u32string letters = to_utf32(text);
  std::ranges::replace_if(
      letters, [](char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }, U'?');
  return to_utf8(letters);
}

}  // namespace sohoa::service
