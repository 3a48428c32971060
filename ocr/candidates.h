// The readings of a word that the engine found nearly as likely as the one it chose: no other is
// ever thought of.
#pragma once
#include <string>
#include <vector>

#include "ocr/words.h"

namespace sohoa::ocr {

// Confidences are on the engine's scale, on which 0.05 is a factor of e.
struct Nearness {
  float confident = 0.999F;   // a character this sure is never another
  float gap = 0.35F;          // another reading may be this much below the chosen one
  double engine_weight = 20;  // cost of a gap of 1: a factor of e costs 1
  double most_cost = 8;       // of all changes in a word
};

struct Candidate {
  std::u32string text;  // NFC
  double cost = 0;      // >= 0, of the engine's own reading 0
};

// The own reading first, then the others by their cost; at most 32.
std::vector<Candidate> candidates(const ReadWord& word, const Nearness& nearness);

}  // namespace sohoa::ocr
