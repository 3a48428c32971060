#include "imaging/turn.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <leptonica/allheaders.h>
#include <opencv2/core.hpp>

#include "imaging/skew.h"
#include "imaging/straighten.h"

namespace sohoa::imaging {
namespace {

constexpr std::size_t letters_needed = 40;  // two lines of print; fewer say nothing about a page

// Text lines stand out at least this much more than the columns of letters across them.
constexpr double direction_ratio = 1.5;

// Votes are counted in standard deviations of a coin toss.
constexpr double vote_needed = 3;
// Leptonica's measure is of the same kind; it advises 8 for its own decisions.
constexpr double ascender_vote_needed = 8;

double confidence_of(double value, double needed) { return value / (value + needed); }

// Dot leaders: dots in a row, closer than any marks are.
constexpr int leader_dot = static_cast<int>(0.034 * reading_dpi);
constexpr int leader_pitch = static_cast<int>(reading_dpi / 14);
constexpr int leader_shift = 2;
constexpr int leader_dots = 6;

std::vector<Box> without_leaders(std::vector<Box> marks) {
  std::sort(marks.begin(), marks.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  const auto middle = [](const Box& b) { return 2 * b.y + b.h; };
  // Each mark joins the chain that ended just left of it on its row.
  std::vector<int> chain(marks.size(), 1);
  std::vector<std::ptrdiff_t> before(marks.size(), -1);
  for (std::size_t i = 0; i < marks.size(); ++i)
    for (std::size_t j = i; j-- > 0 && marks[i].x - marks[j].x <= 2 * leader_pitch;) {
      if (std::max(marks[i].w, marks[i].h) > leader_dot) break;
      if (std::max(marks[j].w, marks[j].h) > leader_dot || marks[i].x == marks[j].x ||
          marks[i].x - marks[j].x > leader_pitch ||
          std::abs(middle(marks[i]) - middle(marks[j])) > 2 * leader_shift)
        continue;
      chain[i] = chain[j] + 1;
      before[i] = static_cast<std::ptrdiff_t>(j);
      break;
    }
  std::vector<bool> dropped(marks.size(), false);
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (chain[i] >= leader_dots)
      for (auto k = static_cast<std::ptrdiff_t>(i); k >= 0 && !dropped[static_cast<std::size_t>(k)];
           k = before[static_cast<std::size_t>(k)])
        dropped[static_cast<std::size_t>(k)] = true;
  std::vector<Box> kept;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (!dropped[i]) kept.push_back(marks[i]);
  return kept;
}

// Letters by column, to find the one above or below a mark.
class LetterColumns {
 public:
  LetterColumns(const std::vector<Box>& letters, int width)
      : columns_(static_cast<std::size_t>(width / column_width + 1)) {
    for (const Box& letter : letters)
      for (int c = letter.x / column_width; c <= (letter.right() - 1) / column_width; ++c)
        columns_[static_cast<std::size_t>(c)].push_back(letter);
    for (auto& column : columns_)
      std::sort(column.begin(), column.end(), [](const Box& a, const Box& b) { return a.y < b.y; });
  }
  // +1: the mark sits above its letter; -1: below; 0: it belongs to none within `reach`.
  int vote(const Box& mark, int reach) const {
    const auto& column = columns_[static_cast<std::size_t>((mark.x + mark.w / 2) / column_width)];
    int above_gap = reach, below_gap = reach;
    auto from = std::lower_bound(column.begin(), column.end(), mark.y - 4 * reach - mark.h,
                                 [](const Box& box, int y) { return box.y < y; });
    for (; from != column.end() && from->y < mark.bottom() + reach; ++from) {
      const int overlap = std::min(from->right(), mark.right()) - std::max(from->x, mark.x);
      if (2 * overlap < mark.w) continue;
      if (from->y + from->h / 2 > mark.bottom())
        above_gap = std::min(above_gap, std::abs(from->y - mark.bottom()));
      else if (from->y + from->h / 2 < mark.y)
        below_gap = std::min(below_gap, std::abs(mark.y - from->bottom()));
    }
    return above_gap == below_gap ? 0 : above_gap < below_gap ? 1 : -1;
  }

 private:
  static constexpr int column_width = 32;
  std::vector<std::vector<Box>> columns_;
};

// Marks above letters against marks below, in standard deviations; positive: the page is upright.
double mark_vote(const Letters& page) {
  std::vector<Box> letters, marks;
  for (const Box& box : page.boxes) {
    if (box.h >= 0.6 * page.size && box.h <= 2.5 * page.size) letters.push_back(box);
    if (std::max(box.w, box.h) <= 0.6 * page.size) marks.push_back(box);
  }
  const LetterColumns columns(letters, page.width);
  int above = 0, below = 0;
  for (const Box& mark : without_leaders(std::move(marks))) {
    const int vote = columns.vote(mark, std::max(2, static_cast<int>(0.4 * page.size)));
    above += vote > 0;
    below += vote < 0;
  }
  return (above - below) / std::sqrt(above + below + 1.0);
}

// Ascenders against descenders (Leptonica), in standard deviations; positive: upright.
double ascender_vote(const Bits& text) {
  float up = 0, left = 0;
  return pixOrientDetect(text.get(), &up, &left, 0, 0) == 0 ? double{up} : 0;
}

}  // namespace

Turn find_turn(const Letters& letters, const cv::Mat& mask) {
  if (letters.boxes.size() < letters_needed) return {};
  const Bits across = to_bits(mask, static_cast<int>(reading_dpi));
  const Bits along(pixRotate90(across.get(), 1));
  if (!along) throw std::bad_alloc();
  const double lines = find_rough_skew(across).score, columns = find_rough_skew(along).score;
  if (lines <= 0 && columns <= 0) return {};
  const bool sideways = columns > lines;
  const double ratio = std::max(lines, columns) / std::max(1.0, std::min(lines, columns));

  double up = mark_vote(sideways ? turned(letters, 90) : letters);
  double needed = vote_needed;
  if (std::abs(up) < vote_needed) {
    up = ascender_vote(sideways ? along : across);
    needed = ascender_vote_needed;
  }
  const int degrees = (sideways ? 90 : 0) + (up < 0 ? 180 : 0);
  return {degrees, std::min(confidence_of(ratio - 1, direction_ratio - 1),
                            confidence_of(std::abs(up), needed))};
}

}  // namespace sohoa::imaging
