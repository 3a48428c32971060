#include "pipeline/block_place.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <sstream>

#include <fmt/ranges.h>

#include "pdf/sign/block.h"

namespace sohoa {
namespace {

constexpr double points_an_inch = 72;
constexpr double points_a_cell = points_an_inch / InkMap::cells_an_inch;
constexpr int margin = 8;             // cells: printers reach no further
constexpr int clearance = 2;          // cells around a block
constexpr int quiet = 4;              // cells around a code
constexpr double largest_paper = 60;  // inches a side, over A0
constexpr int most_lines = 5;

int cells(double points) { return static_cast<int>(std::ceil(points / points_a_cell)); }

struct SetWord {
  std::string text;
  double width;  // points
};

std::vector<SetWord> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<SetWord> words;
  for (std::string word; stream >> word;) words.push_back({word, pdf::line_width(word)});
  return words;
}

// A line's width is that of its words and spaces: the font is set without kerning.
std::vector<std::string> filled(const std::vector<SetWord>& words, double width) {
  const double space = pdf::line_width(" ");
  std::vector<std::string> lines;
  double used = 0;
  for (const SetWord& word : words) {
    if (!lines.empty() && used + space + word.width <= width) {
      lines.back() += ' ' + word.text;
      used += space + word.width;
    } else {
      lines.push_back(word.text);
      used = word.width;
    }
  }
  return lines;
}

// In at most `count` lines, the longest of which is as short as can be.
std::vector<std::string> even_lines(const std::string& text, std::size_t count) {
  const auto words = words_of(text);
  double low = 0, high = pdf::line_width(text) + 1;
  for (const SetWord& word : words) low = std::max(low, word.width);
  constexpr double close = 0.5;  // point
  if (filled(words, low).size() <= count) high = low;
  while (high - low > close) {
    const double middle = (low + high) / 2;
    (filled(words, middle).size() <= count ? high : low) = middle;
  }
  return filled(words, high);
}

// How many marked cells lie above and left of each corner of a cell.
class Sums {
 public:
  explicit Sums(const InkMap& map) : columns_(map.columns() + 1) {
    sums_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(map.rows() + 1));
    for (int y = 0; y < map.rows(); ++y) {
      int row = 0;
      for (int x = 0; x < map.columns(); ++x) {
        row += map.at(x, y) ? 1 : 0;
        sums_[index(x + 1, y + 1)] = sums_[index(x + 1, y)] + row;
      }
    }
  }
  bool bare(const Box& box) const {
    return sums_[index(box.right(), box.bottom())] - sums_[index(box.x, box.bottom())] -
               sums_[index(box.right(), box.y)] + sums_[index(box.x, box.y)] ==
           0;
  }

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(x);
  }
  int columns_;
  std::vector<int> sums_;
};

// A few cells of ink with nothing near: dirt, or the grain of the paper.
class Specks {
 public:
  explicit Specks(const InkMap& ink) : ink_(ink), seen_(ink.columns(), ink.rows()) {}
  InkMap find() {
    InkMap found(ink_.columns(), ink_.rows());
    for (int y = 0; y < ink_.rows(); ++y)
      for (int x = 0; x < ink_.columns(); ++x) {
        if (!ink_.at(x, y) || seen_.at(x, y)) continue;
        const auto part = connected(x, y);
        if (part.size() > largest || !alone(part)) continue;
        for (const auto& [px, py] : part) found.set(px, py);
      }
    return found;
  }

 private:
  using Cells = std::vector<std::pair<int, int>>;
  static constexpr std::size_t largest = 4;
  static constexpr int reach = 3;

  Cells connected(int x, int y) {
    Cells part{{x, y}};
    seen_.set(x, y);
    for (std::size_t i = 0; i < part.size(); ++i)
      for (int near_y = part[i].second - 1; near_y <= part[i].second + 1; ++near_y)
        for (int near_x = part[i].first - 1; near_x <= part[i].first + 1; ++near_x)
          if (ink_.at(near_x, near_y) && !seen_.at(near_x, near_y)) {
            seen_.set(near_x, near_y);
            part.emplace_back(near_x, near_y);
          }
    return part;
  }

  bool alone(const Cells& part) const {
    int left = part[0].first, right = left, top = part[0].second, bottom = top;
    for (const auto& [x, y] : part) {
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
    return ink_.count(left - reach, top - reach, right + reach + 1, bottom + reach + 1) ==
           part.size();
  }

  const InkMap& ink_;
  InkMap seen_;
};

struct Layout {
  std::vector<std::string> lines;
  pdf::BlockSize size;
  int columns, rows;  // cells
};

std::vector<Layout> measured(const std::vector<std::string>& texts) {
  std::vector<Layout> all;
  for (auto& lines : layouts_of(texts)) {
    const auto size = pdf::block_size(lines);
    all.push_back({std::move(lines), size, cells(size.width), cells(size.height)});
  }
  return all;
}

}  // namespace

std::vector<std::vector<std::string>> layouts_of(const std::vector<std::string>& texts) {
  std::vector<std::vector<std::string>> all;
  const auto add = [&all](std::vector<std::string> lines) {
    if (std::ranges::find(all, lines) == all.end()) all.push_back(std::move(lines));
  };
  const auto longest = std::ranges::max_element(texts, {}, pdf::line_width);
  for (std::size_t count = 1; count <= most_lines; ++count) {
    std::vector<std::string> lines(texts.begin(), longest);
    std::ranges::copy(even_lines(*longest, count), std::back_inserter(lines));
    lines.insert(lines.end(), longest + 1, texts.end());
    add(std::move(lines));
  }
  const auto in_one = fmt::format("{}", fmt::join(texts, ", "));
  for (std::size_t count = most_lines; count >= 1; --count) add(even_lines(in_one, count));
  return all;
}

// A place for a block in this layout, in cells.
struct BarePaper::Area {
  Box cells;
  Layout layout;
  const char* place;
};

BarePaper::BarePaper(const Page& page)
    : width_(page.image.width),
      height_(page.image.height),
      dpi_x_(page.image.dpi_x),
      dpi_y_(page.image.dpi_y) {
  turned_.turn = page.placement.turn;
  const bool sideways = turned_.turn % 180 != 0;
  shown_width_ = sideways ? height_ : width_;
  shown_height_ = sideways ? width_ : height_;
  cells_x_ = InkMap::cells_an_inch / (sideways ? dpi_y_ : dpi_x_);
  cells_y_ = InkMap::cells_an_inch / (sideways ? dpi_x_ : dpi_y_);
  const double across = shown_width_ * cells_x_, down = shown_height_ * cells_y_;
  // A page of which nothing is known has no bare paper, nor has one beyond measure.
  if (page.ink.empty() || std::max(across, down) > largest_paper * InkMap::cells_an_inch) return;
  taken_ = InkMap(static_cast<int>(across), static_cast<int>(down));
  specks_ = InkMap(taken_.columns(), taken_.rows());
  add_ink(page);
  add_surroundings(page);
  for (const auto& line : page.text.lines) take_shown(line.box, 0);
  for (const auto& mark : page.marks)
    if (mark.kind != MarkKind::rule) take_shown(mark.box, 0);  // rules are ink, and slant
  for (const auto& table : page.tables) take_shown(table.box, 0);
  for (const auto& code : page.codes) take_shown(code.box, quiet);
}

// Cells that the upright frame does not have are taken: what is there was not looked at.
void BarePaper::add_ink(const Page& page) {
  const bool sideways = turned_.turn % 180 != 0;
  const double columns_a_pixel = double(page.ink.columns()) / (sideways ? height_ : width_);
  const double rows_a_pixel = double(page.ink.rows()) / (sideways ? width_ : height_);
  const InkMap specks = Specks(page.ink).find();
  const InkMap ink = page.ink.without(specks).widened();
  const InkMap dirt = specks.widened();
  // The middle of a cell of the page as shown, in cells of the upright page.
  const auto upright = [&](int x, int y) {
    const Point shown{(x + 0.5) / cells_x_, (y + 0.5) / cells_y_};
    const Point at =
        to_upright(page.placement, width_, height_, to_original(turned_, width_, height_, shown));
    return Point{at.x * columns_a_pixel, at.y * rows_a_pixel};
  };
  const int last = std::max(1, taken_.columns() - 1);
  for (int y = 0; y < taken_.rows(); ++y) {
    const Point from = upright(0, y), to = upright(last, y);
    for (int x = 0; x < taken_.columns(); ++x) {
      // Straight lines stay evenly divided but in a photograph: no need to map each cell.
      const double part = double(x) / last;
      const Point at = page.placement.perspective ? upright(x, y)
                                                  : Point{from.x + part * (to.x - from.x),
                                                          from.y + part * (to.y - from.y)};
      const int column = static_cast<int>(std::floor(at.x));
      const int row = static_cast<int>(std::floor(at.y));
      const bool known =
          column >= 0 && row >= 0 && column < page.ink.columns() && row < page.ink.rows();
      if (!known || ink.at(column, row)) taken_.set(x, y);
      if (known && dirt.at(column, row)) specks_.set(x, y);
    }
  }
}

// Nothing that is printed on bed or lid could be read.
void BarePaper::add_surroundings(const Page& page) {
  if (page.surroundings.empty() || page.surroundings.count() == 0) return;
  const InkMap dark = page.surroundings.widened();
  for (int y = 0; y < taken_.rows(); ++y)
    for (int x = 0; x < taken_.columns(); ++x) {
      const Point at =
          to_original(turned_, width_, height_, Point{(x + 0.5) / cells_x_, (y + 0.5) / cells_y_});
      const int column = static_cast<int>(std::floor(at.x * dark.columns() / width_));
      const int row = static_cast<int>(std::floor(at.y * dark.rows() / height_));
      if (dark.at(column, row)) taken_.set(x, y);
    }
}

void BarePaper::take(const Box& box) {
  for (int y = std::max(0, box.y); y < std::min(taken_.rows(), box.bottom()); ++y)
    for (int x = std::max(0, box.x); x < std::min(taken_.columns(), box.right()); ++x)
      taken_.set(x, y);
}

void BarePaper::take_shown(const Box& original, int around) {
  if (original.empty()) return;
  const Box box = to_upright(turned_, width_, height_, original);
  const int left = static_cast<int>(std::floor(box.x * cells_x_)) - around;
  const int top = static_cast<int>(std::floor(box.y * cells_y_)) - around;
  take({left, top, static_cast<int>(std::ceil(box.right() * cells_x_)) + around - left,
        static_cast<int>(std::ceil(box.bottom() * cells_y_)) + around - top});
}

namespace {

// The nearest bare place to the corner, of a block of this size within `within`, all in cells.
std::optional<Box> nearest(const Sums& sums, const Box& within, Corner corner, int w, int h,
                           long& best) {
  std::optional<Box> found;
  for (int y = within.y; y + h <= within.bottom(); ++y) {
    const long down = long{y - margin} * (y - margin);
    if (down >= best) break;
    for (int step = 0; step + w <= within.w; ++step) {
      const long distance = down + long{step} * step;
      if (distance >= best) break;
      const int x = corner == Corner::top_left ? within.x + step : within.right() - w - step;
      if (!sums.bare({x - clearance, y - clearance, w + 2 * clearance, h + 2 * clearance}))
        continue;
      best = distance;
      found = Box{x, y, w, h};
    }
  }
  return found;
}

}  // namespace

PlacedBlock BarePaper::placed(const Area& found) const {
  const auto& [area, layout, place] = found;
  PlacedBlock result;
  result.record.place = place;
  result.record.lines = layout.lines;
  const Point from{area.x / cells_x_, area.y / cells_y_};
  const double w = layout.size.width / points_a_cell / cells_x_;
  const double h = layout.size.height / points_a_cell / cells_y_;
  const Point a = to_original(turned_, width_, height_, from);
  const Point b = to_original(turned_, width_, height_, Point{from.x + w, from.y + h});
  const auto [left, right] = std::minmax(a.x, b.x);
  const auto [top, bottom] = std::minmax(a.y, b.y);
  const int x = static_cast<int>(std::floor(left)), y = static_cast<int>(std::floor(top));
  result.record.box = {x, y, static_cast<int>(std::ceil(right)) - x,
                       static_cast<int>(std::ceil(bottom)) - y};
  const double points_x = points_an_inch / dpi_x_, points_y = points_an_inch / dpi_y_;
  result.block = pdf::VisibleBlock{left * points_x,
                                   (height_ - bottom) * points_y,
                                   (right - left) * points_x,
                                   (bottom - top) * points_y,
                                   turned_.turn,
                                   layout.lines};
  return result;
}

PlacedBlock BarePaper::place(Corner corner, const std::vector<std::string>& texts) {
  const auto layouts = measured(texts);
  const Box all{margin, margin, taken_.columns() - 2 * margin, taken_.rows() - 2 * margin};
  Box quarter = all;
  quarter.w = taken_.columns() / 2 - margin;
  quarter.h = taken_.rows() / 2 - margin;
  if (corner == Corner::top_right) quarter.x = all.right() - quarter.w;
  InkMap dirty = taken_;
  for (int y = 0; y < dirty.rows(); ++y)
    for (int x = 0; x < dirty.columns(); ++x)
      if (specks_.at(x, y)) dirty.set(x, y);
  const std::array<Sums, 2> cleaned{Sums(dirty), Sums(taken_)};

  std::optional<Area> found;
  const auto look = [&](const Sums& sums, const Box& within, long best, bool first_only) {
    for (const auto& layout : layouts) {
      const auto box = nearest(sums, within, corner, layout.columns, layout.rows, best);
      if (!box) continue;
      const bool natural = &layout == &layouts.front();
      found = Area{*box, layout, !first_only ? "moved" : natural ? "corner" : "wrapped"};
      if (first_only) return;
    }
  };
  constexpr long anywhere = std::numeric_limits<long>::max();
  for (const Box& within : {quarter, all})
    for (const Sums& sums : cleaned)
      for (const long reach : {1L, anywhere})
        if (!found) look(sums, within, reach, reach == 1);
  if (!found) return {std::nullopt, {"left_out", {}, {}}};
  Box room = found->cells;
  room.x -= clearance;
  room.w += 2 * clearance;
  room.y -= clearance;
  room.h += 2 * clearance;
  take(room);
  return placed(*found);
}

}  // namespace sohoa
