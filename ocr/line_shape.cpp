#include "ocr/line_shape.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sohoa::ocr {
namespace {

// Lines are scaled to 36 pixels; with less than this they are refused or, very wide, would be blown
// up to gigabytes.
constexpr int least_side = 12;
constexpr int most_widths_per_height = 150;
constexpr int most_pixels = 1 << 25;
// Paper with no ink to speak of: there is nothing to read.
constexpr int least_contrast = 16;

struct Range {
  std::uint8_t darkest = 255, lightest = 0;
};

Range range_of(const PageImage& image) {
  Range range;
  for (const std::byte b : image.pixels()) {
    const auto value = std::to_integer<std::uint8_t>(b);
    range.darkest = std::min(range.darkest, value);
    range.lightest = std::max(range.lightest, value);
  }
  return range;
}

}  // namespace

PageImage readable(const PageImage& line) {
  if (line.empty() || line.format() != PixelFormat::gray8 ||
      std::int64_t{line.width()} * line.height() > most_pixels)
    return {};
  const Range range = range_of(line);
  if (range.lightest - range.darkest < least_contrast) return {};
  const int height =
      std::max({line.height(), least_side, (line.width() + 1) / most_widths_per_height});
  const int width = std::max({line.width(), least_side, height / 4});
  if (width == line.width() && height == line.height()) return line;
  std::vector<std::byte> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                std::byte{range.lightest});
  for (int y = 0; y < line.height(); ++y)
    std::ranges::copy(line.row(y), pixels.begin() + std::ptrdiff_t{y} * width);
  return PageImage(width, height, line.dpi(), PixelFormat::gray8, std::move(pixels));
}

}  // namespace sohoa::ocr
