// The letters of a page as boxes: what orientation and skew are found from.
//
// Rules, borders, seals, photographs and specks are left out by size, so that a black scanner
// border or a table does not outvote the text.
#pragma once
#include <vector>

#include "core/page.h"

namespace cv {
class Mat;
}

namespace sohoa::imaging {

struct Letters {
  std::vector<Box> boxes;     // letters and their marks, in pixels of the page they were found on
  double size = 0;            // usual larger side of a letter, pixels; 0: none found
  int width = 0, height = 0;  // of that page
};

// Paper made white and even: shadows, folds and tinted paper divided out. gray8 -> gray8.
cv::Mat flattened(const cv::Mat& grey);

// `even`: flattened, 8-bit, at reading_dpi. `ink` becomes 255 on all ink, 0 elsewhere.
Letters find_letters(const cv::Mat& even, cv::Mat& ink);

// Boxes with a larger side of `least` to `most` times the usual, at most `count`, from all over the
// page.
std::vector<Box> letters_sized(const Letters& letters, double least, double most,
                               std::size_t count);

// The boxes as they lie after the page was turned clockwise by a multiple of 90 degrees.
Letters turned(const Letters& letters, int degrees);

}  // namespace sohoa::imaging
