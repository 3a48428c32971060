#include "imaging/layers.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"
#include "imaging/fidelity.h"
#include "imaging/runs.h"

namespace sohoa::imaging {
namespace {

cv::Rect rect(const Box& box) { return {box.x, box.y, box.w, box.h}; }

cv::Mat shrunk_by(const cv::Mat& pixels, int grain) {
  cv::Mat small;
  cv::resize(pixels, small, {pixels.cols / grain, pixels.rows / grain}, 0, 0, cv::INTER_AREA);
  return small;
}

// The threshold of each grain, in a window of a quarter of an inch.
cv::Mat thresholds(const cv::Mat& grey, int grain) {
  constexpr double k = 0.2, range = 128;
  const cv::Size window{25, 25};
  cv::Mat squares, tones, powers;
  cv::multiply(grey, grey, squares, 1, CV_16U);
  shrunk_by(grey, grain).convertTo(tones, CV_32F);
  shrunk_by(squares, grain).convertTo(powers, CV_32F);
  cv::boxFilter(tones, tones, -1, window);
  cv::boxFilter(powers, powers, -1, window);
  cv::Mat spread;
  cv::sqrt(cv::max(powers - tones.mul(tones), 0), spread);
  const cv::Mat level = tones.mul(1 - k + spread * (k / range));
  cv::Mat result;
  level.convertTo(result, CV_8U);
  return result;
}

cv::Mat ink_of(const cv::Mat& page, int grain, double speck) {
  cv::Mat grey, level, ink;
  if (page.channels() == 3)
    cv::cvtColor(page, grey, cv::COLOR_RGB2GRAY);
  else
    grey = page;
  cv::resize(thresholds(grey, grain), level, page.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat soft;
  cv::GaussianBlur(grey, soft, {3, 3}, 0);
  cv::compare(soft, level, ink, cv::CMP_LT);
  const Runs runs(ink);
  const Shapes shapes(runs);
  for (int y = 0; y < runs.rows(); ++y) {
    std::size_t at = runs.first(y);
    for (const Run& run : runs.row(y))
      if (shapes.all[shapes.of[at++]].ink < speck) ink.row(y).colRange(run.from, run.to).setTo(0);
  }
  return ink;
}

// Lightness and colour of the paper around each grain: of tiles of 16 mm the medians of their
// lighter half, which a seal does not reach.
cv::Mat paper_colour(const cv::Mat& lab) {
  constexpr int tile = 64;
  cv::Mat tiles((lab.rows + tile - 1) / tile, (lab.cols + tile - 1) / tile, CV_32FC3);
  std::vector<cv::Vec3b> pixels;
  for (int ty = 0; ty < tiles.rows; ++ty)
    for (int tx = 0; tx < tiles.cols; ++tx) {
      pixels.clear();
      for (int y = ty * tile; y < std::min((ty + 1) * tile, lab.rows); y += 2)
        for (int x = tx * tile; x < std::min((tx + 1) * tile, lab.cols); x += 2)
          pixels.push_back(lab.at<cv::Vec3b>(y, x));
      const auto middle = pixels.begin() + static_cast<std::ptrdiff_t>(pixels.size() / 2);
      std::nth_element(pixels.begin(), middle, pixels.end(),
                       [](const auto& a, const auto& b) { return a[0] < b[0]; });
      const auto quarter = middle + (pixels.end() - middle) / 2;
      cv::Vec3f paper;
      for (int c = 0; c < 3; ++c) {
        std::nth_element(middle, quarter, pixels.end(),
                         [c](const auto& a, const auto& b) { return a[c] < b[c]; });
        paper[c] = static_cast<float>((*quarter)[c]);
      }
      tiles.at<cv::Vec3f>(ty, tx) = paper;
    }
  cv::Mat even, result;
  if (std::min(tiles.rows, tiles.cols) >= 3)
    cv::medianBlur(tiles, even, 3);
  else
    even = tiles;
  cv::resize(even, result, lab.size(), 0, 0, cv::INTER_LINEAR);
  return result;
}

// 255 on grains whose colour is neither the paper's nor that of black ink on it.
cv::Mat coloured(const cv::Mat& grains) {
  constexpr float nearest = 14;
  if (grains.channels() == 1) return cv::Mat::zeros(grains.size(), CV_8U);
  cv::Mat lab;
  cv::cvtColor(grains, lab, cv::COLOR_RGB2Lab);
  const cv::Mat papers = paper_colour(lab);
  cv::Mat found(grains.size(), CV_8U);
  for (int y = 0; y < lab.rows; ++y)
    for (int x = 0; x < lab.cols; ++x) {
      const auto& pixel = lab.at<cv::Vec3b>(y, x);
      const auto& paper = papers.at<cv::Vec3f>(y, x);
      // Black ink takes from the paper's colour as it takes from its lightness.
      const float share = std::min(1.F, static_cast<float>(pixel[0]) / std::max(1.F, paper[0]));
      const float a = static_cast<float>(pixel[1]) - 128 - (paper[1] - 128) * share;
      const float b = static_cast<float>(pixel[2]) - 128 - (paper[2] - 128) * share;
      found.at<std::uint8_t>(y, x) = a * a + b * b > nearest * nearest ? 255 : 0;
    }
  // One grain alone is noise; around what is coloured 1.8 mm are left as they are.
  cv::blur(found, found, {3, 3});
  cv::threshold(found, found, 1.5 * 255 / 9, 255, cv::THRESH_BINARY);
  cv::dilate(found, found, cv::getStructuringElement(cv::MORPH_RECT, {15, 15}));
  return found;
}

// Grains without weight get the colour of what is around them: from coarser grains, and those from
// coarser ones.
cv::Mat filled(const cv::Mat& sums, const cv::Mat& weights) {
  cv::Mat far;
  if (std::min(sums.rows, sums.cols) < 2) {
    far = cv::Mat(sums.size(), sums.type(), cv::Scalar::all(255));
  } else {
    cv::Mat half_sums, half_weights;
    const cv::Size half(sums.cols / 2, sums.rows / 2);
    cv::resize(sums, half_sums, half, 0, 0, cv::INTER_AREA);
    cv::resize(weights, half_weights, half, 0, 0, cv::INTER_AREA);
    cv::resize(filled(half_sums, half_weights), far, sums.size(), 0, 0, cv::INTER_LINEAR);
  }
  constexpr float least = 0.3F;
  const int channels = sums.channels();
  for (int y = 0; y < sums.rows; ++y) {
    const auto* weight = weights.ptr<float>(y);
    const auto* sum = sums.ptr<float>(y);
    auto* target = far.ptr<float>(y);
    for (int x = 0; x < sums.cols; ++x)
      if (weight[x] > least)
        for (int c = 0; c < channels; ++c)
          target[x * channels + c] = sum[x * channels + c] / weight[x];
  }
  return far;
}

// `covered`: 255 on pixels that another layer shows.
cv::Mat paper_of(const cv::Mat& page, const cv::Mat& covered, int grain) {
  cv::Mat bare = page.clone(), sums, weights, result;
  bare.setTo(0, covered);
  shrunk_by(bare, grain).convertTo(sums, CV_32F);
  shrunk_by(covered, grain).convertTo(weights, CV_32F, -1.0 / 255, 1);
  filled(sums, weights).convertTo(result, CV_8U);
  return result;
}

// Of strokes: `widest` pixels across at most, so that an area of another tone does not outvote
// them.
std::array<std::uint8_t, 3> colour_of(const cv::Mat& page, const cv::Mat& ink, int widest) {
  const int channels = page.channels();
  std::array<std::array<int, 256>, 3> counts{};
  int all = 0;
  const Runs runs(ink);
  for (int y = 0; y < runs.rows(); ++y)
    for (const Run& run : runs.row(y)) {
      if (run.to - run.from > widest) continue;
      const auto* row = page.ptr<std::uint8_t>(y);
      all += run.to - run.from;
      for (int x = run.from; x < run.to; ++x)
        for (int c = 0; c < 3; ++c)
          ++counts[static_cast<std::size_t>(c)][row[x * channels + std::min(c, channels - 1)]];
    }
  std::array<std::uint8_t, 3> median{};
  for (std::size_t c = 0; c < 3; ++c)
    for (int below = counts[c][0]; below * 2 < all && median[c] < 255;)
      below += counts[c][++median[c]];
  return median;
}

// Boxes that touch become one around both, until none does.
void merge(std::vector<Box>& boxes) {
  const auto touch = [](const Box& a, const Box& b) {
    return a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom();
  };
  for (std::size_t i = 0; i < boxes.size();) {
    const auto other = std::find_if(boxes.begin() + static_cast<std::ptrdiff_t>(i) + 1, boxes.end(),
                                    [&](const Box& box) { return touch(boxes[i], box); });
    if (other == boxes.end()) {
      ++i;
      continue;
    }
    boxes[i] = united(boxes[i], *other);
    boxes.erase(other);
    i = 0;
  }
}

std::vector<std::byte> packed_rows(const cv::Mat& ink) {
  const std::size_t stride = row_bytes(ink.cols, PixelFormat::bilevel);
  std::vector<std::byte> rows(stride * static_cast<std::size_t>(ink.rows));
  for (int y = 0; y < ink.rows; ++y) {
    const auto* from = ink.ptr<std::uint8_t>(y);
    std::byte* to = rows.data() + static_cast<std::size_t>(y) * stride;
    for (int x = 0; x < ink.cols; ++x)
      if (from[x] != 0) to[x / 8] |= std::byte{0x80} >> (x % 8);
  }
  return rows;
}

}  // namespace

struct Parting::Grounds {
  explicit Grounds(const PageImage& image);
  std::vector<Box> patches() const;

  double dpi;
  int grain;
  cv::Size size;  // of the page
  cv::Mat page;   // padded to whole grains
  cv::Mat ink;    // 255
  cv::Mat kept;   // 255, of grains
};

Parting::Grounds::Grounds(const PageImage& image)
    : dpi(image.dpi()), grain(imaging::grain(dpi)), size(image.width(), image.height()) {
  const double speck = 6 * dpi * dpi / (300.0 * 300.0);  // pixels that are no ink
  const auto missing = [this](int side) { return (grain - side % grain) % grain; };
  cv::copyMakeBorder(view_colour(image), page, 0, missing(size.height), 0, missing(size.width),
                     cv::BORDER_REPLICATE);
  ink = ink_of(page, grain, speck);
  kept = coloured(shrunk_by(page, grain));
}

std::vector<Box> Parting::Grounds::patches() const {
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(kept, labels, stats, centres);
  std::vector<Box> boxes;
  for (int i = 1; i < count; ++i)
    boxes.push_back({stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                     stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)});
  merge(boxes);
  for (Box& box : boxes) {
    box = {box.x * grain, box.y * grain, box.w * grain, box.h * grain};
    box.w = std::min(box.w, size.width - box.x);
    box.h = std::min(box.h, size.height - box.y);
  }
  return boxes;
}

Parting::Parting(const PageImage& page) : grounds_(std::make_unique<Grounds>(page)) {}
Parting::~Parting() = default;

void Parting::keep(const Box& part) {
  const int grain = grounds_->grain;
  const int right = (part.right() + grain - 1) / grain;
  const int bottom = (part.bottom() + grain - 1) / grain;
  const cv::Rect grains(part.x / grain, part.y / grain, right - part.x / grain,
                        bottom - part.y / grain);
  grounds_->kept(grains & cv::Rect({0, 0}, grounds_->kept.size())).setTo(255);
}

double Parting::kept() const {
  double area = 0;
  for (const Box& box : grounds_->patches()) area += double(box.w) * box.h;
  return area / grounds_->size.area();
}

Layers Parting::layers() const {
  const auto& [dpi, grain, size, page, all_ink, kept] = *grounds_;
  Layers result;
  result.patches = grounds_->patches();
  cv::Mat ink = all_ink.clone(), covered;
  for (const Box& box : result.patches) ink(rect(box)).setTo(0);
  cv::dilate(ink, covered, cv::Mat::ones(3, 3, CV_8U));
  for (const Box& box : result.patches) covered(rect(box)).setTo(255);
  result.paper = to_page_image(paper_of(page, covered, grain), dpi / grain);
  result.width = ink.cols;
  result.height = ink.rows;
  if (cv::countNonZero(ink) > 0) result.ink = packed_rows(ink);
  result.colour = colour_of(page, ink, 5 * grain);
  return result;
}

}  // namespace sohoa::imaging
