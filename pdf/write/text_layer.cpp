#include "pdf/write/text_layer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace sohoa::pdf {
namespace {

// A wider space than this makes a reader's selection stand far out: the next word is placed anew.
constexpr double widest_space = 2.0;  // em
// Touching or overlapping words still need a gap that readers take for a space: Poppler's limit is
// 0.15 em, whether or not a space is written. The next word gives way, and ends where it should.
constexpr double narrowest_space = 0.18;  // em

// A word that begins further back than this, in the middle of what was written, is placed anew.
constexpr double farthest_back = 0.5;  // em

// Readers drop letters whose origin is not on the page: text keeps this far inside it.
constexpr double margin = 0.5;  // points

// Readers put words of sloping lines together wrongly, Poppler from half a degree. Up to this slope
// a line is written level through its middle; its ends are off their glyphs by less than a line's
// pitch, which costs less than words that cannot be found.
constexpr double steepest_levelled = 6;  // degrees

struct Span {
  double top = 0, bottom = 0;
};

// From the upright frame (pixels, y down) to the page (points, y up), near one line of text. Only a
// photographed sheet makes a difference between lines: there letters stand on the line's own
// straight baseline, and along() says where on it.
class Plane {
 public:
  Plane(const Page& page, const PageScale& scale, const Box& line)
      : page_(page), scale_(scale), width_(scale.width), height_(scale.height) {
    if (page.placement.perspective) {
      span(line.x, line.bottom(), std::max(line.w, 1), std::max(line.h, 1));
    } else {
      constexpr int far = 1000;  // far enough that rounding does not show
      span(0, 0, far, far);
    }
    level(line.x + line.w / 2.0, line.y + line.h / 2.0);
  }
  // Where x of the upright frame is on the line, in points.
  double along(double x, double base) const {
    if (!page_.placement.perspective) return x * points_along();
    const Point start = at(0, base), there = map(x, base);
    return ((there.x - start.x) * right_.x + (there.y - start.y) * right_.y) / points_along();
  }
  double length(double x, double width, double base) const {
    if (!page_.placement.perspective) return width * points_along();
    return along(x + width, base) - along(x, base);
  }
  Point at(double x, double y) const {
    return {origin_.x + x * right_.x + y * down_.x, origin_.y + x * right_.y + y * down_.y};
  }
  // The baseline nearest to `base` that is on the page at both x. Print cut off at the paper's edge
  // has its baseline below it, on a skewed page at one end only.
  double base_on_page(double base, double x0, double x1) const {
    const bool sideways = std::abs(down_.x) > std::abs(down_.y);
    const double step = sideways ? down_.x : down_.y;
    const double most = (sideways ? width_ : height_) - margin;
    for (const double x : {x0, x1}) {
      const Point p = at(x, base);
      const double across = sideways ? p.x : p.y;
      base += (std::clamp(across, margin, most) - across) / step;
    }
    return base;
  }
  // Where the baseline enters and leaves the page, in points along it.
  Span along_on_page(double base) const {
    const Point p = at(0, base);
    const double along = points_along();
    Span span{-1e9, 1e9};
    const auto clip = [&span](double start, double step, double most) {
      if (std::abs(step) < 1e-9) return;
      const double a = (margin - start) / step;
      const double b = (most - margin - start) / step;
      span.top = std::max(span.top, std::min(a, b));
      span.bottom = std::min(span.bottom, std::max(a, b));
    };
    clip(p.x, right_.x / along, width_);
    clip(p.y, right_.y / along, height_);
    return span;
  }
  double points_along() const { return std::hypot(right_.x, right_.y); }
  double points_down() const { return std::hypot(down_.x, down_.y); }
  // Unit vectors of text: a, b along the line; c, d upwards.
  std::string axes() const {
    const double along = points_along();
    const double up = -points_down();
    return fmt::format("{:.6f} {:.6f} {:.6f} {:.6f}", right_.x / along, right_.y / along,
                       down_.x / up, down_.y / up);
  }

 private:
  Point map(double x, double y) const {
    const Point p =
        to_original(page_.placement, page_.image.width, page_.image.height, Point{x, y});
    return {p.x * scale_.points_x, scale_.height - p.y * scale_.points_y};
  }
  // Takes the axes from (x, y), `right` pixels to the right and `down` pixels down from there.
  void span(int x, int y, int right, int down) {
    const Point from = map(x, y);
    const Point to_right = map(x + right, y);
    const Point to_down = map(x, y + down);
    right_ = {(to_right.x - from.x) / right, (to_right.y - from.y) / right};
    down_ = {(to_down.x - from.x) / down, (to_down.y - from.y) / down};
    origin_ = {from.x - x * right_.x - y * down_.x, from.y - x * right_.y - y * down_.y};
  }

  // Turns the line about its middle until it is parallel to the page's edge.
  void level(double x, double y) {
    const double slope = std::atan2(right_.y, right_.x);
    const double quarter = std::numbers::pi / 2;
    const double edge = std::round(slope / quarter) * quarter;
    if (std::abs(slope - edge) > steepest_levelled * std::numbers::pi / 180) return;
    const Point middle = at(x, y);
    const double along = points_along(), down = points_down();
    right_ = {along * std::cos(edge), along * std::sin(edge)};
    down_ = {down * std::sin(edge), -down * std::cos(edge)};
    origin_ = {middle.x - x * right_.x - y * down_.x, middle.y - x * right_.y - y * down_.y};
  }

  const Page& page_;
  const PageScale& scale_;
  double width_, height_;
  Point origin_, right_, down_;
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The height of a line's text. All words together give ascent and descent even if no single word
// has both; unless one box is far out (a seal, a wrong reading), which would make all text huge.
Span vertical_span(const Line& line) {
  std::vector<double> tops;
  std::vector<double> bottoms;
  std::vector<double> heights;
  for (const auto& word : line.words) {
    tops.push_back(word.upright.y);
    bottoms.push_back(word.upright.bottom());
    heights.push_back(std::max(word.upright.h, 1));
  }
  Span all{*std::min_element(tops.begin(), tops.end()),
           *std::max_element(bottoms.begin(), bottoms.end())};
  if (all.bottom - all.top > 1.6 * median(heights)) all = {median(tops), median(bottoms)};
  all.bottom = std::max(all.bottom, all.top + 1);
  return all;
}

Box words_box(const Line& line) {
  Box box;
  for (const auto& word : line.words) box = united(box, word.upright);
  return box;
}

// Writes one line's words. Positions are in points along the line, from the upright frame's left.
class LineWriter {
 public:
  LineWriter(const Plane& plane, const Line& line, TextFont& font, std::string& out)
      : plane_(plane), font_(font), out_(out) {
    const Span span = vertical_span(line);
    size_ = (span.bottom - span.top) * plane.points_down();
    base_ = plane.base_on_page(span.bottom - descent * (span.bottom - span.top),
                               line.words.front().upright.x, line.words.back().upright.right());
    on_page_ = plane.along_on_page(base_);
    out_ += fmt::format("/F0 {:.4f} Tf\n", size_);
  }

  // `next`: the word after it, or null. A box that runs into the next word's (a leader read as one
  // long word) is cut there, or all that follows would be pushed off the page.
  void word(const Word& word, const Word* next) {
    std::size_t count = 0;
    const std::string codes = font_.encode(word.text, count);
    if (count == 0) return;
    // The narrowest a word may become: a point for its letters to start at, left of the edge.
    const double last = std::max(on_page_.top, on_page_.bottom - margin);
    const double start = plane_.along(word.upright.x, base_);
    const double left = std::clamp(start, on_page_.top, last);
    int width = std::max(word.upright.w, 1);
    if (next != nullptr && next->upright.x > word.upright.x)
      width = std::min(width, next->upright.x - word.upright.x);
    const double wide = std::clamp(plane_.length(word.upright.x, width, base_), margin / 2,
                                   std::max(margin, on_page_.bottom - left));
    if (at_ && left > *at_ - farthest_back * size_)
      space(left - *at_);
    else
      place(left);
    // After a space that was narrower than the gap.
    if (*at_ < left - 0.01 * size_ || *at_ > last) place(left);
    show(codes, count,
         std::min(std::max(left + wide - *at_, wide / 2),
                  std::max(on_page_.bottom - *at_, margin / 2)));
  }

 private:
  void place(double along) {
    const Point p = plane_.at(along / plane_.points_along(), base_);
    out_ += fmt::format("{} {:.4f} {:.4f} Tm\n", plane_.axes(), p.x, p.y);
    at_ = along;
  }

  void space(double gap) {
    std::size_t count = 0;
    const std::string codes = font_.encode(" ", count);
    if (gap > widest_space * size_) gap = glyph_width * size_;
    show(codes, count, std::max(gap, narrowest_space * size_));
  }

  // The pen moves by what the rounded scale gives, not by what was wanted: errors do not add up.
  void show(const std::string& codes, std::size_t count, double wide) {
    const double natural = static_cast<double>(count) * glyph_width * size_;
    const double percent = std::round(wide / natural * 100 * 1000) / 1000;
    out_ += fmt::format("{:.3f} Tz <{}> Tj\n", percent, codes);
    *at_ += natural * percent / 100;
  }

  const Plane& plane_;
  TextFont& font_;
  std::string& out_;
  double size_ = 0;  // points
  double base_ = 0;  // upright pixels
  Span on_page_;     // of the baseline, points
  std::optional<double> at_;
};

}  // namespace

std::string text_layer(const Page& page, const PageScale& scale, TextFont& font) {
  std::string body;
  for (const auto& line : page.text.lines) {
    if (line.words.empty()) continue;
    const Plane plane(page, scale, words_box(line));
    LineWriter writer(plane, line, font, body);
    for (std::size_t i = 0; i < line.words.size(); ++i)
      writer.word(line.words[i], i + 1 < line.words.size() ? &line.words[i + 1] : nullptr);
  }
  return body.empty() ? body : "BT\n3 Tr\n" + body + "ET\n";
}

}  // namespace sohoa::pdf
