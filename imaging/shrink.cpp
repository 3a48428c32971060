#include "imaging/shrink.h"

#include <algorithm>
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

// Of one line of pixels.
void take_means(const std::uint8_t* row, const std::vector<Cover>& columns, float* means) {
  for (const Cover& column : columns) {
    float sum = 0;
    if (column.from < column.to) sum += static_cast<float>(row[column.from]) * column.first;
    for (int x = column.from + 1; x < column.to - 1; ++x)
      sum += static_cast<float>(row[x]) * column.inner;
    if (column.to - column.from > 1) sum += static_cast<float>(row[column.to - 1]) * column.last;
    *means++ = sum;
  }
}

bool is_whole(double scale) {
  return std::abs(scale - std::round(scale)) < std::numeric_limits<double>::epsilon();
}

cv::Mat means(const cv::Mat& grey, cv::Size size, double scale_x, double scale_y) {
  cv::Mat result(size, CV_8UC1);
  const std::vector<Cover> columns = covers(grey.cols, size.width, scale_x);
  const std::vector<Cover> rows = covers(grey.rows, size.height, scale_y);
  const auto width = static_cast<std::size_t>(size.width);
  std::vector<float> line(width), sums(width);
  int known = -1;  // the row whose means are in `line`
  for (int y = 0; y < size.height; ++y) {
    const Cover& row = rows[static_cast<std::size_t>(y)];
    std::ranges::fill(sums, 0.0F);
    float *mean = line.data(), *sum = sums.data();
    for (int from = row.from; from < row.to; ++from) {
      // What a row of the result covers in part, the next one may cover too.
      if (from != known) take_means(grey.ptr<std::uint8_t>(from), columns, mean);
      known = from;
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
    return means(grey, {width, height}, scale_x, scale_y);
  cv::Mat result;
  cv::resize(grey, result, {width, height}, 0, 0, cv::INTER_AREA);
  return result;
}

cv::Mat shrunk(const cv::Mat& grey, double factor) {
  const cv::Size size(cv::saturate_cast<int>(grey.cols * factor),
                      cv::saturate_cast<int>(grey.rows * factor));
  if (!is_whole(1 / factor)) return means(grey, size, 1 / factor, 1 / factor);
  cv::Mat result;
  cv::resize(grey, result, {}, factor, factor, cv::INTER_AREA);
  return result;
}

}  // namespace sohoa::imaging
