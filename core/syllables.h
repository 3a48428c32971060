// The spelling rules of Vietnamese: which strings of letters can be a syllable, whether or not any
// text has it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sohoa {

// `letters`: NFC, lower case. Both places of a tone are right where both are in use: "hoà", "hòa".
bool is_possible_syllable(std::u32string_view letters);

// All of them, about 20,000, sorted.
std::vector<std::u32string> possible_syllables();

}  // namespace sohoa
