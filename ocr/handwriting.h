// What looks written by hand: numbers and days filled into printed letters, names below signatures.
// It is shown to a person and never guessed, so nothing of it enters the text.
//
// Print in a line is regular: letters stand on one line and are no taller than its capitals. What
// breaks that, and what the engine doubts as well, is taken for writing; where much of a line is
// irregular, the copy is bad and nothing is.
#pragma once
#include <span>
#include <vector>

#include "ocr/line_recognizer.h"
#include "ocr/text_lines.h"

namespace sohoa::ocr {

// Takes written letters, where a number was to be filled in, out of a reading and out of its line
// (its pieces); a space stands in their place. Result: where they are, reading frame, left to
// right. `origin`: where the line image lay.
std::vector<Box> take_out_writing(LineReading& reading, TextLine& line, const Box& origin);

// Ink that no word accounts for: strokes that run on for letters, or far taller than print.
bool looks_written(std::span<const Piece> pieces, double x_height);

}  // namespace sohoa::ocr
