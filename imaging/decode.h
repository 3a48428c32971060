// Pixels of a spooled image: grey for reading it and for looking for codes, or all there is.
#pragma once
#include "core/page.h"

namespace sohoa::imaging {

// gray8, not turned. With `enough_dpi`, an image that has at least twice or four times that on both
// axes may come at a half or a quarter of its size (its dpi() says so): JPEG then decodes several
// times faster. Throws Error(image_damaged, page_too_large, file_unsupported). Thread-safe.
PageImage decode_grey(const SpooledImage& image, double enough_dpi = 0);

// gray8 or rgb24, whichever the image has (bilevel becomes gray8 of 0 and 255), not turned. Throws
// as decode_grey(). Thread-safe.
PageImage decode_colour(const SpooledImage& image);

}  // namespace sohoa::imaging
