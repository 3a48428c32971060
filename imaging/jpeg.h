// Pixels as a JPEG file, by libjpeg-turbo in memory.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

enum class Chroma : std::uint8_t { full, halved };  // of rgb24, on both axes

// `image`: gray8 or rgb24; baseline, grey or YCbCr. `quality`: 1 to 100, libjpeg's.
std::vector<std::byte> to_jpeg(const PageImage& image, int quality, Chroma chroma);

// What to_jpeg() gave, decoded. Throws Error(image_damaged) for what is no whole JPEG.
PageImage from_jpeg(std::span<const std::byte> file, double dpi);

}  // namespace sohoa::imaging
