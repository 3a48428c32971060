// Ink that looks like text and that no word accounts for: how much, and where.
#pragma once
#include <span>
#include <vector>

#include "ocr/text_lines.h"

namespace sohoa::ocr {

struct Unread {
  double share = 0;          // of the page's text-like ink, 0..1; without what looks written
  std::vector<Box> regions;  // top to bottom; lone specks are in none, and not in `share`
  std::vector<Box> written;  // regions that look written by hand (handwriting.h)
};

// `words`: boxes of all words that were read or are known to be written. Reading frame.
Unread unread_ink(const Layout& layout, std::span<const Box> words);

}  // namespace sohoa::ocr
