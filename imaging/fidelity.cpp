#include "imaging/fidelity.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"

namespace sohoa::imaging {
namespace {

constexpr int block = 16;  // grains a place

cv::Mat grey_of(const cv::Mat& pixels) {
  if (pixels.channels() == 1) return pixels;
  cv::Mat grey;
  cv::cvtColor(pixels, grey, cv::COLOR_RGB2GRAY);
  return grey;
}

cv::Mat in_grains(const cv::Mat& pixels, int size) {
  cv::Mat small;
  const cv::Size target(std::max(1, pixels.cols / size), std::max(1, pixels.rows / size));
  cv::resize(pixels(cv::Rect(0, 0, std::min(pixels.cols, target.width * size),
                             std::min(pixels.rows, target.height * size))),
             small, target, 0, 0, cv::INTER_AREA);
  return small;
}

cv::Mat smooth(const cv::Mat& values) {
  cv::Mat result;
  cv::boxFilter(values, result, -1, {7, 7});
  return result;
}

// Wang, Bovik, Sheikh and Simoncelli, 2004, with a flat window.
double similarity(const cv::Mat& left, const cv::Mat& right) {
  constexpr double c1 = 0.01 * 255 * 0.01 * 255, c2 = 0.03 * 255 * 0.03 * 255;
  cv::Mat a, b;
  left.convertTo(a, CV_32F);
  right.convertTo(b, CV_32F);
  const cv::Mat mean_a = smooth(a), mean_b = smooth(b);
  const cv::Mat aa = smooth(a.mul(a)), bb = smooth(b.mul(b)), ab = smooth(a.mul(b));
  double sum = 0;
  for (int y = 0; y < a.rows; ++y)
    for (int x = 0; x < a.cols; ++x) {
      const double ma = double{mean_a.at<float>(y, x)}, mb = double{mean_b.at<float>(y, x)};
      const double va = double{aa.at<float>(y, x)} - ma * ma;
      const double vb = double{bb.at<float>(y, x)} - mb * mb;
      const double both = double{ab.at<float>(y, x)} - ma * mb;
      sum += (2 * ma * mb + c1) * (2 * both + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
    }
  return sum / static_cast<double>(a.total());
}

// The tone of the lightest within a quarter of an inch, for each grain.
cv::Mat lightest_nearby(const cv::Mat& grains) {
  cv::Mat paper;
  cv::dilate(grains, paper, cv::getStructuringElement(cv::MORPH_RECT, {25, 25}));
  cv::blur(paper, paper, {25, 25});
  return cv::max(paper, 64);
}

class Places {
 public:
  Places(cv::Size page, int size)
      : page_(page),
        side_(block * size),
        counts_((page.height + side_ - 1) / side_, (page.width + side_ - 1) / side_, 0) {}

  int side() const noexcept { return side_; }
  int& at(int x, int y) { return counts_(y / side_, x / side_); }
  std::vector<Box> above(int limit) const {
    std::vector<Box> found;
    for (int y = 0; y < counts_.rows; ++y)
      for (int x = 0; x < counts_.cols; ++x)
        if (counts_(y, x) > limit)
          found.push_back({x * side_, y * side_, std::min(side_, page_.width - x * side_),
                           std::min(side_, page_.height - y * side_)});
    return found;
  }

 private:
  cv::Size page_;
  int side_;
  cv::Mat_<int> counts_;
};

// Counts pixels whose ink is gone or was added.
void compare_ink(const cv::Mat& original, const cv::Mat& coded, const cv::Mat& grains,
                 Places& places) {
  cv::Mat paper, darkest, lightest;
  cv::resize(lightest_nearby(grains), paper, original.size(), 0, 0, cv::INTER_LINEAR);
  const cv::Mat around = cv::Mat::ones(3, 3, CV_8U);
  cv::erode(coded, darkest, around);
  cv::dilate(coded, lightest, around);
  for (int y = 0; y < original.rows; ++y) {
    const auto* was = original.ptr<std::uint8_t>(y);
    const auto* dark = darkest.ptr<std::uint8_t>(y);
    const auto* light = lightest.ptr<std::uint8_t>(y);
    const auto* white = paper.ptr<std::uint8_t>(y);
    for (int from = 0; from < original.cols; from += places.side()) {
      const int to = std::min(from + places.side(), original.cols);
      int count = 0;
      for (int x = from; x < to; ++x) {
        const int p = white[x];
        const bool gone = was[x] * 20 < p * 11 && dark[x] * 20 > p * 15;
        const bool added = was[x] * 20 > p * 17 && light[x] * 20 < p * 12;
        count += gone || added ? 1 : 0;
      }
      places.at(from, y) += count;
    }
  }
}

// Counts grains, each by more than any limit, whose colour is off.
void compare_colour(const cv::Mat& original, const cv::Mat& coded, int size, Places& places) {
  constexpr int tolerance = 36, enough = 1 << 20;
  cv::Mat a, b, off;
  cv::blur(original, a, {3, 3});
  cv::blur(coded, b, {3, 3});
  cv::absdiff(a, b, off);
  const int channels = off.channels();
  for (int y = 0; y < off.rows; ++y) {
    const auto* row = off.ptr<std::uint8_t>(y);
    for (int x = 0; x < off.cols; ++x)
      for (int c = 0; c < channels; ++c)
        if (row[x * channels + c] > tolerance) places.at(x * size, y * size) = enough;
  }
}

}  // namespace

int grain(double dpi) noexcept { return std::max(1, static_cast<int>(std::lround(dpi / 100))); }

Fidelity fidelity(const PageImage& original, const PageImage& coded) {
  keep_single_threaded();
  if (original.width() != coded.width() || original.height() != coded.height() ||
      original.format() != coded.format())
    throw Error(Cause::bug, "pages of different size or kind; they cannot be compared");
  const int size = grain(original.dpi());
  const cv::Mat was = view_colour(original), is = view_colour(coded);
  const cv::Mat was_grains = in_grains(was, size), is_grains = in_grains(is, size);
  const cv::Mat was_tones = grey_of(was_grains);

  Places places(was.size(), size);
  compare_ink(grey_of(was), grey_of(is), was_tones, places);
  compare_colour(was_grains, is_grains, size, places);
  const double speck = 12 * original.dpi() * original.dpi() / (300.0 * 300.0);
  return {similarity(was_tones, grey_of(is_grains)),
          places.above(std::max(2, static_cast<int>(speck)))};
}

}  // namespace sohoa::imaging
