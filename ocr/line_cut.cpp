#include <algorithm>

#include "ocr/text_lines.h"

namespace sohoa::ocr {
namespace {

constexpr int rim = 6;  // pixels of paper around a line at 200 dpi; with less, marks are misread
// In x-heights: what is lower than letters, how far above the baseline they may end, and how far
// above and below them their marks may be.
constexpr double letter = 0.6, on_baseline = 0.5, marks_above = 0.9, marks_below = 0.5;

// The line's box without the specks far above and below that count as its marks: the recogniser
// scales lines to one height, and with much paper in them letters get too small to read.
Box without_specks(const TextLine& line) {
  int top = line.box.bottom(), bottom = line.box.y;
  for (const Piece& piece : line.pieces)
    if (piece.box.h >= letter * line.x_height &&
        piece.box.bottom() > line.baseline - on_baseline * line.x_height) {
      top = std::min(top, piece.box.y);
      bottom = std::max(bottom, piece.box.bottom());
    }
  if (top >= bottom) return line.box;
  top = std::max(line.box.y, top - static_cast<int>(marks_above * line.x_height));
  bottom = std::min(line.box.bottom(), bottom + static_cast<int>(marks_below * line.x_height));
  return {line.box.x, top, line.box.w, bottom - top};
}

}  // namespace

PageImage line_image(const PageImage& reading, const TextLine& line, Box& origin) {
  constexpr std::byte paper{255};
  const Box box = without_specks(line);
  origin = {box.x - rim, box.y - rim, box.w + 2 * rim, box.h + 2 * rim};
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
