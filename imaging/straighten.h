// Orientation and skew of a page, and the 200 dpi grey copy that is read.
#pragma once
#include "core/page.h"

namespace sohoa::imaging {

inline constexpr double reading_dpi = 200;

struct Straightened {
  // gray8, upright, seals, signatures and shadows taken out, at reading_dpi on both axes: a pixel
  // (x, y) of the upright frame is at (x * reading.width() / upright width, y * reading.height() /
  // upright height).
  PageImage reading;
  Placement placement;
};

// Decodes the spooled original (which stays as it is), finds how it lies, and makes the reading
// copy. An angle whose confidence is too low is left at 0 and says so in the placement. Throws
// Error(image_damaged, page_too_large). Thread-safe.
Straightened straighten(const SpooledImage& image);

}  // namespace sohoa::imaging
