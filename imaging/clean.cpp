#include "imaging/clean.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "imaging/cv.h"
#include "imaging/leaders.h"
#include "imaging/levels.h"
#include "imaging/rules.h"
#include "imaging/runs.h"
#include "imaging/tables.h"
#include "imaging/tick_boxes.h"

namespace sohoa::imaging {
namespace {

constexpr double leaders_apart = 0.25;  // inches
constexpr double deviations = 4;
constexpr double faintest = 0.22;  // of the contrast of print
constexpr double noisy = 6, blurred_noise = 0.45;
// Noise makes runs without end; a full page of small print has 300,000.
constexpr std::size_t runs_most = 3'000'000;

// What is ink, as a mask of 0 and 255: what has a fair share of the contrast of print (what Otsu's
// level parts from paper), but is below the noise of the paper. `paper` becomes the usual tone of
// that.
cv::Mat ink_mask(const cv::Mat& grey, std::uint8_t& paper) {
  const Levels count = sampled_levels(grey);
  auto [white, deviation] = paper_tone(count);
  paper = static_cast<std::uint8_t>(white);
  cv::Mat even = grey, ink;
  if (deviation > noisy) {
    cv::GaussianBlur(grey, even, {3, 3}, 0.8);
    deviation *= blurred_noise;
  }
  const double otsu = cv::threshold(even, ink, 0, 255, cv::THRESH_BINARY_INV | cv::THRESH_OTSU);
  double dark = 0;
  int darks = 0;
  for (int value = 0; value <= static_cast<int>(otsu); ++value) {
    dark += value * double(count[static_cast<std::size_t>(value)]);
    darks += count[static_cast<std::size_t>(value)];
  }
  dark = darks > 0 ? dark / darks : 0;
  const double ink_level = std::clamp(white - faintest * (white - dark), 1.0,
                                      std::max(1.0, white - deviations * (deviation + 1) - 12));
  cv::threshold(even, ink, ink_level, 255, cv::THRESH_BINARY_INV);
  return ink;
}

// Takes ink out of the page. Looks at the page as it was, so that the order does not matter.
class Eraser {
 public:
  Eraser(const cv::Mat& grey, const cv::Mat& ink, std::uint8_t paper)
      : paper_(paper), was_(grey), ink_(ink), page_(grey.clone()) {}

  const cv::Mat& page() const noexcept { return page_; }

  // The darker tone along a rule, but where letters are.
  int tone(const Rule& rule) const {
    std::vector<int> tones;
    each_column(rule, 0, [&](const Column& c, int first, int last) {
      int darkest = 255;
      for (int across = first; across <= last; ++across)
        darkest = std::min(darkest, tone(c, across));
      tones.push_back(darkest);
    });
    const auto quarter = tones.begin() + static_cast<std::ptrdiff_t>(tones.size() / 4);
    std::ranges::nth_element(tones, quarter);
    return *quarter;
  }

  // Known beforehand so that where two rules cross neither takes the other for a letter.
  void know(const Rule& rule) {
    if (ruled_.empty()) ruled_ = cv::Mat(was_.size(), CV_8UC1, cv::Scalar(0));
    const std::uint8_t bit = rule.upright ? 2 : 1;
    each_column(rule, corner(rule), [&](const Column& c, int first, int last) {
      for (int across = first - 1; across <= last + 1; ++across) {
        const auto [y, x] = place(c, across);
        if (within(y, x)) ruled_.at<std::uint8_t>(y, x) |= bit;
      }
    });
  }

  void take(const Rule& rule) {
    const int darkest = rule.tone - much_darker;
    each_column(rule, rim, [&](const Column& c, int first, int last) {
      take_across(c, first, last, darkest);
    });
    each_column(rule, corner(rule), [&](const Column& c, int first, int last) {
      for (int across = first; across <= last; ++across)
        if (const auto [y, x] = place(c, across);
            within(y, x) && ruled_.at<std::uint8_t>(y, x) == 3)
          own(y, x);
    });
  }

  // A shape with its soft rim, but not the rim of what stands beside it.
  void take(const Runs& runs, const Shapes& shapes, std::uint32_t shape) {
    const Box& box = shapes.all[shape].box;
    for (int y = box.y; y < box.bottom(); ++y) {
      std::size_t i = runs.first(y);
      for (const Run& run : runs.row(y))
        if (shapes.of[i++] == shape)
          for (int x = run.from; x < run.to; ++x) own(y, x);
    }
    for (int y = box.y - rim; y < box.bottom() + rim; ++y)
      for (int x = box.x - rim; x < box.right() + rim; ++x) soften(y, x, box);
  }

  void take(const Box& area) {
    const cv::Rect at = cv::Rect(area.x - rim, area.y - rim, area.w + 2 * rim, area.h + 2 * rim) &
                        cv::Rect({}, page_.size());
    page_(at).setTo(paper_);
  }

 private:
  static constexpr int rim = 2;
  static constexpr int much_darker = 60;

  struct Column {  // across a rule
    bool upright;
    int along;
  };

  template <class Visit>  // called with a column, the first and the last pixel of the rule in it
  void each_column(const Rule& rule, int beyond, Visit visit) const {
    const double half = (rule.thickness() - 1) / 2;
    const auto visit_all = [&](int from, int to) {
      for (int along = from - beyond; along < to + beyond; ++along) {
        const double middle = rule.at(along);
        visit(Column{rule.upright, along}, static_cast<int>(std::floor(middle - half + 0.25)),
              static_cast<int>(std::ceil(middle + half - 0.25)));
      }
    };
    // Between dashes there is nothing but letters to be lost.
    if (rule.dashes)
      for (const Stretch& s : rule.stretches) visit_all(s.from, s.to);
    else
      visit_all(rule.from(), rule.to());
  }

  // A rule is seen to end where a thick one crosses it, but goes on to the far side of that.
  static int corner(const Rule& rule) { return static_cast<int>(rule.thickness()) + 3; }

  static std::pair<int, int> place(const Column& c, int across) {  // y, x
    return c.upright ? std::pair(c.along, across) : std::pair(across, c.along);
  }

  bool within(int y, int x) const { return y >= 0 && y < page_.rows && x >= 0 && x < page_.cols; }
  bool inked(int y, int x) const { return within(y, x) && ink_.at<std::uint8_t>(y, x) != 0; }
  void own(int y, int x) { page_.at<std::uint8_t>(y, x) = paper_; }

  // Ink of something else than rules that cross.
  bool inked(const Column& c, int across) const {
    const auto [y, x] = place(c, across);
    return inked(y, x) && (ruled_.at<std::uint8_t>(y, x) & (c.upright ? 1 : 2)) == 0;
  }
  // 255 off the page.
  int tone(const Column& c, int across) const {
    const auto [y, x] = place(c, across);
    return within(y, x) ? was_.at<std::uint8_t>(y, x) : 255;
  }
  void clear(const Column& c, int across) {
    const auto [y, x] = place(c, across);
    if (within(y, x)) own(y, x);
  }

  // What touches the rule on a side keeps the half of it on that side; what is darker than a faint
  // rule or a fold lies over it.
  void take_across(const Column& c, int first, int last, int darkest) {
    constexpr int jag = 2;  // pixels by which a rule's own edge stands out
    int start = first, end = last;
    while (first - start <= jag && inked(c, start - 1)) --start;
    while (end - last <= jag && inked(c, end + 1)) ++end;
    if (first - start + end - last <= jag) {
      first = start;
      last = end;
    }
    const bool before = inked(c, first - 1) && inked(c, first - 2);
    const bool behind = inked(c, last + 1) && inked(c, last + 2);
    const int middle = (first + last) / 2;
    const int from = before ? (behind ? last + 1 : middle + 1) : first;
    const int to = behind ? (before ? last + 1 : middle) : last + 1;
    for (int across = from; across < to; ++across)
      if (tone(c, across) >= darkest) clear(c, across);
    if (!before) fade(c, first, -1);
    if (!behind) fade(c, last, 1);
  }
  // The soft rim outwards, to where it is paper or something else begins.
  void fade(const Column& c, int edge, int step) {
    int last = tone(c, edge);
    for (int across = edge + step; across != edge + step * (rim + 2); across += step) {
      const int here = tone(c, across);
      if (here < last - 4) return;
      clear(c, across);
      last = here;
    }
  }

  void soften(int y, int x, const Box& own_box) {
    if (!within(y, x) || inked(y, x)) return;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        if (inked(y + dy, x + dx) && (y + dy < own_box.y || y + dy >= own_box.bottom() ||
                                      x + dx < own_box.x || x + dx >= own_box.right()))
          return;
    own(y, x);
  }

  std::uint8_t paper_;
  const cv::Mat& was_;
  const cv::Mat& ink_;
  cv::Mat ruled_;  // 1 on level rules, 2 on upright ones
  cv::Mat page_;
};

Box box_of(const Rule& rule) {
  double least = rule.at(rule.from()), most = least;
  for (const Stretch& s : rule.stretches)
    for (const double across : {s.at(s.from), s.at(s.to)}) {
      least = std::min(least, across);
      most = std::max(most, across);
    }
  const double half = rule.thickness() / 2;
  const int start = static_cast<int>(std::floor(least - half + 0.5));
  const int width = std::max(1, static_cast<int>(std::ceil(most + half + 0.5)) - start);
  if (rule.upright) return {start, rule.from(), width, rule.length()};
  return {rule.from(), start, rule.length(), width};
}

// The edge of a sheet or of the glass.
bool on_edge(const Rule& rule, const cv::Size& page) {
  const double middle = rule.at((rule.from() + rule.to()) / 2.0);
  const int side = rule.upright ? page.width : page.height;
  return std::min(middle, side - 1 - middle) < 0.01 * side;
}

// A leader that something small cut - a slash, a letter's tail - is one.
std::vector<std::pair<Box, double>> joined(std::vector<std::pair<Box, double>> leaders,
                                           double dpi) {
  std::ranges::sort(leaders, {}, [](const auto& leader) { return leader.first.x; });
  std::vector<std::pair<Box, double>> result;
  for (const auto& [box, confidence] : leaders) {
    const auto before = std::ranges::find_if(result, [&](const auto& other) {
      const Box& left = other.first;
      return box.x - left.right() <= leaders_apart * dpi && box.x >= left.x &&
             box.y < left.bottom() + 3 && left.y < box.bottom() + 3;
    });
    if (before == result.end()) {
      result.emplace_back(box, confidence);
    } else {
      before->first = united(before->first, box);
      before->second = std::min(before->second, confidence);
    }
  }
  return result;
}

}  // namespace

Cleaned clean(const PageImage& reading, const Frames& frames) {
  const cv::Mat grey = view(reading);
  std::uint8_t paper = 255;
  const cv::Mat ink = ink_mask(grey, paper);
  const Runs runs(ink);
  if (runs.size() > runs_most) return {reading, {}, {}};
  const Shapes shapes(runs);

  Cleaned result;
  Eraser eraser(grey, ink, paper);
  const auto mark = [&](MarkKind kind, const Box& box, double confidence, bool ticked = false) {
    const Box upright = frames.upright(box);
    result.marks.push_back({kind, frames.original(upright), upright,
                            static_cast<float>(std::clamp(confidence, 0.0, 1.0)), ticked});
  };
  const std::vector<TickBox> boxes = find_tick_boxes(ink, shapes, reading.dpi());
  std::vector<Rule> rules = find_rules(ink, reading.dpi());
  std::vector<std::pair<Box, double>> leaders;
  for (const Leader& leader : find_leaders(shapes.all, reading.dpi())) {
    for (const std::uint32_t dot : leader.dots) eraser.take(runs, shapes, dot);
    leaders.emplace_back(leader.box, leader.even);
  }
  for (Rule& rule : rules) {
    rule.tone = eraser.tone(rule);
    eraser.know(rule);
  }
  for (const Rule& rule : rules) {
    eraser.take(rule);
    if (on_edge(rule, grey.size())) continue;
    if (rule.dashes)
      leaders.emplace_back(box_of(rule), rule.inked);
    else
      mark(MarkKind::rule, box_of(rule), rule.inked);
  }
  for (const auto& [box, even] : joined(std::move(leaders), reading.dpi()))
    mark(MarkKind::leader, box, even);
  for (const Grid& grid : find_grids(rules, reading.dpi())) {
    const Box upright = frames.upright(grid.box);
    Table table{frames.original(upright), upright, grid.cells};
    for (Cell& cell : table.cells) {
      cell.upright = frames.upright(cell.box);
      cell.box = frames.original(cell.upright);
    }
    result.tables.push_back(std::move(table));
  }
  for (const TickBox& box : boxes) {
    eraser.take(runs, shapes, box.shape);
    eraser.take(box.frame);
    mark(MarkKind::tick_box, box.frame, box.straight, box.ticked);
  }
  std::ranges::stable_sort(result.marks, {}, [](const Mark& m) { return m.upright.y; });
  result.reading = to_page_image(eraser.page(), reading.dpi());
  return result;
}

}  // namespace sohoa::imaging
