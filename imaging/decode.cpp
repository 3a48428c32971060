#include "imaging/decode.h"

#include <algorithm>
#include <vector>

#include "imaging/rows.h"

namespace sohoa::imaging {
namespace {

int affordable_reduction(const SpooledImage& image, double enough_dpi) {
  if (enough_dpi <= 0 || image.encoding != Encoding::jpeg) return 1;
  const double surplus = std::min(image.dpi_x, image.dpi_y) / enough_dpi;
  return surplus >= 4 ? 4 : surplus >= 2 ? 2 : 1;
}

// Rec. 601, as JPEG's own luma.
void to_luma(const std::byte* rgb, std::byte* grey, int width) {
  for (int x = 0; x < width; ++x, rgb += 3)
    grey[x] = static_cast<std::byte>((77 * std::to_integer<int>(rgb[0]) +
                                      150 * std::to_integer<int>(rgb[1]) +
                                      29 * std::to_integer<int>(rgb[2]) + 128) >>
                                     8);
}

}  // namespace

PageImage decode_grey(const SpooledImage& image, double enough_dpi) {
  const auto rows =
      open_rows(image, {.grey = true, .reduction = affordable_reduction(image, enough_dpi)});
  const auto width = static_cast<std::size_t>(rows->width());
  std::vector<std::byte> pixels(width * static_cast<std::size_t>(rows->height()));
  std::vector<std::byte> rgb(rows->components() == 3 ? rows->row_size() : 0);
  for (std::byte* row = pixels.data(); row != pixels.data() + pixels.size(); row += width) {
    rows->next(rgb.empty() ? row : rgb.data());
    if (!rgb.empty()) to_luma(rgb.data(), row, rows->width());
  }
  return {rows->width(), rows->height(), image.dpi_x * rows->width() / image.width,
          PixelFormat::gray8, std::move(pixels)};
}

PageImage decode_colour(const SpooledImage& image) {
  return all_of(*open_rows(image), image.dpi_x);
}

}  // namespace sohoa::imaging
