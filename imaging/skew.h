// How much the text lines of a page slope.
#pragma once
#include "imaging/bits.h"

namespace sohoa::imaging {

struct Skew {
  double degrees = 0;     // clockwise slope of the lines
  double confidence = 0;  // 0..1
  double score = 0;       // how sharply lines stand out at that angle; to compare directions
};

// `letters`: ink 1. Angles up to 18 degrees, to about 0.02 degrees.
Skew find_skew(const Bits& letters);

// The first half of it: to about 0.3 degrees.
Skew find_rough_skew(const Bits& letters);

}  // namespace sohoa::imaging
