#include "imaging/cv.h"

#include <algorithm>

#include <opencv2/core.hpp>

namespace sohoa::imaging {

cv::Mat view(const PageImage& image) {
  if (image.format() != PixelFormat::gray8)
    throw Error(Cause::bug, "a page image that is not grey; gray8 was expected");
  return view_colour(image);
}

cv::Mat view_colour(const PageImage& image) {
  if (image.format() == PixelFormat::bilevel || image.empty())
    throw Error(Cause::bug, "a page image without bytes for its pixels");
  // cv::Mat has no constant view; nobody writes through this one.
  auto* pixels = const_cast<std::byte*>(image.pixels().data());  // NOLINT
  return {image.height(), image.width(), image.format() == PixelFormat::rgb24 ? CV_8UC3 : CV_8UC1,
          pixels, image.stride()};
}

PageImage to_page_image(const cv::Mat& image, double dpi) {
  const auto stride = static_cast<std::size_t>(image.cols) * image.elemSize();
  std::vector<std::byte> pixels(stride * static_cast<std::size_t>(image.rows));
  for (int y = 0; y < image.rows; ++y)
    std::copy_n(image.ptr<std::byte>(y), stride,
                pixels.data() + static_cast<std::size_t>(y) * stride);
  return {image.cols, image.rows, dpi,
          image.channels() == 3 ? PixelFormat::rgb24 : PixelFormat::gray8, std::move(pixels)};
}

void keep_single_threaded() {
  static const bool done = [] {
    cv::setNumThreads(1);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace sohoa::imaging
