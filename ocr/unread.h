// Ink that looks like text and that no word accounts for: how much, and where.
#pragma once
#include <span>
#include <vector>

#include "ocr/text_lines.h"

namespace sohoa::ocr {

struct Unread {
  double share = 0;          // of the page's text-like ink, 0..1
  std::vector<Box> regions;  // top to bottom; lone specks are in none, and not in `share`
};

// `words`: boxes of all words that were read. All boxes in the reading frame.
Unread unread_ink(const Layout& layout, std::span<const Box> words);

}  // namespace sohoa::ocr
