// Coloured ink that lies over print - seals and signatures - taken out of a page's grey.
//
// Only shapes are lifted: rings, frames and strokes far larger than a letter, and what stands in a
// round seal. Coloured letters stay, for many are to be read: the signer's name from a red rubber
// stamp, the heading of an identity card. Paper is no ink: colour counts from the page's own paper,
// so that pink, yellowed and patterned paper keeps its tone; so do coloured areas.
#pragma once
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

struct WithoutInk {
  PageImage grey;
  // Each seal, framed stamp and signature, boxes in the original frame; `upright` is empty. A
  // seal's confidence is the share of its ring or frame that was seen.
  std::vector<Mark> marks;
};

// `grey`: decode_grey() of `image`, returned as it is if the page bears no such ink. Otherwise a
// copy in which the ink has become paper and black below it is still black. A page without colour
// costs a JPEG decoding at an eighth of its size, or a pass over its rows; a grey one nothing.
// Throws as decode_grey(). Thread-safe.
WithoutInk without_ink(const SpooledImage& image, const PageImage& grey);

}  // namespace sohoa::imaging
