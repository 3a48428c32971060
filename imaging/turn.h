// Which way up a page lies.
#pragma once
#include "imaging/letters.h"

namespace sohoa::imaging {

struct Turn {
  int degrees = 0;        // clockwise, to be applied: 0, 90, 180 or 270
  double confidence = 0;  // 0..1; below 0.5 `degrees` is a guess
};

// By the shapes of the page's letters, all four turns against each other; rules, leaders and empty
// paper have no say, so that a table of figures, a form and a certificate of three lines are judged
// as well as a full page. `ink`: what the letters were found in.
Turn find_turn(const Letters& letters, const cv::Mat& ink);

}  // namespace sohoa::imaging
