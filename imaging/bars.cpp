#include "imaging/bars.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"

namespace sohoa::imaging {
namespace {

constexpr int block = 16;        // pixels of the reading copy
constexpr int least_across = 8;  // blocks: 16 mm, half of the shortest code of a dossier
constexpr std::size_t most_places = 4;

// Blocks that change much from left to right and little from top to bottom.
cv::Mat barred_blocks(const cv::Mat& page) {
  cv::Mat blocks(page.rows / block, page.cols / block, CV_8U, cv::Scalar(0));
  for (int by = 0; by < blocks.rows; ++by)
    for (int bx = 0; bx < blocks.cols; ++bx) {
      int across = 0, down = 0;
      // Every fourth row: bars are the same on each.
      for (int y = by * block; y + 4 < std::min((by + 1) * block + 1, page.rows); y += 4) {
        const auto* row = page.ptr<std::uint8_t>(y) + bx * block;
        const auto* next = page.ptr<std::uint8_t>(y + 4) + bx * block;
        for (int x = 0; x < block - 1; ++x) {
          across += std::abs(row[x + 1] - row[x]);
          down += std::abs(next[x] - row[x]);
        }
      }
      // A bar or two a block, of good contrast.
      if (across > 3 * 4 * 128 && down * 2 < across) blocks.at<std::uint8_t>(by, bx) = 255;
    }
  return blocks;
}

double slope_of(const cv::Mat& dark) {
  double best = -1, slope = 0;
  for (int i = -16; i <= 16; ++i) {
    const double each = i * 0.04 / 16;
    std::vector<double> sums(static_cast<std::size_t>(dark.cols));
    for (int y = 0; y < dark.rows; ++y) {
      const int shift = static_cast<int>(std::lround((y - dark.rows / 2) * each));
      const auto* row = dark.ptr<std::uint8_t>(y);
      for (int x = std::max(0, -shift); x < std::min(dark.cols, dark.cols - shift); ++x)
        sums[static_cast<std::size_t>(x)] += row[x + shift];
    }
    double power = 0;
    for (std::size_t x = 1; x < sums.size(); ++x)
      power += (sums[x] - sums[x - 1]) * (sums[x] - sums[x - 1]);
    if (power > best) best = power, slope = each;
  }
  return slope;
}

// Of rows: the longest run in which most rows have many strokes.
cv::Range rows_with_bars(const cv::Mat& grey, int border) {
  std::vector<int> changes(static_cast<std::size_t>(grey.rows));
  int most = 0;
  for (int y = 0; y < grey.rows; ++y) {
    const auto* row = grey.ptr<std::uint8_t>(y);
    int& count = changes[static_cast<std::size_t>(y)];
    for (int x = 1; x < grey.cols; ++x) count += (row[x] < border) != (row[x - 1] < border) ? 1 : 0;
    most = std::max(most, count);
  }
  cv::Range best(0, 0), now(0, 0);
  for (int y = 0; y < grey.rows; ++y) {
    if (changes[static_cast<std::size_t>(y)] * 10 < most * 6) {
      now = cv::Range(y + 1, y + 1);
      continue;
    }
    now.end = y + 1;
    if (now.size() > best.size()) best = now;
  }
  return best;
}

}  // namespace

std::vector<Box> find_bars(const PageImage& reading) {
  if (reading.width() < block || reading.height() < block) return {};
  cv::Mat blocks = barred_blocks(view(reading));
  cv::morphologyEx(blocks, blocks, cv::MORPH_CLOSE, cv::Mat::ones(1, 5, CV_8U));
  cv::morphologyEx(blocks, blocks, cv::MORPH_OPEN, cv::Mat::ones(2, 5, CV_8U));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(blocks, labels, stats, centres, 4);
  std::vector<Box> places;
  for (int i = 1; i < count && places.size() < most_places; ++i) {
    const auto at = [&](int what) { return stats.at<int>(i, what); };
    const int across = at(cv::CC_STAT_WIDTH), down = at(cv::CC_STAT_HEIGHT);
    if (across < least_across || at(cv::CC_STAT_AREA) * 3 < across * down * 2) continue;
    places.push_back(
        {at(cv::CC_STAT_LEFT) * block, at(cv::CC_STAT_TOP) * block, across * block, down * block});
  }
  return places;
}

std::vector<float> darkness_along_bars(const PageImage& part) {
  constexpr int finer = 4;
  if (part.empty() || part.width() < 40 || part.height() < 8) return {};
  const cv::Mat grey = view(part);
  double darkest = 0, lightest = 0;
  cv::minMaxLoc(grey, &darkest, &lightest);
  const int border = static_cast<int>((darkest + lightest) / 2);
  const cv::Range rows = rows_with_bars(grey, border);
  if (rows.size() < 8) return {};
  // The outermost rows may be cut by the slope.
  const int inner = rows.size() / 8;
  const cv::Mat bars = grey.rowRange(rows.start + inner, rows.end - inner);
  const double slope = slope_of(255 - bars);
  cv::Mat sums(1, part.width() * finer, CV_32F, cv::Scalar(0));
  for (int y = 0; y < bars.rows; ++y) {
    cv::Mat row, fine;
    bars.row(y).convertTo(row, CV_32F);
    const double shift = (y - bars.rows / 2) * slope;
    const cv::Matx23d map(1.0 / finer, 0, shift + 0.5 / finer - 0.5, 0, 1, 0);
    cv::warpAffine(row, fine, map, cv::Size(sums.cols, 1), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    sums += fine;
  }
  std::vector<float> darkness(static_cast<std::size_t>(sums.cols));
  std::transform(sums.ptr<float>(0), sums.ptr<float>(0) + sums.cols, darkness.begin(),
                 [&](float sum) { return 255 - sum / static_cast<float>(bars.rows); });
  return darkness;
}

}  // namespace sohoa::imaging
