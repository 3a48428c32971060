// A sample page as the straighten stage would hand it over.
#pragma once
#include <doctest/doctest.h>
#include <leptonica/allheaders.h>

#include "core/page.h"

namespace sohoa::ocr {

// The page at its 200 dpi, grey.
inline const PageImage& sample_page() {
  static const PageImage page = [] {
    PIX* pix = pixRead(SOHOA_SOURCE_DIR "/samples/don_de_nghi_2.png");
    REQUIRE(pix != nullptr);
    const int width = pixGetWidth(pix), height = pixGetHeight(pix);
    std::vector<std::byte> pixels;
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        l_uint32 value = 0;
        pixGetPixel(pix, x, y, &value);
        pixels.push_back(std::byte(std::uint8_t(value)));
      }
    pixDestroy(&pix);
    return PageImage(width, height, 200, PixelFormat::gray8, std::move(pixels));
  }();
  return page;
}

// A part of a page; white beyond its edges.
inline PageImage cut(const PageImage& page, const Box& box) {
  std::vector<std::byte> pixels;
  for (int y = box.y; y < box.bottom(); ++y)
    for (int x = box.x; x < box.right(); ++x)
      pixels.push_back(x >= 0 && y >= 0 && x < page.width() && y < page.height()
                           ? page.row(y)[static_cast<std::size_t>(x)]
                           : std::byte{255});
  return PageImage(box.w, box.h, page.dpi(), PixelFormat::gray8, std::move(pixels));
}

}  // namespace sohoa::ocr
