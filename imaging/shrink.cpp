#include "imaging/shrink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace sohoa::imaging {
namespace {

// The pixels of a line that one of the result covers, the first and the last in part.
struct Cover {
  int from = 0, to = 0;  // half-open
  float first = 0, inner = 0, last = 0;
  // Of the pixel `at` of them.
  float weight(int at) const noexcept { return at == from ? first : at + 1 == to ? last : inner; }
};

std::vector<Cover> covers(int size, int small, double scale) {
  constexpr double nothing = 1e-3;
  std::vector<Cover> result;
  result.reserve(static_cast<std::size_t>(small));
  for (int i = 0; i < small; ++i) {
    const double start = i * scale, end = start + scale;
    const double length = std::min(scale, size - start);
    const int last = std::min(static_cast<int>(std::floor(end)), size - 1);
    const int first = std::min(static_cast<int>(std::ceil(start)), last);
    Cover cover{first, last, 0, static_cast<float>(1 / length), 0};
    cover.first = cover.last = cover.inner;
    if (first - start > nothing) {
      --cover.from;
      cover.first = static_cast<float>((first - start) / length);
    }
    if (end - last > nothing) {
      ++cover.to;
      cover.last = static_cast<float>(std::min(std::min(end - last, 1.0), length) / length);
      // A pixel that alone is covered has its last weight.
      if (cover.to - cover.from == 1) cover.first = cover.last;
    }
    result.push_back(cover);
  }
  return result;
}

constexpr int lines = 4;  // that are averaged at once

// The means of `lines` rows of pixels, each of its own row of the result; all sums of OpenCV's in
// their order, as the last bit depends on it.
class Means {
 public:
  Means(const cv::Mat& grey, int width, double scale)
      : grey_(grey),
        covers_(covers(grey.cols, width, scale)),
        means_(lines * covers_.size()),
        pixels_(lines * static_cast<std::size_t>(grey.cols)) {}

  // Of one row, valid until the next call. Fast if rows come in order.
  const float* of(int y) {
    if (y / lines != block_) {
      block_ = y / lines;
      spread();
      add();
    }
    return means_.data() + static_cast<std::size_t>(y % lines) * covers_.size();
  }

 private:
  // The pixels of the block, those of a column side by side; beyond the page the last row again.
  void spread() {
    std::array<const std::uint8_t*, lines> rows{};
    for (int i = 0; i < lines; ++i)
      rows[static_cast<std::size_t>(i)] =
          grey_.ptr<std::uint8_t>(std::min(block_ * lines + i, grey_.rows - 1));
    float* out = pixels_.data();
    for (int x = 0; x < grey_.cols; ++x)
      for (const std::uint8_t* row : rows) *out++ = static_cast<float>(row[x]);
  }

  void add() {
    const float* pixels = pixels_.data();
    float* out = means_.data();
    const std::size_t width = covers_.size();
    for (const Cover& cover : covers_) {
      std::array<float, lines> sums{};
      const auto take = [&](int x, float weight) {
        for (std::size_t i = 0; i < lines; ++i)
          sums[i] += pixels[std::size_t{lines} * static_cast<std::size_t>(x) + i] * weight;
      };
      take(cover.from, cover.first);
      for (int x = cover.from + 1; x < cover.to - 1; ++x) take(x, cover.inner);
      if (cover.to - cover.from > 1) take(cover.to - 1, cover.last);
      for (std::size_t i = 0; i < lines; ++i) out[i * width] = sums[i];
      ++out;
    }
  }

  const cv::Mat& grey_;
  std::vector<Cover> covers_;  // of columns
  std::vector<float> means_, pixels_;
  int block_ = -1;
};

bool is_whole(double scale) {
  return std::abs(scale - std::round(scale)) < std::numeric_limits<double>::epsilon();
}

cv::Mat averaged(const cv::Mat& grey, cv::Size size, double scale_x, double scale_y) {
  cv::Mat result(size, CV_8UC1);
  Means means(grey, size.width, scale_x);
  const std::vector<Cover> rows = covers(grey.rows, size.height, scale_y);
  const auto width = static_cast<std::size_t>(size.width);
  std::vector<float> sums(width);
  float* sum = sums.data();
  for (int y = 0; y < size.height; ++y) {
    const Cover& row = rows[static_cast<std::size_t>(y)];
    std::ranges::fill(sums, 0.0F);
    for (int from = row.from; from < row.to; ++from) {
      const float* mean = means.of(from);
      const float weight = row.weight(from);
      for (std::size_t x = 0; x < width; ++x) sum[x] += weight * mean[x];
    }
    auto* out = result.ptr<std::uint8_t>(y);
    for (std::size_t x = 0; x < width; ++x) out[x] = cv::saturate_cast<std::uint8_t>(sum[x]);
  }
  return result;
}

}  // namespace

// OpenCV's own way is fast where it counts in integers.
cv::Mat shrunk(const cv::Mat& grey, int width, int height) {
  const double scale_x = 1 / (double(width) / grey.cols),
               scale_y = 1 / (double(height) / grey.rows);
  if (!is_whole(scale_x) || !is_whole(scale_y))
    return averaged(grey, {width, height}, scale_x, scale_y);
  cv::Mat result;
  cv::resize(grey, result, {width, height}, 0, 0, cv::INTER_AREA);
  return result;
}

cv::Mat shrunk(const cv::Mat& grey, double factor) {
  const cv::Size size(cv::saturate_cast<int>(grey.cols * factor),
                      cv::saturate_cast<int>(grey.rows * factor));
  if (!is_whole(1 / factor)) return averaged(grey, size, 1 / factor, 1 / factor);
  cv::Mat result;
  cv::resize(grey, result, {}, factor, factor, cv::INTER_AREA);
  return result;
}

}  // namespace sohoa::imaging
