#include "forms/ticks.h"

#include <algorithm>
#include <string_view>

namespace sohoa::forms {
namespace {

constexpr std::string_view ticked_box = "☒", empty_box = "☐";

// What is typed between brackets: "[x]", "[ ]" (read as "[1", "[]", "[l]").
bool is_bracket(std::string_view text) {
  return text.size() >= 2 && text.size() <= 4 && (text[0] == '[' || text[0] == '(') &&
         (text.back() == ']' || text.back() == ')' || text.size() == 2);
}

bool is_cross(char c) {
  return c == 'x' || c == 'X' || c == 'v' || c == 'V' || c == '+' || c == '*';
}

}  // namespace

bool Option::ticked() const {
  const std::string& text = box.word->text;
  if (text == ticked_box) return true;
  return is_bracket(text) && std::any_of(text.begin(), text.end(), is_cross);
}

bool is_box(const Word& word) noexcept {
  return word.text == ticked_box || word.text == empty_box || is_bracket(word.text);
}

std::vector<Option> options_in(const std::vector<PlacedWord>& words) {
  std::vector<Option> options;
  if (words.empty()) return options;
  const bool before = is_box(*words.front().word);
  std::vector<PlacedWord> open;
  for (const PlacedWord& word : words) {
    if (!is_box(*word.word)) {
      (before ? options.back().words : open).push_back(word);
      continue;
    }
    options.push_back({word, {}});
    if (!before) options.back().words.swap(open);
  }
  return options;
}

}  // namespace sohoa::forms
