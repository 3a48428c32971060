// Vietnamese text as a value: one canonical spelling, one folding for comparison.
#pragma once
#include <string>
#include <string_view>

namespace sohoa {

// NFC, with marks typed in the wrong order repaired (e + acute + circumflex -> ế), what looks like
// đ written as đ (d + stroke, Ð U+00D0, Ɖ; ð unless within a word) and zero-width characters
// dropped. Where a tone stands, and i or y, stay as written. Invalid UTF-8 becomes U+FFFD.
// Idempotent.
std::string nfc(std::string_view text);

// For search and anchors: lower case, no marks, đ and ð as d: "Ủy ban" -> "uy ban".
std::string folded(std::string_view text);

// Lower case with marks, tone placement made one: "Hoà" and "hòa" compare equal; ð as đ. "Lý" and
// "Lí" do not: both are in use, and of a name only one is right.
std::string comparable(std::string_view text);

std::string upper(std::string_view text);  // Vietnamese upper case, NFC
std::string lower(std::string_view text);

// Code points of valid or repaired UTF-8, and back.
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

}  // namespace sohoa
