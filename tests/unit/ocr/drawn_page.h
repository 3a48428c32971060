// Pages of letter-like shapes at known places, for finding them again.
#pragma once
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/page.h"
#include "ocr/text_lines.h"

namespace sohoa::ocr {

// Letters are frames of strokes as in 12-point print at 200 dpi: x-height 16, ascenders and
// capitals 24, descenders 8 below the baseline.
class DrawnPage {
 public:
  explicit DrawnPage(int width = 1200, int height = 800, std::uint8_t paper = 255)
      : width_(width),
        height_(height),
        pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                std::byte{paper}) {}

  void fill(const Box& box, std::uint8_t tone) {
    for (int y = std::max(0, box.y); y < std::min(height_, box.bottom()); ++y)
      for (int x = std::max(0, box.x); x < std::min(width_, box.right()); ++x)
        pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                static_cast<std::size_t>(x)] = std::byte{tone};
  }

  // Draws `text` with its first letter at x and gives its right end. x: letter, X: capital,
  // d: with ascender, g: with descender, e: letter with two marks above, E: capital with two marks,
  // o: letter with a dot below, '.', '-', ' '. Each letter stands `slope` lower than the one before
  // it, a pixel a pixel.
  int write(int x, int baseline, std::string_view text, double size = 1, std::uint8_t tone = 40,
            double slope = 0) {
    const int start = x;
    for (const char c : text) {
      const int base = baseline + static_cast<int>(std::lround(slope * (x - start)));
      x += letter(x, base, c, size, tone);
    }
    return x;
  }

  PageImage image() const { return {width_, height_, 200, PixelFormat::gray8, pixels_}; }

 private:
  int letter(int x, int base, char c, double size, std::uint8_t tone) {
    const auto px = [size](double value) { return static_cast<int>(std::lround(value * size)); };
    const int x_height = px(16), wide = px(12), thick = std::max(2, px(3));
    const auto frame = [&](int top, int bottom) {
      fill({x, top, thick, bottom - top}, tone);
      fill({x + wide - thick, top, thick, bottom - top}, tone);
      fill({x, top, wide, thick}, tone);
    };
    const auto mark = [&](int bottom, int height) {
      fill({x + px(2), bottom - height, px(8), height}, tone);
    };
    switch (c) {
      case 'X':
      case 'E':
        frame(base - px(24), base);
        if (c == 'E') mark(base - px(27), px(4));
        if (c == 'E') mark(base - px(33), px(4));
        break;
      case 'd':
        frame(base - px(24), base);
        break;
      case 'g':
        frame(base - x_height, base + px(8));
        break;
      case '.':
        fill({x, base - px(4), px(4), px(4)}, tone);
        return px(7);
      case '-':
        fill({x, base - px(8), px(8), px(2.4)}, tone);
        return px(11);
      case ' ':
        return px(9);
      default:
        frame(base - x_height, base);
        if (c == 'e') mark(base - px(19), px(4));
        if (c == 'e') mark(base - px(25), px(4));
        if (c == 'o') fill({x + px(4), base + px(3), px(4), px(4)}, tone);
    }
    return px(15);
  }

  int width_, height_;
  std::vector<std::byte> pixels_;
};

inline Layout lines_of(const PageImage& image, std::span<const Mark> marks = {},
                       std::span<const Table> tables = {}) {
  return find_text_lines(image, marks, tables,
                         Frames({}, image.width(), image.height(), image.width(), image.height()));
}

}  // namespace sohoa::ocr
