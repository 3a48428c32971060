// What libtesseract says at one place of a result, as our characters.
#pragma once
#include <string>
#include <vector>

#include "ocr/line_recognizer.h"

namespace tesseract {
class ResultIterator;
}

namespace sohoa::ocr {

// Percent to 0..1.
float share(float percent) noexcept;

// The symbol that `at` stands on; its text is empty if there is none. `with_others`: what else it
// may be, if the engine was asked to remember (lstm_choice_mode).
Character symbol_at(const tesseract::ResultIterator& at, bool with_others);

}  // namespace sohoa::ocr
