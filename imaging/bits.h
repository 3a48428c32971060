// A mask as Leptonica's one-bit image. Leptonica stays inside this module's .cpp files.
#pragma once
#include <memory>

struct Pix;
namespace cv {
class Mat;
}

namespace sohoa::imaging {

struct PixDeleter {
  void operator()(Pix* pix) const noexcept;
};
using Bits = std::unique_ptr<Pix, PixDeleter>;

// 1 where `mask` (8-bit) is not zero. Throws std::bad_alloc.
Bits to_bits(const cv::Mat& mask, int dpi);

}  // namespace sohoa::imaging
