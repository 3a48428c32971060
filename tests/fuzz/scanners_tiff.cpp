// The TIFF decoder on any bytes: pages within the limits, or a refusal.
#include <cstdint>
#include <cstdlib>

#include "core/error.h"
#include "scanners/tiff_pages.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr sohoa::ImageLimits limits{.side = 4000, .pixels = 2'000'000};
  try {
    sohoa::scanners::TiffPages pages(std::as_bytes(std::span(data, size)), limits);
    for (std::uint32_t i = 0; i < 8; ++i) {
      const auto page = pages.page(i);
      if (!page) break;
      if (page->raster.width() > limits.side || page->raster.height() > limits.side) std::abort();
    }
  } catch (const sohoa::Error&) {
  }
  return 0;
}
