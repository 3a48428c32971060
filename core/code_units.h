// Text in an 8-bit encoding as units: bytes, whether they came as such or had been taken for
// Windows-1252 and written as UTF-8. Inner part of core/legacy_text.h.
#pragma once
#include <string>
#include <string_view>

#include "core/legacy_text.h"

namespace sohoa {

// But tabs and ends of lines and pages.
bool is_control(char32_t c) noexcept;

bool is_valid_utf8(std::string_view bytes) noexcept;

// Below U+0100: a byte. Above: a character that was there already in Unicode.
std::u32string code_units(std::string_view bytes);

// What the units say in an 8-bit charset; U+FFFD where they say nothing. Capitals are left as
// typed.
std::u32string decoded(std::u32string_view units, Charset charset);

// Words of TCVN3 that were to be shown by a font of capitals, as capitals.
void write_capitals(std::u32string& text);

}  // namespace sohoa
