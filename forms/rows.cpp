#include "forms/rows.h"

#include <algorithm>
#include <cmath>

namespace sohoa::forms {
namespace {

using Words = std::vector<PlacedWord>;

double centre_y(const Box& box) { return box.y + box.h / 2.0; }

bool same_row(const Box& left, const Box& right) {
  const int overlap = std::min(left.bottom(), right.bottom()) - std::max(left.y, right.y);
  return overlap * 2 >= std::min(left.h, right.h);
}

}  // namespace

// Each word, from left to right, joins the row whose last word stands most level with it.
std::vector<Line> rows_of(std::vector<PlacedWord> words) {
  std::stable_sort(words.begin(), words.end(), [](const PlacedWord& a, const PlacedWord& b) {
    return a.word->upright.x < b.word->upright.x;
  });
  std::vector<Words> rows;
  for (const PlacedWord& placed : words) {
    const Box& box = placed.word->upright;
    Words* best = nullptr;
    double least = 0;
    for (Words& row : rows) {
      const Box& last = row.back().word->upright;
      if (!same_row(last, box)) continue;
      const double away = std::abs(centre_y(last) - centre_y(box));
      if (best == nullptr || away < least) best = &row, least = away;
    }
    if (best == nullptr)
      rows.push_back({placed});
    else
      best->push_back(placed);
  }
  std::vector<Line> lines;
  lines.reserve(rows.size());
  for (const Words& row : rows) lines.emplace_back(row);
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return centre_y(a.upright()) < centre_y(b.upright());
  });
  return lines;
}

}  // namespace sohoa::forms
