// Tables from their ruled lines: cells with rows, columns and spans.
#pragma once
#include <vector>

#include "core/page.h"
#include "imaging/rules.h"

namespace sohoa::imaging {

// A grid of rules that cross; merged cells are one. Boxes in pixels of the page the rules are of,
// `upright` is empty. A row of squares, one for each digit of a number, is no table.
struct Grid {
  Box box;
  std::vector<Cell> cells;  // in row order
};
std::vector<Grid> find_grids(const std::vector<Rule>& rules, double dpi);

}  // namespace sohoa::imaging
