// Text as it may stand in XML and in tables.
#pragma once
#include <string>
#include <string_view>

namespace sohoa::ocr {

// For element content and double-quoted attributes. What XML 1.0 does not allow at all (most
// control characters, U+FFFE and U+FFFF, invalid UTF-8) becomes U+FFFD.
std::string escaped(std::string_view text);

// For a value in double quotes inside such an attribute, as hOCR's image name: its own quotes
// become apostrophes, which hOCR has no other way to say.
std::string escaped_in_quotes(std::string_view text);

// Tabs and line ends as spaces.
std::string one_line(std::string_view text);

}  // namespace sohoa::ocr
