// Words that stand on one level, as lines.
#pragma once
#include <vector>

#include "forms/line.h"

namespace sohoa::forms {

// Rows from top to bottom, in any order of words. A row may climb or fall a little.
std::vector<Line> rows_of(std::vector<PlacedWord> words);

}  // namespace sohoa::forms
