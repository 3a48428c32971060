#include "imaging/tone.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <opencv2/imgproc.hpp>

#include "imaging/levels.h"

namespace sohoa::imaging {
namespace {

constexpr int faint = 90;            // print that is lighter is made darker,
constexpr int dark = 40;             // as dark as this,
constexpr int faintest = 200;        // but not what is hardly there
constexpr double noise_least = 2.2;  // deviation of paper in grey levels, after that
constexpr double blur = 0.7;         // pixels: tone marks are two wide
constexpr int paper_least = 180;
constexpr double two_tones = 0.002;  // so few pixels are grey

// Standard deviation of the noise of paper: a difference of second differences, to which edges
// and slopes of light give little, in its middle value, to which print gives nothing.
double paper_noise(const cv::Mat& even) {
  constexpr int step = 7;
  Levels count{};
  for (int y = 1; y + 1 < even.rows; y += step) {
    const std::array rows{even.ptr<std::uint8_t>(y - 1), even.ptr<std::uint8_t>(y),
                          even.ptr<std::uint8_t>(y + 1)};
    for (int x = 1; x + 1 < even.cols; x += 3) {
      constexpr std::array factor{1, -2, 1};
      int sum = 0, least = 255;
      for (std::size_t j = 0; j < 3; ++j)
        for (int i = -1; i <= 1; ++i) {
          const int grey = rows[j][x + i];
          least = std::min(least, grey);
          sum += grey * factor[j] * factor[static_cast<std::size_t>(i + 1)];
        }
      if (least >= paper_least) ++count[static_cast<std::size_t>(std::min(255, std::abs(sum)))];
    }
  }
  constexpr double deviation_of_middle = 0.6745, kernel_norm = 6;
  return level(count, 0.5) / deviation_of_middle / kernel_norm;
}

}  // namespace

bool is_two_toned(const cv::Mat& grey) {
  double all = 0, between = 0;
  for (int y = 0; y < grey.rows; y += 4) {
    const auto* row = grey.ptr<std::uint8_t>(y);
    for (int x = 0; x < grey.cols; x += 4, ++all) between += row[x] > 8 && row[x] < 247;
  }
  return between <= two_tones * all;
}

int print_grey(const cv::Mat& even, const cv::Mat& ink) {
  Levels count{};
  for (int y = 0; y < even.rows; y += 2) {
    const auto* grey = even.ptr<std::uint8_t>(y);
    const auto* inked = ink.ptr<std::uint8_t>(y);
    for (int x = 0; x < even.cols; ++x) {
      std::uint64_t eight = 0;
      if (x + 8 <= even.cols && (std::memcpy(&eight, inked + x, 8), eight == 0))
        x += 7;  // paper, as most of a page
      else if (inked[x] != 0)
        ++count[grey[x]];
    }
  }
  return level(count, 0.1);
}

void toned(cv::Mat& even, int print, bool two_toned) {
  const double gain = print > faint ? (255.0 - dark) / (255 - std::min(print, faintest)) : 1;
  if (two_toned || paper_noise(even) * gain >= noise_least) cv::GaussianBlur(even, even, {}, blur);
  if (gain > 1) even.convertTo(even, CV_8U, gain, 255 - 255 * gain);
}

}  // namespace sohoa::imaging
