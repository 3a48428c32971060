// What is drawn on a page to be written on - rules, dotted leaders, boxes to tick - taken out of
// the reading copy and remembered: letters stay whole where a rule crosses them.
#pragma once
#include <vector>

#include "core/frames.h"
#include "core/page.h"

namespace sohoa::imaging {

struct Cleaned {
  PageImage reading;          // of the same size
  std::vector<Mark> marks;    // rules, leaders, tick boxes, top to bottom
  std::vector<Table> tables;  // top to bottom
};

// `reading`: Straightened::reading. Thread-safe.
Cleaned clean(const PageImage& reading, const Frames& frames);

}  // namespace sohoa::imaging
