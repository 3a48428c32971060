// A page read by Tesseract with its own layout: the other opinion on a page whose lines we find
// with difficulty.
#pragma once
#include <vector>

#include "ocr/tesseract_engine.h"
#include "ocr/words.h"

namespace sohoa::ocr {

// Words of one line, left to right; boxes and characters' places in the frame of `reading`.
using WordLine = std::vector<ReadWord>;

// `reading`: gray8. Lines in Tesseract's reading order; none on a blank page. Throws
// Error(reading_failed), Error(stopped).
std::vector<WordLine> read_by_tesseract_layout(TesseractEngine& engine, const PageImage& reading,
                                               const Deadline& deadline);

}  // namespace sohoa::ocr
