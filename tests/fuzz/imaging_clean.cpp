// Any pixels as a page to be cleaned: two bytes of size, then pixels, repeated to fill the page.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "imaging/clean.h"

namespace {
void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}
bool on_page(const sohoa::Box& box, int width, int height) {
  return !box.empty() && box.x >= 0 && box.y >= 0 && box.right() <= width && box.bottom() <= height;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const int width = 1 + data[0] * 2, height = 1 + data[1] * 2;
  std::vector<std::byte> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = std::byte(data[2 + i % (size - 2)]);
  const sohoa::PageImage page(width, height, 200, sohoa::PixelFormat::gray8, std::move(pixels));
  const auto cleaned = sohoa::imaging::clean(page, sohoa::Frames({}, width, height, width, height));
  demand(cleaned.reading.width() == width && cleaned.reading.height() == height, "another size");
  for (const auto& mark : cleaned.marks)
    demand(on_page(mark.box, width, height) && on_page(mark.upright, width, height),
           "mark off page");
  for (const auto& table : cleaned.tables)
    for (const auto& cell : table.cells)
      demand(on_page(cell.box, width, height) && cell.rows > 0 && cell.columns > 0, "odd cell");
  return 0;
}
