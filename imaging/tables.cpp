#include "imaging/tables.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace sohoa::imaging {
namespace {

// Inches.
constexpr double reach = 0.04;      // over which a rule that falls short still meets another
constexpr double same_line = 0.05;  // rules nearer than that are one line of the grid
constexpr double comb_most = 0.4;   // width of a square for one digit
constexpr double overhang = 0.25, slope_length = 0.3;
constexpr double slopes_apart = 0.022;  // those of a photographed sheet differ by less
constexpr int tones_apart = 60;
constexpr double drawn_least = 0.6;  // of a side of a cell
constexpr std::size_t lines_most = 400;

double middle(const Rule& rule) { return (rule.from() + rule.to()) / 2.0; }

bool cross(const Rule& level, const Rule& post, double dpi) {
  const double near = reach * dpi, x = post.at(level.at(middle(level))), y = level.at(x);
  return x > level.from() - near && x < level.to() + near && y > post.from() - near &&
         y < post.to() + near;
}

// Rules that hang together.
std::vector<std::vector<Rule>> groups(const std::vector<Rule>& rules, double dpi) {
  std::vector<std::size_t> group(rules.size());
  std::iota(group.begin(), group.end(), 0U);
  const auto root = [&](std::size_t i) {
    while (group[i] != i) i = group[i] = group[group[i]];
    return i;
  };
  for (std::size_t i = 0; i < rules.size(); ++i)
    for (std::size_t j = 0; j < rules.size(); ++j)
      if (!rules[i].upright && rules[j].upright && cross(rules[i], rules[j], dpi))
        group[root(j)] = root(i);
  std::vector<std::vector<Rule>> result(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) result[root(i)].push_back(rules[i]);
  std::erase_if(result, [](const auto& g) {
    const auto posts = std::ranges::count_if(g, &Rule::upright);
    return posts < 2 || static_cast<std::ptrdiff_t>(g.size()) - posts < 2 || g.size() > lines_most;
  });
  return result;
}

double slope(const Rule& rule) {
  return (rule.at(rule.to()) - rule.at(rule.from())) / std::max(1, rule.length());
}

int usual_tone(const std::vector<Rule>& rules) {
  std::vector<std::pair<int, int>> tones;  // with the length that has it
  int length = 0, seen = 0;
  for (const Rule& rule : rules) {
    tones.emplace_back(rule.tone, rule.length());
    length += rule.length();
  }
  std::ranges::sort(tones);
  for (const auto& [tone, share] : tones)
    if ((seen += share) * 2 >= length) return tone;
  return 0;
}

// Scratches and folds cross a table as rules do, but are fainter, slope otherwise or run on beyond
// it.
void drop_strangers(std::vector<Rule>& rules, double dpi) {
  const int tone = usual_tone(rules);
  std::erase_if(rules, [&](const Rule& rule) { return std::abs(rule.tone - tone) > tones_apart; });
  for (const bool upright : {false, true}) {
    std::vector<std::pair<double, int>> slopes;  // with the length that has it
    std::vector<double> across;                  // where the others are
    int length = 0;
    for (const Rule& rule : rules)
      if (rule.upright == upright) {
        slopes.emplace_back(slope(rule), rule.length());
        length += rule.length();
      } else {
        across.push_back(rule.at(middle(rule)));
      }
    if (slopes.size() < 2 || across.empty()) continue;
    std::ranges::sort(slopes);
    double usual = 0;
    int seen = 0;
    for (auto at = slopes.begin(); at != slopes.end() && seen * 2 < length; ++at) {
      usual = at->first;
      seen += at->second;
    }
    const double least = std::ranges::min(across) - overhang * dpi,
                 most = std::ranges::max(across) + overhang * dpi;
    std::erase_if(rules, [&](const Rule& rule) {
      return rule.upright == upright &&
             (rule.from() < least || rule.to() > most ||
              (rule.length() > slope_length * dpi && std::abs(slope(rule) - usual) > slopes_apart));
    });
  }
}

// The lines of a grid in one direction, the page's slope taken out.
struct Line {
  double at = 0;
  std::vector<const Rule*> rules;

  // Whether they are drawn between two places along it.
  bool drawn(double from, double to) const {
    double covered = 0;
    for (const Rule* rule : rules)
      covered +=
          std::max(0.0, std::min(to, double(rule->to())) - std::max(from, double(rule->from())));
    return covered >= drawn_least * (to - from);
  }
  double across(double along) const {
    return std::ranges::min(rules, {},
                            [&](const Rule* rule) {
                              return std::max({0.0, rule->from() - along, along - rule->to()});
                            })
        ->line_at(along);
  }
};

class GridFinder {
 public:
  GridFinder(const std::vector<Rule>& rules, double dpi) : dpi_(dpi) {
    for (const bool upright : {false, true}) {
      double slope = 0, length = 0;
      for (const Rule& rule : rules)
        if (rule.upright == upright) {
          slope += rule.stretches.back().across - rule.stretches.front().across;
          length += rule.stretches.back().from - rule.stretches.front().from;
        }
      (upright ? post_slope_ : level_slope_) = length > 0 ? slope / length : 0;
    }
    rows_ = lines(rules, false, level_slope_);
    columns_ = lines(rules, true, post_slope_);
  }

  Grid grid() const {
    const auto rows = static_cast<int>(rows_.size()) - 1,
               columns = static_cast<int>(columns_.size()) - 1;
    Grid result;
    if (rows < 1 || columns < 1 || is_comb()) return result;
    std::vector<bool> taken(static_cast<std::size_t>(rows * columns), false);
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column) {
        if (taken[static_cast<std::size_t>(row * columns + column)]) continue;
        const Cell cell = merged(row, column, rows, columns, taken);
        if (!bounded(cell)) continue;
        result.box = united(result.box, cell.box);
        result.cells.push_back(cell);
      }
    if (result.cells.size() < 2) result.cells.clear();
    return result;
  }

 private:
  std::vector<Line> lines(const std::vector<Rule>& rules, bool upright, double slope) const {
    std::vector<std::pair<double, const Rule*>> places;
    for (const Rule& rule : rules)
      if (rule.upright == upright)
        places.emplace_back(rule.at(middle(rule)) - slope * middle(rule), &rule);
    std::ranges::sort(places);
    std::vector<Line> result;
    for (const auto& [at, rule] : places) {
      if (result.empty() || at - result.back().at > same_line * dpi_) result.push_back({at, {}});
      result.back().rules.push_back(rule);
    }
    return result;
  }

  bool is_comb() const {
    if (rows_.size() != 2 || columns_.size() < 4) return false;
    const double width = columns_.back().at - columns_.front().at;
    return width < comb_most * dpi_ * static_cast<double>(columns_.size() - 1);
  }

  const Line& row_line(int i) const { return rows_[static_cast<std::size_t>(i)]; }
  const Line& column_line(int i) const { return columns_[static_cast<std::size_t>(i)]; }

  // Where the grid's lines cross, in pixels: paper bends, so what is drawn there counts.
  Point corner(int row, int column) const {
    const double x0 = column_line(column).at, y0 = row_line(row).at;
    Point p{x0, (y0 + level_slope_ * x0) / (1 - level_slope_ * post_slope_)};
    p.x += post_slope_ * p.y;
    for (int i = 0; i < 2; ++i) p = {column_line(column).across(p.y), row_line(row).across(p.x)};
    return p;
  }
  bool level_drawn(int line, int column) const {
    return row_line(line).drawn(corner(line, column).x, corner(line, column + 1).x);
  }
  bool post_drawn(int line, int row) const {
    return column_line(line).drawn(corner(row, line).y, corner(row + 1, line).y);
  }

  // The largest cell from here to the right and down through sides that are not drawn.
  Cell merged(int row, int column, int rows, int columns, std::vector<bool>& taken) const {
    const auto at = [&](int r, int c) { return static_cast<std::size_t>(r * columns + c); };
    int right = column + 1, bottom = row + 1;
    while (right < columns && !taken[at(row, right)] && !post_drawn(right, row)) ++right;
    const auto open_below = [&] {
      for (int c = column; c < right; ++c)
        if (taken[at(bottom, c)] || level_drawn(bottom, c) || (c > column && post_drawn(c, bottom)))
          return false;
      return true;
    };
    while (bottom < rows && open_below()) ++bottom;
    for (int r = row; r < bottom; ++r)
      for (int c = column; c < right; ++c) taken[at(r, c)] = true;
    const Point a = corner(row, column), b = corner(bottom, right), c = corner(row, right),
                d = corner(bottom, column);
    const int x = static_cast<int>(std::lround((a.x + d.x) / 2)),
              y = static_cast<int>(std::lround((a.y + c.y) / 2));
    const Box box{x, y, std::max(1, static_cast<int>(std::lround((b.x + c.x) / 2)) - x),
                  std::max(1, static_cast<int>(std::lround((b.y + d.y) / 2)) - y)};
    return {row, column, bottom - row, right - column, box, {}};
  }

  // Drawn on three sides at least: what is not lies outside of an uneven table.
  bool bounded(const Cell& cell) const {
    int above = 0, below = 0, left = 0, right = 0;
    for (int c = cell.column; c < cell.column + cell.columns; ++c) {
      if (level_drawn(cell.row, c)) ++above;
      if (level_drawn(cell.row + cell.rows, c)) ++below;
    }
    for (int r = cell.row; r < cell.row + cell.rows; ++r) {
      if (post_drawn(cell.column, r)) ++left;
      if (post_drawn(cell.column + cell.columns, r)) ++right;
    }
    return (above * 2 >= cell.columns) + (below * 2 >= cell.columns) + (left * 2 >= cell.rows) +
               (right * 2 >= cell.rows) >=
           3;
  }

  double dpi_;
  double level_slope_ = 0, post_slope_ = 0;
  std::vector<Line> rows_, columns_;
};

}  // namespace

std::vector<Grid> find_grids(const std::vector<Rule>& rules, double dpi) {
  std::vector<Grid> grids;
  for (auto group : groups(rules, dpi)) {
    drop_strangers(group, dpi);
    if (Grid grid = GridFinder(group, dpi).grid(); !grid.cells.empty())
      grids.push_back(std::move(grid));
  }
  std::ranges::sort(grids, {}, [](const Grid& g) { return std::tuple(g.box.y, g.box.x); });
  return grids;
}

}  // namespace sohoa::imaging
