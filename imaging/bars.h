// Bar codes that are too fine for the reading copy: where on it bars may stand, and a clean picture
// of them made of all rows of the original.
#pragma once
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

// `reading`: gray8 at reading_dpi. Places, at most four, where upright strokes stand side by side
// as in a bar code and as nowhere else; few pages have any.
std::vector<Box> find_bars(const PageImage& reading);

// `part`: gray8, a part of a page around upright bars, upright to within two degrees. Each of their
// strokes is the mean of all rows, after which noise and stairs are gone; four times as wide as in
// `part`, with the paper around that a reader of codes wants. Empty if there are no bars.
PageImage smoothed_bars(const PageImage& part);

}  // namespace sohoa::imaging
