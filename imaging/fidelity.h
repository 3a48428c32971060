// How true a coded page is to the page as it was scanned: asked before anything with loss is kept.
#pragma once
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

// Pixels, on each axis, that make a hundredth of an inch: the grain in which colour is compared.
int grain(double dpi) noexcept;

struct Fidelity {
  static constexpr double needed = 0.9;  // likeness below which no page is kept

  // Mean structural similarity (SSIM, windows of 7 x 7) of lightness at 100 dpi.
  double likeness = 0;
  // Where ink of the page is gone, ink was added, or a colour is off: places of 4 mm, pixels.
  std::vector<Box> faults;
  bool good() const noexcept { return likeness >= needed && faults.empty(); }
};

// Both gray8 or rgb24, of one size. Ink is what is much darker than the lightest nearby; it is gone
// if not within a pixel of it there is anything dark, and added where paper has become ink.
// Specks too small for a full stop do not count. Thread-safe.
Fidelity fidelity(const PageImage& original, const PageImage& coded);

}  // namespace sohoa::imaging
