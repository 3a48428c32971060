// The ink of a page as runs of pixels, and the connected shapes they form.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/page.h"

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// Half-open: the pixels [from, to) of a row.
struct Run {
  int from = 0, to = 0;
};

struct Shape {
  Box box;
  int ink = 0;  // pixels
};

class Runs {
 public:
  // Of an 8-bit mask, 0 where there is no ink; runs shorter than `least` are left out.
  explicit Runs(const cv::Mat& mask, int least = 1);

  int rows() const noexcept { return static_cast<int>(starts_.size()) - 1; }
  std::span<const Run> row(int y) const noexcept;
  std::size_t size() const noexcept { return runs_.size(); }
  // The index of a row's first run among all.
  std::size_t first(int y) const noexcept { return starts_[static_cast<std::size_t>(y)]; }

 private:
  std::vector<Run> runs_;
  std::vector<std::size_t> starts_;
};

// Runs that touch, corners too, are one shape.
struct Shapes {
  explicit Shapes(const Runs& runs);
  std::vector<Shape> all;
  std::vector<std::uint32_t> of;  // for each run its index in `all`
};

// Indices of all shapes from left to right in bands of two rows: so letters of a line come one
// after the other though some are a pixel taller.
std::vector<std::uint32_t> in_bands(const Runs& runs, const Shapes& shapes);

}  // namespace sohoa::imaging
