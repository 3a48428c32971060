// Boxes to tick in a line of text, and the words that belong to each.
#pragma once
#include <vector>

#include "forms/line.h"

namespace sohoa::forms {

struct Option {
  PlacedWord box;                 // "☐" or "☒"
  std::vector<PlacedWord> words;  // beside it, up to the next box
  bool ticked() const;
};

bool is_box(const Word& word) noexcept;

// Of words in reading order. The boxes stand before their words if the first word is one, behind
// them otherwise; words of no box are left out.
std::vector<Option> options_in(const std::vector<PlacedWord>& words);

}  // namespace sohoa::forms
