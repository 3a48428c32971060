// The frames of one page, from the reading copy outwards: reading -> upright -> original.
#pragma once
#include "core/page.h"

namespace sohoa {

class Frames {
 public:
  // `reading_width` x `reading_height`: the size of the reading copy of a width x height original,
  // all in pixels and above 0.
  Frames(const Placement& placement, int width, int height, int reading_width, int reading_height);
  // Of a page whose reading copy is not released yet.
  explicit Frames(const Page& page);

  // A box covers all that was covered before the map, at least one pixel, and is on the page.
  Box upright(const Box& reading) const noexcept;
  Box reading(const Box& upright) const noexcept;
  Box original(const Box& upright) const noexcept;

  int upright_width() const noexcept { return upright_width_; }
  int upright_height() const noexcept { return upright_height_; }

 private:
  Placement placement_;
  int width_, height_, upright_width_, upright_height_, reading_width_, reading_height_;
};

}  // namespace sohoa
