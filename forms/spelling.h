// Fixed names written as they are spelled: where the letters were read but marks or spaces were
// not ("UY BANNHÂN DÂN"), the name of a list that has the same letters is what was meant.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::forms {

// The text with each of the names that stands in it in capitals, as whole words, spelled as in the
// list. All letters must agree, marks and spaces apart; of several names the longest is taken.
std::string respelled(std::string_view text, const std::vector<std::string>& names);

}  // namespace sohoa::forms
