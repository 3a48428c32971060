// A page read by Tesseract with its own layout: the other opinion on a page whose lines we find
// with difficulty.
#pragma once
#include <vector>

#include "ocr/tesseract_engine.h"
#include "ocr/words.h"

namespace sohoa::ocr {

// `reading`: gray8; boxes and characters' places are in its frame. Lines in Tesseract's reading
// order; none on a blank page. Throws
// Error(reading_failed), Error(stopped).
std::vector<WordLine> read_by_tesseract_layout(TesseractEngine& engine, const PageImage& reading,
                                               const Deadline& deadline);

}  // namespace sohoa::ocr
