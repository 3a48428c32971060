// Which way up single letters stand, by their shapes.
#pragma once
#include <array>
#include <vector>

#include "core/page.h"

namespace cv {
class Mat;
}

namespace sohoa::imaging {

// For a letter, the logarithm of the probability that it must be turned clockwise by 0, 90, 180
// and 270 degrees to stand upright. Letters alike in two turns say so by equal values.
using LetterTurn = std::array<double, 4>;

// `ink`: 255 on ink, 0 elsewhere; `letters`: boxes in it, larger ones than specks and marks.
// A small network that knows the letters of Vietnamese and the digits from many fonts
// (scripts/train-turn): of twelve letters together more than 99.9 in 100 are judged rightly.
std::vector<LetterTurn> letter_turns(const cv::Mat& ink, const std::vector<Box>& letters);

}  // namespace sohoa::imaging
