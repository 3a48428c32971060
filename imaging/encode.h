// A page's original image as the stream a PDF shows: JPEG and PNG data unchanged, everything else
// without loss.
#pragma once
#include <filesystem>

#include "core/page.h"

namespace sohoa::imaging {

// JPEG (grey, YCbCr): the file itself. PNG without interlace, alpha or 16 bit: its IDAT data, put
// together in `out` if it has more than one chunk. Bilevel PNM: CCITT G4 into `out`. All else
// (CMYK JPEG, other PNG, grey and colour PNM): zlib with PNG rows into `out`. Throws
// Error(image_damaged). Thread-safe.
EncodedImage encode(const SpooledImage& image, const std::filesystem::path& out);

}  // namespace sohoa::imaging
