// A page's original image as the stream a PDF shows: by the profile `master` JPEG and PNG data
// unchanged and everything else without loss, by the others smaller.
#pragma once
#include <filesystem>

#include "core/page.h"

namespace sohoa::imaging {

// By `master`: JPEG (grey, YCbCr) is the file itself. PNG without interlace, alpha or 16 bit: its
// IDAT data, put together in `out` if it has more than one chunk. Bilevel PNM: CCITT G4 into `out`.
// All else (CMYK JPEG, other PNG, grey and colour PNM): zlib with PNG rows into `out`.
//
// By `access` and `compact`: lossy.h, into `out`. A page that is black and white alone becomes G4,
// without loss. A page that would not stay true to itself, or not become smaller, is coded by the
// next better profile, one of more than 40 million pixels by `master`; the result says by which.
//
// Throws Error(image_damaged, storage_unusable, disk_full). Thread-safe.
EncodedImage encode(const SpooledImage& image, ImageProfile profile,
                    const std::filesystem::path& out);

}  // namespace sohoa::imaging
