// In which order a person reads the lines of a page.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "ocr/barriers.h"
#include "ocr/text_lines.h"

namespace sohoa::ocr {

// The order of `lines`, as indices: row by row from the top, each row from the left; within a
// table, cell by cell. `slope`: of the page's text, dy / dx. Pure.
std::vector<std::uint32_t> reading_order(std::span<const TextLine> lines,
                                         std::span<const Table> tables, const Barriers& barriers,
                                         double slope);

}  // namespace sohoa::ocr
