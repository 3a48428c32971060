// What a JPEG, PNG or PNM says of itself in its header, without decoding it.
#pragma once
#include <cstddef>
#include <span>

#include "core/page.h"

namespace sohoa {

struct ImageHeader {
  Encoding encoding = Encoding::jpeg;
  int width = 0, height = 0;
  int components = 3;  // 1 grey or palette or bilevel, 3 colour, 4 CMYK (JPEG) or with alpha
  int bits = 8;        // per component
  bool palette = false, alpha = false, interlaced = false;  // PNG
  double dpi_x = 0, dpi_y = 0;                              // 0: not stated
};

// Limits every reader of images holds: beyond them Error(page_too_large).
struct ImageLimits {
  int side = 30000;                   // pixels
  std::int64_t pixels = 200'000'000;  // A3 at 1000 dpi
};

// Throws Error(file_unsupported) for other formats, Error(image_damaged) for a broken header and
// Error(page_too_large). Reads only the first bytes; safe on hostile input.
ImageHeader read_header(std::span<const std::byte> bytes, const ImageLimits& limits = {});

// If a file states no resolution: the one at which the image is an A4 sheet, long side to long
// side.
double assumed_dpi(int width, int height) noexcept;

}  // namespace sohoa
