// What looks written by hand: numbers and days filled into printed letters, names below signatures.
// It is shown to a person and never guessed, so nothing of it enters the text.
//
// Print is never taken for it on its look alone: only what the engine had to guess is looked at.
#pragma once
#include <span>

#include "ocr/words.h"

namespace sohoa::ocr {

// A word between printed ones: guessed, and its letters do not stand on the line as its
// neighbours' do.
bool looks_written(const ReadWord& word, const TextLine& line);

// Ink that no word accounts for: strokes that run on for letters, or far taller than print.
bool looks_written(std::span<const Piece> pieces, double x_height);

}  // namespace sohoa::ocr
