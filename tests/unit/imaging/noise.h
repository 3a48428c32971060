// Pixels that no pattern of a resampler can hide in.
#pragma once
#include <random>

#include <opencv2/core.hpp>

namespace sohoa::imaging {

// Of all tones, most of them black and white; the same on every run.
inline cv::Mat noise(cv::Size size) {
  cv::Mat grey(size, CV_8UC1);
  std::mt19937 random(7);  // NOLINT: the same on every run
  for (int y = 0; y < grey.rows; ++y)
    for (int x = 0; x < grey.cols; ++x)
      grey.at<std::uint8_t>(y, x) =
          static_cast<std::uint8_t>(random() % 4 == 0 ? random() % 256 : random() % 2 * 255);
  return grey;
}

}  // namespace sohoa::imaging
