// What libtesseract says at one place of a result, as our characters.
#pragma once
#include <string>
#include <vector>

#include "ocr/line_recognizer.h"

namespace tesseract {
class ResultIterator;
}

namespace sohoa::ocr {

// The symbol that `at` stands on, with what else it may be; its text is empty if there is none.
Character symbol_at(const tesseract::ResultIterator& at);

}  // namespace sohoa::ocr
