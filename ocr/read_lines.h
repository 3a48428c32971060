// The lines found from a page's ink, as the recogniser reads them.
#pragma once
#include <vector>

#include "ocr/line_recognizer.h"
#include "ocr/text_lines.h"
#include "ocr/words.h"

namespace sohoa::ocr {

struct ReadLine {
  WordLine words;            // at least one
  std::vector<Box> written;  // what was written into the line by hand, taken out of its words
};

// In the order of `layout`, without what is no text (doubt.h). Boxes are in the frame of `reading`.
// Throws what LineRecognizer::read() does.
std::vector<ReadLine> read_lines(LineRecognizer& engine, const PageImage& reading,
                                 const Layout& layout, const Deadline& deadline);

}  // namespace sohoa::ocr
