// Boxes to tick as words: what is ticked is part of what a form says.
#pragma once
#include <span>

#include "core/page.h"

namespace sohoa::ocr {

// Adds "☒" for each ticked and "☐" for each empty tick box among `marks` to the line it stands on,
// or as a line of its own, at its place in reading order.
void add_ticks(PageText& text, std::span<const Mark> marks);

}  // namespace sohoa::ocr
