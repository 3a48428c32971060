// The document's outline (ISO 32000-1, 12.3.3), by which viewers lead through it.
#pragma once
#include <string>
#include <vector>

#include "pdf/write/writer.h"

class QPDF;

namespace sohoa::pdf {

// One entry, `title`, that leads to page 1, and below it, closed, the bookmarks in their order.
// Throws Error(bug) for a bookmark of a page that is not there.
void add_outline(QPDF& pdf, const std::string& title, const std::vector<Bookmark>& bookmarks);

}  // namespace sohoa::pdf
