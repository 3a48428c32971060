// Bar codes that are too fine for the reading copy: where on it bars may stand, and what all rows
// of the original together say of them.
#pragma once
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

// `reading`: gray8 at reading_dpi. Places, at most four, where upright strokes stand side by side
// as in a bar code and as nowhere else; few pages have any.
std::vector<Box> find_bars(const PageImage& reading);

// `part`: gray8, a part of a page around upright bars, upright to within two degrees. How dark each
// place along them is, the mean of all rows, after which noise and stairs are gone; four places a
// pixel. Empty if there are no bars.
std::vector<float> darkness_along_bars(const PageImage& part);

}  // namespace sohoa::imaging
