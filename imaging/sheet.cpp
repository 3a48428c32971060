#include "imaging/sheet.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "imaging/shrink.h"

namespace sohoa::imaging {
namespace {

constexpr int small_side = 400;  // pixels of the larger side: print is gone, sides are straight

constexpr double least_share = 0.3, most_share = 0.97;  // of the picture's area
constexpr double desk_dark = 0.85;      // so much of what is around the sheet is dark
constexpr double side_off = 0.008;      // of the larger side: how far a side's edge strays
constexpr double side_straight = 0.85;  // so much of each side does not stray
constexpr double edge_free = 0.004;     // of the larger side: corners keep off the picture's edges
constexpr double proportion_off = 1.2;  // the sheet's sides may be another's by this factor
constexpr double angle_flat = 1.0;      // degrees; scanners have angles nearer to 90
constexpr int contrast_least = 20;      // grey levels across the sheet's edge

using Contour = std::vector<cv::Point>;

// The largest bright area, without what is printed in it.
Contour bright_area(const cv::Mat& small, cv::Mat& bright) {
  cv::Mat smooth;
  cv::medianBlur(small, smooth, 5);
  cv::threshold(smooth, bright, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  cv::morphologyEx(bright, bright, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, {7, 7}));
  std::vector<Contour> contours;
  cv::findContours(bright.clone(), contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  const auto largest = std::max_element(
      contours.begin(), contours.end(),
      [](const Contour& a, const Contour& b) { return cv::contourArea(a) < cv::contourArea(b); });
  return largest == contours.end() ? Contour{} : *largest;
}

// The corners farthest out in the four diagonal directions.
std::array<cv::Point2d, 4> rough_corners(const Contour& outline) {
  const auto farthest = [&outline](int x, int y) {
    return cv::Point2d(*std::max_element(outline.begin(), outline.end(),
                                         [x, y](const cv::Point& a, const cv::Point& b) {
                                           return a.x * x + a.y * y < b.x * x + b.y * y;
                                         }));
  };
  return {farthest(-1, -1), farthest(1, -1), farthest(1, 1), farthest(-1, 1)};
}

double length(cv::Point2d v) { return std::hypot(v.x, v.y); }
double cross(cv::Point2d a, cv::Point2d b) { return a.x * b.y - a.y * b.x; }

struct Side {
  cv::Point2d at, along;  // a point on it and its direction, of length 1
};

// A straight line through the outline between two corners, if it is straight.
std::optional<Side> straight_side(const Contour& outline, cv::Point2d from, cv::Point2d to,
                                  double stray) {
  const cv::Point2d along = (to - from) / length(to - from);
  std::vector<cv::Point2f> near;
  for (const cv::Point& p : outline) {
    const cv::Point2d v = cv::Point2d(p) - from;
    const double t = v.dot(along) / length(to - from);
    if (t > 0.03 && t < 0.97 && std::abs(cross(along, v)) < 4 * stray)
      near.emplace_back(cv::Point2d(p));
  }
  if (static_cast<double>(near.size()) < 0.8 * length(to - from)) return {};
  cv::Vec4f line;
  cv::fitLine(near, line, cv::DIST_HUBER, 0, 0.01, 0.01);
  const Side side{{double{line[2]}, double{line[3]}}, {double{line[0]}, double{line[1]}}};
  const auto straying = std::count_if(near.begin(), near.end(), [&](const cv::Point2f& p) {
    return std::abs(cross(side.along, cv::Point2d(p) - side.at)) > stray;
  });
  if (static_cast<double>(straying) > (1 - side_straight) * static_cast<double>(near.size()))
    return {};
  return side;
}

std::optional<cv::Point2d> crossing(const Side& a, const Side& b) {
  const double sine = cross(a.along, b.along);
  if (std::abs(sine) < 0.5) return {};
  return a.at + a.along * (cross(b.at - a.at, b.along) / sine);
}

bool is_flat(const std::array<cv::Point2d, 4>& quad) {
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Point2d in = quad[i] - quad[(i + 3) % 4], out = quad[(i + 1) % 4] - quad[i];
    const double sine = in.dot(out) / length(in) / length(out);
    if (std::abs(sine) > std::sin(angle_flat * std::numbers::pi / 180)) return false;
  }
  return true;
}

bool has_proportions_of(const std::array<cv::Point2d, 4>& quad, cv::Size page) {
  const double across = length(quad[1] - quad[0]) + length(quad[2] - quad[3]);
  const double down = length(quad[3] - quad[0]) + length(quad[2] - quad[1]);
  const double off = across / down * page.height / page.width;
  return off < proportion_off && off > 1 / proportion_off;
}

// Around the sheet it is dark nearly everywhere, and at each of its sides.
bool lies_on_dark(const cv::Mat& small, const cv::Mat& bright,
                  const std::array<cv::Point2d, 4>& quad) {
  cv::Mat outside(small.size(), CV_8UC1, cv::Scalar(255));
  Contour polygon;
  for (const auto& corner : quad) polygon.emplace_back(cv::Point(corner));
  cv::fillConvexPoly(outside, polygon, cv::Scalar(0));
  cv::erode(outside, outside, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  const int around = cv::countNonZero(outside);
  if (around == 0 || cv::countNonZero(outside & bright) > (1 - desk_dark) * around) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Point2d from = quad[i], side = quad[(i + 1) % 4] - from;
    const cv::Point2d inwards = cv::Point2d(-side.y, side.x) / length(side);
    int seen = 0, clear = 0;
    for (double t = 0.05; t < 0.95; t += 0.02) {
      const cv::Point in(from + side * t + inwards * 5), out(from + side * t - inwards * 4);
      const cv::Rect all({}, small.size());
      if (!all.contains(in) || !all.contains(out)) continue;
      ++seen;
      clear += small.at<std::uint8_t>(in) - small.at<std::uint8_t>(out) >= contrast_least;
    }
    if (seen < 20 || clear < 0.75 * seen) return false;
  }
  return true;
}

}  // namespace

std::optional<Corners> photographed_sheet(const cv::Mat& page) {
  const double scale = double(small_side) / std::max(page.cols, page.rows);
  if (scale * std::min(page.cols, page.rows) < small_side / 4.0 || scale >= 1) return {};
  const cv::Mat small = shrunk(page, scale);
  cv::Mat bright;
  const Contour outline = bright_area(small, bright);
  const double share = outline.empty() ? 0 : cv::contourArea(outline) / double(small.total());
  if (share < least_share || share > most_share) return {};

  const std::array<cv::Point2d, 4> rough = rough_corners(outline);
  std::array<Side, 4> sides;
  for (std::size_t i = 0; i < 4; ++i) {
    if (length(rough[(i + 1) % 4] - rough[i]) < small_side / 4.0) return {};
    const auto side = straight_side(outline, rough[i], rough[(i + 1) % 4], side_off * small_side);
    if (!side) return {};
    sides[i] = *side;
    // The outline runs through the middle of the outermost pixels.
    const cv::Point2d along = rough[(i + 1) % 4] - rough[i];
    sides[i].at += cv::Point2d(along.y, -along.x) / length(along) / 2;
  }
  std::array<cv::Point2d, 4> quad;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto corner = crossing(sides[(i + 3) % 4], sides[i]);
    if (!corner) return {};
    quad[i] = *corner;
    const double free = edge_free * small_side;
    if (corner->x < free || corner->y < free || corner->x > small.cols - 1 - free ||
        corner->y > small.rows - 1 - free)
      return {};
  }
  if (is_flat(quad) || !has_proportions_of(quad, small.size()) ||
      !lies_on_dark(small, bright, quad))
    return {};
  Corners corners;
  for (std::size_t i = 0; i < 4; ++i)
    corners[i] = {(quad[i].x + 0.5) * page.cols / small.cols,
                  (quad[i].y + 0.5) * page.rows / small.rows};
  return corners;
}

Perspective perspective_of(const Corners& corners, int turn, int width, int height) {
  const Placement turned{.turn = turn};
  const bool sideways = turn % 180 != 0;
  const auto right = static_cast<float>(sideways ? height : width);
  const auto bottom = static_cast<float>(sideways ? width : height);
  const std::array<cv::Point2f, 4> flat{
      cv::Point2f(0, 0), {right, 0}, {right, bottom}, {0, bottom}};
  // Turned clockwise once, what was bottom left is top left.
  const auto first = static_cast<std::size_t>(4 - turn / 90) % 4;
  std::array<cv::Point2f, 4> photo;
  for (std::size_t i = 0; i < 4; ++i) {
    const Point p = to_upright(turned, width, height, corners[(first + i) % 4]);
    photo[i] = cv::Point2d(p.x, p.y);
  }
  const cv::Mat map = cv::getPerspectiveTransform(flat, photo);
  Perspective result;
  for (int i = 0; i < 9; ++i) result[static_cast<std::size_t>(i)] = map.at<double>(i / 3, i % 3);
  return result;
}

}  // namespace sohoa::imaging
