#include "ocr/reading_order.h"

namespace sohoa::ocr {

std::vector<Line> in_reading_order(std::vector<Line> lines) { return lines; }

}  // namespace sohoa::ocr
