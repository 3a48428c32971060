// Letters that follow one another on a baseline: the backbone of text lines.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ocr/ink.h"

namespace sohoa::ocr {

// y = at_zero + slope * x: follows lines that lie a little askew or bent.
struct Baseline {
  double at_zero = 0, slope = 0;
  double y(double x) const noexcept { return at_zero + slope * x; }
};

struct Chain {
  std::vector<std::uint32_t> letters;  // indices of blobs, left to right
  Box box;                             // around them
  Baseline baseline;
  double body = 0;      // pixels: usual height of its letters above the baseline
  double x_height = 0;  // pixels: of letters without ascenders
};

inline double centre_x(const Box& box) noexcept { return box.x + box.w / 2.0; }

// The height at which a chain stands, the page's slope taken out.
inline double level_of(const Chain& chain, double slope) noexcept {
  const double x = centre_x(chain.box);
  return chain.baseline.y(x) - slope * x;
}

// Whether ink may be read across from one box to the next: false if a rule or the edge of a table
// cell is between them.
using MayFollow = std::function<bool(const Box&, const Box&)>;

// The chains of those `among` the blobs that are as large as the letters beside them; marks,
// pieces of broken letters and what spans two lines are in none. Pure.
std::vector<Chain> find_chains(const Ink& ink, std::span<const std::uint32_t> among,
                               const MayFollow& may_follow);

// Fits the baseline and heights of a chain to its letters, which are put in order. `slope`: of the
// page, for chains too short to tell.
void fit(Chain& chain, const Ink& ink, double slope);

// The slope that most of the text has.
double usual_slope(std::span<const Chain> chains);

}  // namespace sohoa::ocr
