#include "imaging/tick_boxes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <opencv2/core.hpp>

namespace sohoa::imaging {
namespace {

// Inches: 2.3 to 6.5 mm; a tick reaches out by as much again.
constexpr double side_least = 0.09, side_most = 0.256;
constexpr double squareness = 0.8;    // shorter by longer side
constexpr double drawn_least = 0.85;  // of each side
constexpr double outside_most = 0.3;  // of each side there is ink just outside: a tick passes
constexpr double beside_most = 0.3;   // of its height there is ink close by on either side
constexpr double thickest = 0.2;      // of a side
constexpr double tick_least = 0.035, filled = 0.7;  // shares of ink inside the frame

struct Bar {
  int y = 0, from = 0, to = 0;
  int length() const noexcept { return to - from; }
};

class Square {
 public:
  Square(const cv::Mat& ink, const Box& box, double dpi) : ink_(ink), box_(box), dpi_(dpi) {}

  std::optional<TickBox> find() const {
    const int least = static_cast<int>(side_least * dpi_),
              most = static_cast<int>(side_most * dpi_);
    const std::vector<Bar> bars = level_bars(least - 2);
    for (const Bar& top : bars)
      for (auto bottom = bars.rbegin(); bottom != bars.rend() && bottom->y > top.y; ++bottom) {
        // A tick that meets a bar makes it longer.
        const int from = std::max(top.from, bottom->from), to = std::min(top.to, bottom->to);
        const Box frame{from, top.y, to - from, bottom->y - top.y + 1};
        if (std::min(frame.w, frame.h) < least || std::max(frame.w, frame.h) > most ||
            std::min(frame.w, frame.h) < squareness * std::max(frame.w, frame.h) ||
            (std::abs(top.from - bottom->from) > 3 && std::abs(top.to - bottom->to) > 3))
          continue;
        const double left = drawn(frame, frame.x, 1), right = drawn(frame, frame.right() - 1, -1);
        if (std::min(left, right) < drawn_least || !stands_alone(frame) || is_within_word(frame))
          continue;
        return ticked({frame, 0, false, (2 + left + right) / 4});
      }
    return {};
  }

 private:
  bool inked(int y, int x) const {
    return y >= 0 && y < ink_.rows && x >= 0 && x < ink_.cols && ink_.at<std::uint8_t>(y, x) != 0;
  }

  // The longest run of each row that has one of `least`; a pixel of slope or of dirt is jumped.
  std::vector<Bar> level_bars(int least) const {
    std::vector<Bar> bars;
    for (int y = box_.y; y < box_.bottom(); ++y) {
      Bar best{y, 0, 0};
      for (int x = box_.x; x < box_.right();) {
        if (!on_bar(y, x)) {
          ++x;
          continue;
        }
        const int from = x;
        while (x < box_.right() && (on_bar(y, x) || on_bar(y, x + 1) || on_bar(y, x + 2))) ++x;
        if (x - from > best.length()) best = {y, from, x};
      }
      if (best.length() >= least) bars.push_back(best);
    }
    return bars;
  }
  bool on_bar(int y, int x) const { return inked(y, x) || inked(y + 1, x); }

  // Share of the frame's rows in which its side is inked, near column `x` towards `inwards`.
  double drawn(const Box& frame, int x, int inwards) const {
    int rows = 0;
    for (int y = frame.y; y < frame.bottom(); ++y)
      if (inked(y, x) || inked(y, x + inwards) || inked(y, x + 2 * inwards)) ++rows;
    return static_cast<double>(rows) / frame.h;
  }

  // Whether there is next to nothing around it: a square seen within a round letter bulges.
  bool stands_alone(const Box& frame) const {
    std::array<int, 4> outside{};
    for (int x = frame.x; x < frame.right(); ++x) {
      if (inked(frame.y - 2, x)) ++outside[0];
      if (inked(frame.bottom() + 1, x)) ++outside[1];
    }
    for (int y = frame.y; y < frame.bottom(); ++y) {
      if (inked(y, frame.x - 2)) ++outside[2];
      if (inked(y, frame.right() + 1)) ++outside[3];
    }
    return std::ranges::max(outside) < outside_most * std::min(frame.w, frame.h);
  }

  // Letters stand close to it on both sides: two letters that touch ("ưn") can be as square.
  bool is_within_word(const Box& frame) const {
    const int side = std::min(frame.w, frame.h), reach = std::max(4, side / 3);
    const auto share = [&](int x, int step) {
      int rows = 0;
      for (int y = frame.y; y < frame.bottom(); ++y)
        for (int i = 2; i <= reach; ++i)
          if (inked(y, x + step * i)) {
            ++rows;
            break;
          }
      return static_cast<double>(rows) / frame.h;
    };
    return std::min(share(frame.x, -1), share(frame.right() - 1, 1)) > beside_most;
  }

  // Thickness of the frame: what most lines from outside meet first.
  int thickness(const Box& frame) const {
    std::vector<int> depths;
    for (int y = frame.y + frame.h / 4; y < frame.bottom() - frame.h / 4; ++y) {
      int x = frame.x;
      while (x < frame.right() && !inked(y, x)) ++x;
      const int start = x;
      while (x < frame.right() && inked(y, x)) ++x;
      depths.push_back(x - start);
    }
    std::ranges::nth_element(depths,
                             depths.begin() + static_cast<std::ptrdiff_t>(depths.size() / 2));
    return depths[depths.size() / 2];
  }

  std::optional<TickBox> ticked(TickBox found) const {
    const Box& frame = found.frame;
    const int thick = thickness(frame), inset = thick + 2;
    if (thick > thickest * std::min(frame.w, frame.h)) return {};
    int ink = 0, all = 0;
    for (int y = frame.y + inset; y < frame.bottom() - inset; ++y)
      for (int x = frame.x + inset; x < frame.right() - inset; ++x, ++all)
        if (inked(y, x)) ++ink;
    if (all < frame.w * frame.h / 6) return {};
    const double share = static_cast<double>(ink) / all;
    if (share > filled) return {};
    found.ticked = share > tick_least;
    return found;
  }

  const cv::Mat& ink_;
  Box box_;
  double dpi_;
};

}  // namespace

std::vector<TickBox> find_tick_boxes(const cv::Mat& ink, const Shapes& shapes, double dpi) {
  std::vector<TickBox> boxes;
  for (std::size_t i = 0; i < shapes.all.size(); ++i) {
    const Shape& shape = shapes.all[i];
    const int least = static_cast<int>(side_least * dpi);
    if (std::min(shape.box.w, shape.box.h) < least ||
        std::max(shape.box.w, shape.box.h) > 2 * side_most * dpi || shape.ink < 4 * least)
      continue;
    if (auto box = Square(ink, shape.box, dpi).find()) {
      box->shape = static_cast<std::uint32_t>(i);
      boxes.push_back(*box);
    }
  }
  return boxes;
}

}  // namespace sohoa::imaging
