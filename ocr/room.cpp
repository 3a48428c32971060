#include "ocr/room.h"

#include <algorithm>
#include <cmath>

namespace sohoa::ocr {
namespace {

// From the baseline, in x-heights: a capital with two marks above, a descender below, and paper.
// On scans, half the lost tones of line images that end at their marks are read with it; wider
// still, letters get too small.
constexpr double above = 2.0, below = 0.7;

}  // namespace

PageImage with_room(const PageImage& image, Box& origin, const TextLine& line) {
  const int top =
      std::max(0, origin.y - static_cast<int>(std::lround(line.baseline - above * line.x_height)));
  const int bottom = std::max(
      0, static_cast<int>(std::lround(line.baseline + below * line.x_height)) - origin.bottom());
  // A line whose measures make no sense stays as it is.
  if (top + bottom == 0 || top + bottom > 2 * image.height()) return image;
  std::vector<std::byte> pixels(
      image.stride() * static_cast<std::size_t>(image.height() + top + bottom), std::byte{255});
  std::ranges::copy(image.pixels(), pixels.begin() + std::ptrdiff_t{top} * image.width());
  origin.y -= top;
  origin.h += top + bottom;
  return PageImage(image.width(), image.height() + top + bottom, image.dpi(), PixelFormat::gray8,
                   std::move(pixels));
}

}  // namespace sohoa::ocr
