// A part of a page as it lies in the original, turned upright: for what is read again from all the
// pixels there are.
#pragma once
#include "core/page.h"

namespace sohoa::imaging {

// gray8, the part of the upright frame within `upright` (clipped to the page), as wide as in the
// original but at most `most_width` pixels. Empty if nothing of it is on the page. Decodes the
// whole original. Throws Error(image_damaged, page_too_large, straighten_failed). Thread-safe.
PageImage upright_part(const SpooledImage& image, const Placement& placement, const Box& upright,
                       int most_width);

}  // namespace sohoa::imaging
