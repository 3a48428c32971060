#include "imaging/ink_map.h"

#include <algorithm>
#include <array>

#include "imaging/straighten.h"

namespace sohoa::imaging {
namespace {

constexpr int side = static_cast<int>(reading_dpi / InkMap::cells_an_inch);  // pixels of a cell
static_assert(side * InkMap::cells_an_inch == reading_dpi);

// Print is darker, what shows through from the other side and the grain of paper are not: the
// reading copy has its print made dark.
constexpr auto dark_below = std::byte{170};
constexpr int cell_least = 3;  // dark pixels of sixteen

constexpr int rim = static_cast<int>(8 / 25.4 * reading_dpi);  // punch marks and torn edges

}  // namespace

InkMap ink_map(const PageImage& reading) {
  InkMap map(reading.width() / side, reading.height() / side);
  std::vector<int> cells(static_cast<std::size_t>(std::max(0, map.columns())));
  std::size_t dark = 0;
  for (int y = 0; y < map.rows(); ++y) {
    std::ranges::fill(cells, 0);
    for (int i = y * side; i < (y + 1) * side; ++i) {
      const std::byte* pixel = reading.row(i).data();
      for (int& cell : cells)
        for (int x = 0; x < side; ++x) cell += *pixel++ < dark_below ? 1 : 0;
    }
    const bool inside = y * side >= rim && (y + 1) * side <= reading.height() - rim;
    for (int x = 0; x < map.columns(); ++x) {
      const int found = cells[static_cast<std::size_t>(x)];
      if (found >= cell_least) map.set(x, y);
      if (inside && x * side >= rim && (x + 1) * side <= reading.width() - rim)
        dark += static_cast<std::size_t>(found);
    }
  }
  const double pixels = double(reading.width()) * reading.height();
  map.dark = pixels > 0 ? double(dark) / pixels : 0;
  return map;
}

}  // namespace sohoa::imaging
