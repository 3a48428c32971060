#include "imaging/cv.h"

#include <algorithm>

#include <opencv2/core.hpp>

namespace sohoa::imaging {

cv::Mat view(const PageImage& image) {
  if (image.format() != PixelFormat::gray8 || image.empty())
    throw Error(Cause::bug, "a page image that is not grey; gray8 was expected");
  // cv::Mat has no constant view; nobody writes through this one.
  auto* pixels = const_cast<std::byte*>(image.pixels().data());  // NOLINT
  return {image.height(), image.width(), CV_8UC1, pixels, image.stride()};
}

PageImage to_page_image(const cv::Mat& grey, double dpi) {
  const auto stride = static_cast<std::size_t>(grey.cols);
  std::vector<std::byte> pixels(stride * static_cast<std::size_t>(grey.rows));
  for (int y = 0; y < grey.rows; ++y)
    std::copy_n(grey.ptr<std::byte>(y), stride,
                pixels.data() + static_cast<std::size_t>(y) * stride);
  return {grey.cols, grey.rows, dpi, PixelFormat::gray8, std::move(pixels)};
}

void keep_single_threaded() {
  static const bool done = [] {
    cv::setNumThreads(1);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace sohoa::imaging
