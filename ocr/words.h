// The words of a line that was read, each on the ink it was read from.
#pragma once
#include <vector>

#include "ocr/line_recognizer.h"
#include "ocr/text_lines.h"

namespace sohoa::ocr {

struct ReadWord {
  std::vector<Character> characters;  // no spaces; at least one
  Box box;                            // around the pieces of the line that it covers, reading frame
};

using WordLine = std::vector<ReadWord>;  // left to right

// `origin`: where the line image lay on the reading copy (line_image()). Engines place characters
// roughly; the gaps between pieces say exactly where a word ends.
WordLine find_words(const LineReading& reading, const TextLine& line, const Box& origin);

}  // namespace sohoa::ocr
