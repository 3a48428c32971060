// The spelling of Vietnamese number words in dates and sums: what is understood without its marks
// is not yet read right.
#pragma once
#include <string>
#include <string_view>

namespace sohoa::forms {

// The text with each word for a number, a date's part or a sum's unit as it is spelled where it
// stands: "hai mười chin" -> "hai mươi chín". Other words, case and punctuation stay. NFC.
std::string respelled_numbers(std::string_view text);

}  // namespace sohoa::forms
