// Whether what the recogniser makes of a line is text at all: dirt, dashes of a border and scrawls
// get some reading, too.
#pragma once
#include <vector>

#include "ocr/text_lines.h"
#include "ocr/words.h"

namespace sohoa::ocr {

// Height of letters without ascenders that is most common on the page, in pixels of the reading
// copy; that of 12 point type if there are no lines.
double common_x_height(const Layout& layout);

// Whether it is worth while to recognise the line: it has ink enough for one letter.
bool may_be_text(const TextLine& line, double common_x_height);

// Whether the reading of the line can be kept: it has a letter or digit, and not only ones that the
// engine had to guess.
bool is_text(const WordLine& words, const TextLine& line, double common_x_height);

}  // namespace sohoa::ocr
