// The order in which a page's lines are read.
#pragma once
#include <vector>

#include "core/page.h"

namespace sohoa::ocr {

// Lines as the engine delivers them, block by block, put into the order of the printed rows: what
// stands side by side (the two halves of a letterhead, cells of a table, the signature beside the
// list of recipients) is read row by row from the left.
std::vector<Line> in_reading_order(std::vector<Line> lines);

}  // namespace sohoa::ocr
