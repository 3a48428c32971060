// The words of a text: what stands between spaces.
#pragma once
#include <string_view>
#include <vector>

namespace sohoa::forms {

std::vector<std::string_view> words_of(std::string_view text);

}  // namespace sohoa::forms
