// What of a line's image recognisers that scale lines to one height can read.
#pragma once
#include "core/page.h"

namespace sohoa::ocr {

// The line with paper below it and to its right until its shape is one that can be read; empty if
// there is nothing on it, or far too much.
PageImage readable(const PageImage& line);

}  // namespace sohoa::ocr
