// Orientation, perspective and skew of a page, and the 200 dpi grey copy that is read.
#pragma once
#include <optional>
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

inline constexpr double reading_dpi = 200;

struct Straightened {
  // gray8, upright; seals, signatures, shadows, borders, holes and streaks taken out, faint print
  // made dark and noise smoothed (paper.h, tone.h); at reading_dpi on both axes: a pixel
  // (x, y) of the upright frame is at (x * reading.width() / upright width, y * reading.height() /
  // upright height).
  PageImage reading;
  Placement placement;
  std::vector<Mark> marks;  // seals and pen strokes
  InkMap surroundings;      // what paper.h painted over, as the page lies in the original
};

// Decodes the spooled original (which stays as it is), finds how it lies, and makes the reading
// copy. An angle whose confidence is too low is left at 0 and says so in the placement; perspective
// is taken out only of a photograph that shows the sheet's whole outline (sheet.h). With `turn`
// given (0, 90, 180 or 270) it is not looked for. Throws Error(image_damaged, page_too_large).
// Thread-safe.
Straightened straighten(const SpooledImage& image, std::optional<int> turn = {});

}  // namespace sohoa::imaging
