// A page as one way of finding its lines has it read, to be compared with another.
#pragma once
#include <string>
#include <vector>

#include "ocr/words.h"

namespace sohoa::ocr {

struct SeenWord {
  std::string text;      // NFC
  float confidence = 0;  // 0..1
  std::vector<std::string> alternatives;
  Box box;  // reading frame
};

struct SeenPage {
  std::string layout;                        // Reading::layout
  std::vector<std::vector<SeenWord>> lines;  // in reading order, none empty
  std::vector<Box> written;                  // words written by hand: not in `lines`
};

// Of all words, the written ones too.
std::vector<Box> word_boxes(const SeenPage& page);

// Letters and digits in words that are likely right: the measure of which reading is better.
std::size_t sure_letters(const SeenPage& page);

// Mean over all letters and digits; 0 if there are none.
double mean_confidence(const SeenPage& page);

}  // namespace sohoa::ocr
