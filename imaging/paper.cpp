#include "imaging/paper.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "imaging/runs.h"
#include "imaging/shrink.h"
#include "imaging/straighten.h"

namespace sohoa::imaging {
namespace {

constexpr int reduction = 4;
constexpr double small_dpi = reading_dpi / reduction;

// Shares of paper's light: a lid or a bed; a hole through which something grey is seen.
constexpr double dark = 0.5, hole_dark = 0.88;
// Inches. Strokes thinner than the first are print or rules.
constexpr double thick = 0.06;
constexpr double border_most = 1.5;  // from the page's edge inwards: a lid behind a sheet askew
constexpr double strip_least = 2, strip_widest = 0.35;  // a border that rotation took off the edge
constexpr double hole_least = 0.16, hole_most = 0.32, hole_margin = 0.9;
constexpr double rim = 0.04;  // grey on the way from dark to paper
constexpr double paper_reach = 1.2;

int pixels(double inches) { return std::max(1, static_cast<int>(std::lround(inches * small_dpi))); }

cv::Mat square(int side) { return cv::getStructuringElement(cv::MORPH_RECT, {side, side}); }

// Areas of 255, without what is thinner than strokes are.
cv::Mat thick_areas(const cv::Mat& small, double darker_than) {
  cv::Mat areas = small < darker_than;
  // Beyond the page's edge it is as dark as at it, so that thin borders stay.
  const int side = pixels(thick);
  cv::copyMakeBorder(areas, areas, side, side, side, side, cv::BORDER_REPLICATE);
  cv::morphologyEx(areas, areas, cv::MORPH_OPEN, square(side));
  return areas(cv::Rect({side, side}, small.size()));
}

class DarkAreas {
 public:
  DarkAreas(const cv::Mat& small, double darker_than)
      : size_(small.size()), runs_(thick_areas(small, darker_than)), shapes_(runs_) {}

  // Sets `mask` to 255 on them.
  void mark_borders(cv::Mat& mask) const {
    for (std::uint32_t i = 0; i < shapes_.all.size(); ++i)
      if (is_border(i) || is_strip(i)) mark(i, mask);
  }
  void mark_holes(cv::Mat& mask) const {
    for (std::uint32_t i = 0; i < shapes_.all.size(); ++i)
      if (is_hole(i)) mark(i, mask);
  }

 private:
  template <class Visit>  // called with (y, from, to) of what of its runs is within
  void each_run(std::uint32_t shape, const cv::Rect& in, Visit visit) const {
    for (int y = in.y; y < in.y + in.height; ++y) {
      std::size_t i = runs_.first(y);
      for (const Run& run : runs_.row(y)) {
        const int from = std::max(run.from, in.x), to = std::min(run.to, in.x + in.width);
        if (shapes_.of[i++] == shape && from < to) visit(y, from, to);
      }
    }
  }

  void mark(std::uint32_t i, cv::Mat& mask) const {
    each_run(i, box(i), [&](int y, int from, int to) {
      std::fill_n(mask.ptr<std::uint8_t>(y) + from, to - from, std::uint8_t{255});
    });
  }
  cv::Rect box(std::uint32_t i) const {
    const Box& b = shapes_.all[i].box;
    return {b.x, b.y, b.w, b.h};
  }
  int area(std::uint32_t i) const { return shapes_.all[i].ink; }
  cv::Rect inner(double margin) const {
    const int m = pixels(margin);
    return {m, m, std::max(0, size_.width - 2 * m), std::max(0, size_.height - 2 * m)};
  }

  bool is_border(std::uint32_t i) const {
    const cv::Rect b = box(i);
    const bool touches =
        b.x == 0 || b.y == 0 || b.br().x == size_.width || b.br().y == size_.height;
    if (!touches) return false;
    const cv::Rect deep = inner(border_most) & b;
    if (deep.empty()) return true;
    int inside = 0;
    each_run(i, deep, [&inside](int, int from, int to) { inside += to - from; });
    return inside < area(i) / 20;
  }

  bool is_strip(std::uint32_t i) const {
    const int larger = std::max(box(i).width, box(i).height);
    return larger >= strip_least * small_dpi && area(i) <= strip_widest * small_dpi * larger &&
           (inner(border_most) & box(i)).empty();
  }

  bool is_hole(std::uint32_t i) const {
    const cv::Rect b = box(i);
    const double larger = std::max(b.width, b.height), smaller = std::min(b.width, b.height);
    if (smaller < hole_least * small_dpi || larger > hole_most * small_dpi ||
        larger > 1.3 * smaller)
      return false;
    const double fill = double(area(i)) / b.area();
    return fill > 0.68 && fill < 0.9 && !inner(hole_margin).contains(centre(i));
  }

  cv::Point centre(std::uint32_t i) const {
    double x = 0, y = 0;
    each_run(i, box(i), [&](int row, int from, int to) {
      x += double(from + to - 1) * (to - from) / 2;
      y += double(row) * (to - from);
    });
    return {static_cast<int>(x / area(i)), static_cast<int>(y / area(i))};
  }

  cv::Size size_;
  Runs runs_;
  Shapes shapes_;
};

// What the paper next to the masked places is like; light falls unevenly.
cv::Mat paper_around(const cv::Mat& small, const cv::Mat& mask, double paper) {
  const cv::Mat is_paper = (small > 0.6 * paper) & ~mask;
  cv::Mat sum, count;
  cv::Mat bright(small.size(), CV_32F, cv::Scalar(0));
  small.convertTo(bright, CV_32F);
  bright.setTo(0, ~is_paper);
  is_paper.convertTo(count, CV_32F, 1.0 / 255);
  const int side = pixels(paper_reach) | 1;
  cv::boxFilter(bright, sum, CV_32F, {side, side}, {-1, -1}, false);
  cv::boxFilter(count, count, CV_32F, {side, side}, {-1, -1}, false);
  cv::Mat mean = sum / cv::max(count, 1);
  mean.setTo(paper, count < 1);
  cv::Mat result;
  mean.convertTo(result, CV_8U);
  return result;
}

void paint_dark_areas(cv::Mat& page, double paper) {
  const cv::Mat small = shrunk(page, 1.0 / reduction);
  cv::Mat mask(small.size(), CV_8UC1, cv::Scalar(0));
  const DarkAreas areas(small, dark * paper);
  areas.mark_borders(mask);
  areas.mark_holes(mask);
  DarkAreas(small, hole_dark * paper).mark_holes(mask);
  if (cv::countNonZero(mask) == 0) return;
  cv::dilate(mask, mask, square(2 * pixels(rim) + 1));
  cv::Mat fresh = paper_around(small, mask, paper);
  cv::resize(fresh, fresh, page.size(), 0, 0, cv::INTER_LINEAR);
  cv::resize(mask, mask, page.size(), 0, 0, cv::INTER_NEAREST);
  fresh.copyTo(page, mask);
}

constexpr int streak_widest = 6;  // pixels at reading_dpi
constexpr int streak_contrast = 8;
constexpr std::size_t streak_columns_most = 24;              // more are a pattern of the paper
constexpr double streak_seen = 0.7, streak_at_edges = 0.35;  // less where a border is painted

// Columns darker than both sides from the top edge to the bottom one.
std::vector<int> streaks(const cv::Mat& page) {
  constexpr int step = 8;
  if (page.cols < 4 * streak_widest || page.rows < 40 * step) return {};
  const cv::Mat rows(page.rows / step, page.cols, CV_8UC1, page.data, page.step * step);
  const cv::Range middle(streak_widest, page.cols - streak_widest);
  cv::Mat below;
  cv::min(rows.colRange(0, page.cols - 2 * streak_widest),
          rows.colRange(2 * streak_widest, page.cols), below);
  cv::subtract(below, rows.colRange(middle), below);
  below = below >= streak_contrast;
  const auto share = [&below](int from, int to) {
    cv::Mat sum;
    cv::reduce(below.rowRange(from, to), sum, 0, cv::REDUCE_SUM, CV_32S);
    cv::Mat result;
    sum.convertTo(result, CV_32F, 1.0 / 255 / (to - from));
    return result;
  };
  const int edge = rows.rows / 25;
  const cv::Mat all = share(0, rows.rows), top = share(0, edge),
                bottom = share(rows.rows - edge, rows.rows);
  std::vector<int> columns;
  for (int x = 0; x < below.cols; ++x)
    if (double{all.at<float>(x)} >= streak_seen && double{top.at<float>(x)} >= streak_at_edges &&
        double{bottom.at<float>(x)} >= streak_at_edges)
      columns.push_back(x + streak_widest);
  return columns.size() > streak_columns_most ? std::vector<int>{} : columns;
}

void paint_streaks(cv::Mat& page) {
  const std::vector<int> columns = streaks(page);
  for (std::size_t i = 0; i < columns.size();) {
    std::size_t end = i + 1;
    while (end < columns.size() && columns[end] <= columns[end - 1] + 2) ++end;
    const int left = std::max(0, columns[i] - 2);
    const int right = std::min(page.cols - 1, columns[end - 1] + 2);
    i = end;
    if (right - left > 2 * streak_widest) continue;
    for (int y = 0; y < page.rows; ++y) {
      auto* row = page.ptr<std::uint8_t>(y);
      for (int x = left + 1; x < right; ++x) {
        const int between = (row[left] * (right - x) + row[right] * (x - left)) / (right - left);
        row[x] = std::max(row[x], static_cast<std::uint8_t>(between));
      }
    }
  }
}

}  // namespace

void paint_surroundings(cv::Mat& page, double paper) {
  if (std::min(page.cols, page.rows) < 4 * reduction) return;
  paint_dark_areas(page, paper);
  paint_streaks(page);
}

}  // namespace sohoa::imaging
