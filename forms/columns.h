// The cells of a table's column, by its heading.
#pragma once
#include <vector>

#include "forms/extract.h"
#include "forms/layout.h"

namespace sohoa::forms {

struct Column {
  double anchor = 0;        // likeness of the heading, 0..1
  std::vector<Line> cells;  // below the heading, from top to bottom; a cell of several rows is one
};

// Under the first line of headings that has one of `heading`. The column is as wide as the ruled
// table says, or as what stands in it; it ends with the table, at a line that begins with a phrase
// of `until`, or at a wide gap. A cell begins where a rule parts it from the one above, and with
// each row that has words in other columns too. Empty cells are left out.
Column column_under(const Phrases& heading, const Phrases& until, const PageView& view,
                    const Layout& layout);

}  // namespace sohoa::forms
