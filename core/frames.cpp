#include "core/frames.h"

#include <algorithm>
#include <cmath>

namespace sohoa {
namespace {

struct Side {
  int start, length;
};

// [start, start + length) scaled outwards to whole pixels of a side that is `size` long.
Side scaled(int start, int length, double scale, int size) {
  const int low = std::clamp(static_cast<int>(std::floor(start * scale)), 0, size - 1);
  const int high = std::clamp(static_cast<int>(std::ceil((start + length) * scale)), low + 1, size);
  return {low, high - low};
}

Box scaled(const Box& box, double scale_x, double scale_y, int width, int height) {
  const Side across = scaled(box.x, box.w, scale_x, width);
  const Side down = scaled(box.y, box.h, scale_y, height);
  return {across.start, down.start, across.length, down.length};
}

}  // namespace

Frames::Frames(const Placement& placement, int width, int height, int reading_width,
               int reading_height)
    : placement_(placement),
      width_(width),
      height_(height),
      upright_width_(placement.turn % 180 != 0 ? height : width),
      upright_height_(placement.turn % 180 != 0 ? width : height),
      reading_width_(reading_width),
      reading_height_(reading_height) {}

Frames::Frames(const Page& page)
    : Frames(page.placement, page.image.width, page.image.height, page.reading.width(),
             page.reading.height()) {}

Box Frames::upright(const Box& reading) const noexcept {
  return scaled(reading, double(upright_width_) / reading_width_,
                double(upright_height_) / reading_height_, upright_width_, upright_height_);
}

Box Frames::reading(const Box& upright) const noexcept {
  return scaled(upright, double(reading_width_) / upright_width_,
                double(reading_height_) / upright_height_, reading_width_, reading_height_);
}

Box Frames::original(const Box& upright) const noexcept {
  return to_original(placement_, width_, height_, upright);
}

}  // namespace sohoa
