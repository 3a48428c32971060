// The visible block of a signature: lines of text in Liberation Serif, whose letters are as wide as
// those of Times New Roman; 10 points, upright, black, without a picture (Decree 30/2020/ND-CP,
// annex I, part II, section I).
#pragma once
#include <string>
#include <vector>

#include "pdf/sign/revision.h"
#include "pdf/sign/sign.h"

namespace sohoa::pdf {

// In points, as a reader sees it.
struct BlockSize {
  double width = 0, height = 0;
};

// How wide one line is. As all below, throws Error(data_missing) if the font is not there or has
// no shape for a character.
double line_width(const std::string& line);

// What these lines need: a VisibleBlock may be larger, never smaller.
BlockSize block_size(const std::vector<std::string>& lines);

// Adds the form XObject that shows `block` (ISO 32000-1, 12.5.5), with a font of its own that has
// the shapes of these lines alone; its object number.
int add_block(Revision& revision, const VisibleBlock& block);

}  // namespace sohoa::pdf
