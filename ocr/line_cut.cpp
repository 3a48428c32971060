#include <algorithm>

#include "ocr/text_lines.h"

namespace sohoa::ocr {
namespace {

constexpr int rim = 6;  // pixels of paper around a line at 200 dpi; with less, marks are misread

}  // namespace

PageImage line_image(const PageImage& reading, const TextLine& line, Box& origin) {
  constexpr std::byte paper{255};
  origin = {line.box.x - rim, line.box.y - rim, line.box.w + 2 * rim, line.box.h + 2 * rim};
  origin.w = std::max(1, origin.w);
  origin.h = std::max(1, origin.h);
  std::vector<std::byte> pixels(
      static_cast<std::size_t>(origin.w) * static_cast<std::size_t>(origin.h), paper);
  const int left = std::max(0, origin.x), right = std::min(reading.width(), origin.right());
  for (int y = std::max(0, origin.y); y < std::min(reading.height(), origin.bottom()); ++y) {
    if (right <= left) break;
    const auto row = reading.row(y).subspan(static_cast<std::size_t>(left),
                                            static_cast<std::size_t>(right - left));
    std::copy(
        row.begin(), row.end(),
        pixels.begin() + static_cast<std::ptrdiff_t>(y - origin.y) * origin.w + (left - origin.x));
  }
  return {origin.w, origin.h, reading.dpi(), PixelFormat::gray8, std::move(pixels)};
}

}  // namespace sohoa::ocr
