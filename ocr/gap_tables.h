// Tables without upright rules, known by gaps that stay open from row to row.
#pragma once
#include <span>
#include <vector>

#include "ocr/ink.h"
#include "ocr/strands.h"

namespace sohoa::ocr {

// A table's cells by its columns and rows, in the reading frame.
struct GapTable {
  std::vector<int> columns;  // x where columns begin and the last ends
  std::vector<int> rows;     // y where rows begin and the last ends
};

// At least three columns and three rows: fewer are a letterhead, names below signatures, fields
// side by side, which are read line by line. `level_rules`: rules between rows, if there are any.
// `slope`: of the page's text. Pure.
std::vector<GapTable> find_gap_tables(const Ink& ink, std::span<const Strand> strands,
                                      std::span<const Box> level_rules, double slope);

// Cuts strands that go across columns.
void cut_at_columns(const Ink& ink, std::vector<Strand>& strands, const GapTable& table,
                    double slope);

}  // namespace sohoa::ocr
