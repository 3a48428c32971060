// Pixels as a JP2 file (ISO/IEC 15444-1), by OpenJPEG in memory.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

// `image`: gray8 or rgb24. With loss (wavelet 9-7), about `bits_a_pixel` for all components
// together. What PDF/A allows (ISO 19005-2, 6.2.8.3): one or three channels of 8 bits, one colour
// specification, enumerated: grey or sRGB. Takes some 22 bytes of memory a colour pixel.
std::vector<std::byte> to_jp2(const PageImage& image, double bits_a_pixel);

// What to_jp2() gave, decoded; not for files from outside. Throws Error(bug) for anything else.
PageImage from_jp2(std::span<const std::byte> file, double dpi);

}  // namespace sohoa::imaging
