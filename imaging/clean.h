// What is drawn on a page to be written on - rules, dotted leaders, boxes to tick - taken out of
// the reading copy and remembered: letters stay whole where a rule crosses them.
#pragma once
#include <vector>

#include "core/frames.h"
#include "core/page.h"

namespace sohoa::imaging {

struct Cleaned {
  PageImage reading;  // of the same size
  // Rules, leaders (of dots or dashes) and tick boxes, top to bottom. Confidence: the share of a
  // rule or of a box's sides that is drawn, and of a leader's dots that stand in step.
  std::vector<Mark> marks;
  std::vector<Table> tables;  // of rules that cross, top to bottom; a comb for digits is none
};

// `reading`: Straightened::reading, without bar codes, level to about a degree. A page with no such
// marks keeps every pixel; hatched and speckled ones cost three times as much as others.
// Thread-safe.
Cleaned clean(const PageImage& reading, const Frames& frames);

}  // namespace sohoa::imaging
