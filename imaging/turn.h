// Which way up a page lies.
#pragma once
#include "imaging/letters.h"

namespace sohoa::imaging {

struct Turn {
  int degrees = 0;        // clockwise, to be applied: 0, 90, 180 or 270
  double confidence = 0;  // 0..1; below 0.5 `degrees` is a guess
};

// Lines or columns: by how sharply text lines stand out at 0 and at 90 degrees. Up or down:
// Vietnamese has far more marks above its letters than below; where they do not decide (capitals
// without marks, another language), ascenders against descenders do.
Turn find_turn(const Letters& letters, const cv::Mat& mask);

}  // namespace sohoa::imaging
