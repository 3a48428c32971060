// A grey line as the network sees it: 36 pixels high, black and white where it expects them.
#pragma once
#include <cstdint>
#include <vector>

#include "core/page.h"

namespace sohoa::ocr {

struct LineInput {
  int width = 0;
  // 36 rows of `width`, -127 black to 127 white; behind them four bytes for kernels to read past.
  std::vector<std::int8_t> pixels;
  double scale = 1;  // its pixels for one of the line image
  bool empty() const noexcept { return width == 0; }
};

// As libtesseract prepares a raw line of dark letters, pixel for pixel: scaled by Leptonica, black
// and white taken from the lows and highs along the middle row; light letters on dark are turned
// round first. `line`: gray8. Empty where less than three columns would be left.
LineInput line_input(const PageImage& line);

}  // namespace sohoa::ocr
