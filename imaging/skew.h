// How much the text lines of a page slope.
#pragma once
#include "imaging/letters.h"

namespace sohoa::imaging {

struct Skew {
  double degrees = 0;     // clockwise slope of the lines
  double confidence = 0;  // 0..1; below 0.5 `degrees` is a guess
};

// From where letters begin and end: seen along the lines, their tops and bottoms fall together
// (Baird 1987). Rules, pictures and shadows have no say. Lines must run from side to side. Angles
// up to 18 degrees, to about 0.03 degrees.
Skew find_skew(const Letters& letters);

}  // namespace sohoa::imaging
