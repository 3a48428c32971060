// Letters and digits that print and scanners make alike: the only readings that are tried where the
// engine named none.
#pragma once
#include <string_view>

namespace sohoa::ocr {

// What `c` may be taken for: the same letter with other marks, and shapes alike; without `c`.
std::u32string_view look_alikes(char32_t c) noexcept;

}  // namespace sohoa::ocr
