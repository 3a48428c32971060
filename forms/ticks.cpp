#include "forms/ticks.h"

#include <string_view>

namespace sohoa::forms {
namespace {

constexpr std::string_view ticked_box = "☒", empty_box = "☐";

}  // namespace

bool Option::ticked() const { return box.word->text == ticked_box; }

bool is_box(const Word& word) noexcept { return word.text == ticked_box || word.text == empty_box; }

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
