// A decoded page in a helper process, kept as the PNM file it will leave as.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "core/page.h"

namespace sohoa::scanners {

class Raster {
 public:
  // Rows are zero until written. The caller has checked the size against ImageLimits.
  Raster(int width, int height, PixelFormat format);
  int width() const noexcept { return width_; }
  int height() const noexcept { return height_; }
  PixelFormat format() const noexcept { return format_; }
  std::span<std::byte> row(int y) noexcept;  // tightly packed; bilevel: MSB first, 1 = black
  std::span<const std::byte> pnm() const noexcept { return pnm_; }  // header and rows

 private:
  int width_, height_;
  PixelFormat format_;
  std::size_t stride_, header_;
  std::vector<std::byte> pnm_;
};

struct DecodedPage {
  Raster raster;
  double dpi_x = 0, dpi_y = 0;  // 0: not stated
};

}  // namespace sohoa::scanners
