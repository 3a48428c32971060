// Texts as programs of the years before Unicode would have written them: the way back from
// core/legacy_text.h, for its tests and figures. By the C library's tables where it has the
// charset.
#pragma once
#include <string>
#include <string_view>

#include "core/legacy_text.h"

namespace sohoa {

// Not for utf16. In TCVN3 capitals with tones become small letters, as typed for fonts of capitals.
// What the charset has not becomes '?'.
std::string written_in(Charset charset, std::string_view text);

// The text as a reader shows it that takes these bytes for Windows-1252: UTF-8.
std::string as_windows_1252(std::string_view bytes);

// `bytes` converted by the C library; "" if it cannot.
std::string converted(std::string_view bytes, const char* from, const char* to);

}  // namespace sohoa
