// Grey pictures to draw on, for pages as they lie on a glass or a desk.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/page.h"
#include "imaging/decode.h"
#include "tests/unit/imaging/spooled.h"

namespace sohoa::test {

struct Picture {
  int width = 0, height = 0;
  std::vector<std::byte> pixels;

  Picture(int w, int h, int grey)
      : width(w),
        height(h),
        pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h),
               static_cast<std::byte>(grey)) {}
  explicit Picture(const PageImage& page)
      : width(page.width()),
        height(page.height()),
        pixels(page.pixels().begin(), page.pixels().end()) {}

  int at(int x, int y) const { return std::to_integer<int>(pixels[index(x, y)]); }
  void set(int x, int y, int grey) { pixels[index(x, y)] = static_cast<std::byte>(grey); }

  void fill(const Box& box, int grey) {
    for (int y = box.y; y < box.bottom(); ++y)
      for (int x = box.x; x < box.right(); ++x) set(x, y, grey);
  }
  // A disc, or a ring if `inner` is above 0.
  void round(int cx, int cy, int radius, int grey, int inner = 0) {
    for (int y = cy - radius; y <= cy + radius; ++y)
      for (int x = cx - radius; x <= cx + radius; ++x)
        if (const double r = std::hypot(x - cx, y - cy); r <= radius && r >= inner) set(x, y, grey);
  }
  int darkest(const Box& box) const {
    int least = 255;
    for (int y = box.y; y < box.bottom(); ++y)
      for (int x = box.x; x < box.right(); ++x) least = std::min(least, at(x, y));
    return least;
  }

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  }
};

// What lies on the glass when `page` lies there as `placement` says, on a bed or a desk of
// `around`: each pixel of it is looked up in the page.
inline Picture laid(const Picture& page, const Placement& placement, int around = 255) {
  const bool sideways = placement.turn % 180 != 0;
  Picture result(sideways ? page.height : page.width, sideways ? page.width : page.height, around);
  for (int y = 0; y < result.height; ++y)
    for (int x = 0; x < result.width; ++x) {
      const Point p = to_upright(placement, result.width, result.height, Point{x + 0.5, y + 0.5});
      const int px = static_cast<int>(std::floor(p.x)), py = static_cast<int>(std::floor(p.y));
      if (px >= 0 && py >= 0 && px < page.width && py < page.height)
        result.set(x, y, page.at(px, py));
    }
  return result;
}

// Mean difference of pictures of one size.
inline double difference(const Picture& a, const Picture& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i)
    sum += std::abs(std::to_integer<int>(a.pixels[i]) - std::to_integer<int>(b.pixels[i]));
  return sum / static_cast<double>(a.pixels.size());
}

// A sample page of print without skew, 200 dpi.
inline Picture printed() {
  const auto sample = std::filesystem::path(SOHOA_SOURCE_DIR) / "samples/to_khai_khai_sinh_2.jpg";
  return Picture(imaging::decode_grey(spooled(sample)));
}

inline SpooledImage spooled(const std::filesystem::path& file, const Picture& picture,
                            double dpi = 200) {
  return spooled_pnm(file, 5, picture.width, picture.height, picture.pixels, dpi);
}

}  // namespace sohoa::test
