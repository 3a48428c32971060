// What an engine says for a letter, as the rest of the module knows it.
#pragma once
#include <string>
#include <string_view>

namespace sohoa::ocr {

// NFC, without blanks and what stands for nothing. The alphabet of Tesseract's `vie` has the
// Icelandic letter beside the Vietnamese one, which looks the same: it is Đ.
std::u32string letter_of(std::string_view utf8);

}  // namespace sohoa::ocr
