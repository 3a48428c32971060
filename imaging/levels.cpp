#include "imaging/levels.h"

#include <cstdint>

#include <opencv2/core.hpp>

namespace sohoa::imaging {

Levels sampled_levels(const cv::Mat& grey) {
  Levels levels{};
  for (int y = 0; y < grey.rows; y += 2) {
    const auto* row = grey.ptr<std::uint8_t>(y);
    for (int x = y / 2 % 2; x < grey.cols; x += 2) ++levels[row[x]];
  }
  return levels;
}

int level(const Levels& levels, double share, int otherwise) {
  double total = 0, seen = 0;
  for (const int count : levels) total += count;
  for (std::size_t grey = 0; total > 0 && grey < levels.size(); ++grey)
    if ((seen += levels[grey]) >= share * total) return static_cast<int>(grey);
  return otherwise;
}

PaperTone paper_tone(const Levels& levels) {
  constexpr double lower = 0.3, deviations = 0.52;  // so far below its middle noise has a share
  const double tone = level(levels, 0.5);
  return {tone, (tone - level(levels, lower)) / deviations};
}

}  // namespace sohoa::imaging
