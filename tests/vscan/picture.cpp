#include "tests/vscan/picture.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include <leptonica/allheaders.h>

namespace vscan {
namespace {

struct Destroy {
  void operator()(Pix* pix) const noexcept { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, Destroy>;

PixPtr checked(Pix* pix, const std::string& what) {
  if (pix == nullptr) throw std::runtime_error(what);
  return PixPtr(pix);
}

constexpr double mm_per_inch = 25.4;
constexpr int a4_width_mm = 210, a4_height_mm = 297;

int pixels(double mm, int dpi) { return static_cast<int>(std::lround(mm / mm_per_inch * dpi)); }

PixPtr blank(int dpi) {
  auto pix =
      checked(pixCreate(pixels(a4_width_mm, dpi), pixels(a4_height_mm, dpi), 8), "no memory");
  pixSetAll(pix.get());
  return pix;
}

PixPtr load(const std::filesystem::path& file, int dpi) {
  if (file.empty()) return blank(dpi);
  auto pix = checked(pixRead(file.c_str()), "cannot read " + file.string());
  double own = pixGetXRes(pix.get());
  if (own <= 1)
    own = std::max(pixGetWidth(pix.get()), pixGetHeight(pix.get())) * mm_per_inch / a4_height_mm;
  if (std::abs(own - dpi) <= 2) return pix;
  const auto scale = static_cast<float>(dpi / own);
  // Scaling bilevel images by area makes them grey, as an optical sensor would.
  auto grey = pixGetDepth(pix.get()) == 1
                  ? checked(pixConvert1To8(nullptr, pix.get(), 255, 0), "no memory")
                  : std::move(pix);
  return checked(pixScale(grey.get(), scale, scale), "cannot scale " + file.string());
}

PixPtr cut(PixPtr pix, int dpi, const Window& window) {
  const int left = std::max(0, pixels(window.left, dpi)),
            top = std::max(0, pixels(window.top, dpi));
  const int right = std::min(pixGetWidth(pix.get()), pixels(window.right, dpi));
  const int bottom = std::min(pixGetHeight(pix.get()), pixels(window.bottom, dpi));
  if (left >= right || top >= bottom) throw std::runtime_error("nothing lies within the window");
  if (left == 0 && top == 0 && right == pixGetWidth(pix.get()) && bottom == pixGetHeight(pix.get()))
    return pix;
  const std::unique_ptr<Box, void (*)(Box*)> box(boxCreate(left, top, right - left, bottom - top),
                                                 [](Box* b) { boxDestroy(&b); });
  return checked(pixClipRectangle(pix.get(), box.get(), nullptr), "cannot cut");
}

PixPtr in_mode(const PixPtr& pix, Mode mode) {
  if (mode == Mode::color) return checked(pixConvertTo32(pix.get()), "cannot convert");
  if (mode == Mode::gray) return checked(pixConvertTo8(pix.get(), FALSE), "cannot convert");
  return checked(pixConvertTo1(pix.get(), 160), "cannot convert");
}

// Leptonica keeps pixels in 32-bit words, first pixel in the highest bits.
void copy_row(Pix* pix, Mode mode, int y, std::uint8_t* to, std::size_t count) {
  const l_uint32* line =
      pixGetData(pix) + static_cast<std::size_t>(y) * static_cast<std::size_t>(pixGetWpl(pix));
  for (std::size_t i = 0; i < count; ++i) {
    if (mode == Mode::color) {
      const unsigned shift = 24 - 8 * static_cast<unsigned>(i % 3);
      to[i] = static_cast<std::uint8_t>(line[i / 3] >> shift);
    } else {
      const unsigned shift = 24 - 8 * static_cast<unsigned>(i % 4);
      to[i] = static_cast<std::uint8_t>(line[i / 4] >> shift);
    }
  }
}

}  // namespace

Picture take_picture(const std::filesystem::path& file, Mode mode, int dpi, const Window& window,
                     bool half_turn) {
  PixPtr pix = cut(load(file, dpi), dpi, window);
  pix = in_mode(pix, mode);
  if (half_turn) pix = checked(pixRotate180(nullptr, pix.get()), "cannot turn");
  Picture picture;
  picture.width = pixGetWidth(pix.get());
  picture.height = pixGetHeight(pix.get());
  picture.samples = mode == Mode::color ? 3 : 1;
  const auto width = static_cast<std::size_t>(picture.width);
  const std::size_t stride =
      mode == Mode::lineart ? (width + 7) / 8 : width * static_cast<std::size_t>(picture.samples);
  picture.rows.resize(stride * static_cast<std::size_t>(picture.height));
  for (int y = 0; y < picture.height; ++y)
    copy_row(pix.get(), mode, y, picture.rows.data() + stride * static_cast<std::size_t>(y),
             stride);
  return picture;
}

}  // namespace vscan
