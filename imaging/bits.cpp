#include "imaging/bits.h"

#include <algorithm>
#include <cstdint>
#include <new>

#include <leptonica/allheaders.h>
#include <opencv2/core.hpp>

namespace sohoa::imaging {

void PixDeleter::operator()(Pix* pix) const noexcept { pixDestroy(&pix); }

Bits to_bits(const cv::Mat& mask, int dpi) {
  // Leptonica reports to stderr unless told not to; its return values say the same.
  static const bool quiet = [] {
    setMsgSeverity(L_SEVERITY_NONE);
    return true;
  }();
  static_cast<void>(quiet);
  Bits bits(pixCreate(mask.cols, mask.rows, 1));
  if (!bits) throw std::bad_alloc();
  pixSetResolution(bits.get(), dpi, dpi);
  const int words = pixGetWpl(bits.get());
  l_uint32* data = pixGetData(bits.get());
  for (int y = 0; y < mask.rows; ++y, data += words) {
    const auto* row = mask.ptr<std::uint8_t>(y);
    for (int x = 0; x < mask.cols; x += 32) {
      l_uint32 word = 0;
      const int end = std::min(32, mask.cols - x);
      for (int i = 0; i < end; ++i)
        word |= static_cast<l_uint32>(row[x + i] != 0) << static_cast<unsigned>(31 - i);
      data[x / 32] = word;
    }
  }
  return bits;
}

}  // namespace sohoa::imaging
