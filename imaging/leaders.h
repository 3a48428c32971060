// Dotted leaders: rows of small dots, evenly spaced, to be written on.
#pragma once
#include <cstdint>
#include <vector>

#include "imaging/runs.h"

namespace sohoa::imaging {

struct Leader {
  Box box;
  std::vector<std::uint32_t> dots;  // indices of shapes, left to right
  double even = 0;                  // share of its dots that stand in step
};

// `shapes`: of a page at `dpi`, at most a degree or so from level.
std::vector<Leader> find_leaders(const std::vector<Shape>& shapes, double dpi);

}  // namespace sohoa::imaging
