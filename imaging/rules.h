// Ruled lines: thin, long and straight, whole or broken, also where letters cross them.
#pragma once
#include <vector>

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// A stretch of a rule without bends. Along and across: x and y of a level rule, y and x of an
// upright one, in pixels; `across` is the middle of the stroke.
struct Stretch {
  int from = 0, to = 0;  // half-open, along
  double across = 0;     // at `from`
  double slope = 0;
  double thickness = 0;
  bool free = false;  // nothing touches it
  double at(double along) const noexcept { return across + slope * (along - from); }
};

struct Rule {
  bool upright = false;
  std::vector<Stretch> stretches;  // in order, at least one
  double inked = 0;                // share of its length, what letters cover not counted
  bool dashes = false;             // short stretches in a row: a leader
  int tone = 0;                    // its grey, for who knows the page; 0 is black

  int from() const noexcept { return stretches.front().from; }
  int to() const noexcept { return stretches.back().to; }
  int length() const noexcept { return to() - from(); }
  double at(double along) const noexcept;       // also between stretches
  double line_at(double along) const noexcept;  // also beyond its ends
  double thickness() const noexcept;            // usual
};

// `ink`: 8-bit mask of a page that is at most a degree or so from level, at `dpi`.
std::vector<Rule> find_rules(const cv::Mat& ink, double dpi);

}  // namespace sohoa::imaging
