// Small squares to be ticked, and whether they are.
#pragma once
#include <cstdint>
#include <vector>

#include "imaging/runs.h"

namespace sohoa::imaging {

struct TickBox {
  Box frame;
  std::uint32_t shape = 0;  // the connected ink it is part of: the tick may reach out of the frame
  bool ticked = false;
  double straight = 0;  // share of its four sides that is drawn
};

// `ink`: 8-bit mask; `runs` and `shapes`: of it. A box is a shape of its own: a square among the
// cells of a table is none.
std::vector<TickBox> find_tick_boxes(const cv::Mat& ink, const Shapes& shapes, double dpi);

}  // namespace sohoa::imaging
