#include "forms/columns.h"

#include <algorithm>
#include <optional>

namespace sohoa::forms {
namespace {

using Words = std::vector<PlacedWord>;

int middle_x(const Box& box) { return box.x + box.w / 2; }
int middle_y(const Box& box) { return box.y + box.h / 2; }

struct Range {
  int left = 0, right = 0;
  bool holds(int x) const { return x >= left && x < right; }
};

// Where a column's heading stands and how far the column goes.
struct Place {
  std::size_t line = 0;  // of the page
  double anchor = 0;
  Range across;
  int bottom = 0;
  const Table* table = nullptr;
  int cell_column = 0;
};

// Words parted at gaps wider than the letters are high: the headings of a line.
std::vector<Words> groups_of(const Line& line) {
  std::vector<Words> groups;
  for (const PlacedWord& word : line.words()) {
    const Box& box = word.word->upright;
    if (groups.empty() || box.x - groups.back().back().word->upright.right() > box.h)
      groups.emplace_back();
    groups.back().push_back(word);
  }
  return groups;
}

// How much a heading is the phrase and nothing else.
double likeness(const Line& group, const Phrases& heading) {
  double best = 0;
  for (const Phrase& phrase : heading) {
    const auto hit = phrase.find(group);
    const bool whole = hit && hit->span.end - hit->span.begin + 6 >= group.text().size();
    if (whole) best = std::max(best, hit->score);
  }
  return best;
}

// The rows of a table without rules: those under the heading, up to `until` or a wide gap.
int bottom_of(const std::vector<Line>& lines, std::size_t heading, const Phrases& until) {
  int bottom = lines[heading].upright().bottom();
  for (std::size_t i = heading + 1; i < lines.size(); ++i) {
    const Box& box = lines[i].upright();
    if (box.y - bottom > 3 * box.h || begins_with(lines[i], until)) break;
    bottom = box.bottom();
  }
  return bottom;
}

// The stretch around x that words of these lines take up, one over the other, without an upright
// strip free of them.
Range stretch_around(int x, const std::vector<Line>& lines, std::size_t from, int bottom) {
  std::vector<Range> taken;
  int strip = 0;
  for (std::size_t i = from; i < lines.size() && middle_y(lines[i].upright()) < bottom; ++i)
    for (const PlacedWord& word : lines[i].words()) {
      const Box& box = word.word->upright;
      taken.push_back({box.x, box.right()});
      strip = std::max(strip, box.h);
    }
  std::sort(taken.begin(), taken.end(),
            [](const Range& a, const Range& b) { return a.left < b.left; });
  Range stretch{0, 0};
  for (const Range& each : taken) {
    if (each.left > stretch.right + strip * 3 / 4) {
      if (stretch.holds(x)) return stretch;
      stretch = each;
    }
    stretch.right = std::max(stretch.right, each.right);
  }
  return stretch;
}

std::optional<Place> place_of(const Phrases& heading, const Phrases& until, const PageView& view,
                              const std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto groups = groups_of(lines[i]);
    if (groups.size() < 2) continue;
    for (const Words& group : groups) {
      const Line words(group);
      Place place{i, likeness(words, heading), {}, 0, nullptr, 0};
      if (place.anchor == 0) continue;
      const int x = middle_x(words.upright()), y = middle_y(words.upright());
      for (const Table& table : view.tables)
        for (const Cell& cell : table.cells) {
          const Box& box = cell.upright;
          if (!Range{box.x, box.right()}.holds(x) || !Range{box.y, box.bottom()}.holds(y)) continue;
          place.table = &table;
          place.cell_column = cell.column;
          place.across = {box.x, box.right()};
          place.bottom = table.upright.bottom();
        }
      if (place.table == nullptr) {
        place.bottom = bottom_of(lines, i, until);
        place.across = stretch_around(x, lines, i, place.bottom);
      }
      return place;
    }
  }
  return std::nullopt;
}

// The ruled row at a height; -1 if there is none.
int row_at(const Place& place, int y) {
  if (place.table == nullptr) return -1;
  for (const Cell& cell : place.table->cells)
    if (cell.column == place.cell_column && Range{cell.upright.y, cell.upright.bottom()}.holds(y))
      return cell.row;
  return -1;
}

}  // namespace

Column column_under(const Phrases& heading, const Phrases& until, const PageView& view,
                    const Layout& layout) {
  const auto& lines = layout.lines(Area::page);
  const auto place = place_of(heading, until, view, lines);
  if (!place) return {};
  Column column{place->anchor, {}};
  int row = -1;
  for (std::size_t i = place->line + 1; i < lines.size(); ++i) {
    const int y = middle_y(lines[i].upright());
    if (y >= place->bottom) break;
    Words inside;
    bool beside = false;
    for (const PlacedWord& word : lines[i].words())
      if (place->across.holds(middle_x(word.word->upright)))
        inside.push_back(word);
      else
        beside = true;
    if (inside.empty()) continue;
    const int now = row_at(*place, y);
    if (column.cells.empty() || beside || now != row)
      column.cells.emplace_back(inside);
    else
      column.cells.back().append(Line(inside));
    row = now;
  }
  return column;
}

}  // namespace sohoa::forms
