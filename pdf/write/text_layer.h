// A page's words as invisible text, on the glyphs of the untouched image.
#pragma once
#include <string>

#include "core/page.h"
#include "pdf/write/font.h"

namespace sohoa::pdf {

// How pixels of the original image lie on the page, in points: x right, y up, origin bottom left.
struct PageScale {
  double width = 0, height = 0;       // of the page box
  double points_x = 0, points_y = 0;  // a pixel's size
};

// Content stream operators (one BT … ET, font /F0), or "" for a page without words. Words are in
// the order of PageText, each line level through the middle of its glyphs: readers mix up the words
// of lines that slope. Between two words of a line the space is stretched over the gap, so that
// every reader sees one run of text.
std::string text_layer(const Page& page, const PageScale& scale, TextFont& font);

}  // namespace sohoa::pdf
