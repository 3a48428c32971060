// Paper around a line's image: a network that scales lines to one height reads letters best at the
// size it learned them, and marks only with paper above them.
#pragma once
#include "ocr/text_lines.h"

namespace sohoa::ocr {

// `image` lies at `origin` on the reading copy; white is added above and below it, and `origin`
// grown by as much.
PageImage with_room(const PageImage& image, Box& origin, const TextLine& line);

}  // namespace sohoa::ocr
