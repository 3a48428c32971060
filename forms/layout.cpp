#include "forms/layout.h"

#include <algorithm>
#include <cmath>

#include "forms/rows.h"

namespace sohoa::forms {
namespace {

constexpr std::size_t most_words = 20000;
constexpr std::array<std::string_view, area_count> area_names = {
    "page",      "body",       "head_left", "head_right",
    "foot_left", "foot_right", "half_left", "half_right"};

using Words = std::vector<PlacedWord>;

double centre_x(const Box& box) { return box.x + box.w / 2.0; }
double centre_y(const Box& box) { return box.y + box.h / 2.0; }

// Of UTF-8; every character beyond ASCII counts as a letter.
std::ptrdiff_t letters_and_digits(const Word& word) {
  return std::count_if(word.text.begin(), word.text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC0 || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z' && byte < 0x80);
  });
}

// Others are marks of scanner borders, rules and specks, which the reader takes for punctuation; a
// dash or ampersand between words was printed if it was read surely.
bool is_text(const Word& word) {
  if (letters_and_digits(word) > 0) return true;
  return word.confidence >= 0.6F && (word.text == "-" || word.text == "–" || word.text == "&");
}

// A stretch of the page that an upright strip divides.
struct Division {
  double x = 0;             // middle of the strip
  int top = 0, bottom = 0;  // of the words beside it
  int height() const { return bottom - top; }
};

struct Search {
  int top = 0, bottom = 0;              // where the words may stand
  double left = 0, right = 0;           // where the strip may stand
  int strip = 0;                        // its width at least, pixels
  int reach = 0;                        // how far down the run must go at least
  int left_words = 0, right_words = 2;  // at least so many on either side
};

// The tallest run of words between two that cross x. Words are sorted by top; of the rows of the
// crossing words none belongs to the run.
std::optional<Division> tallest_at(const Words& words, double x, const Search& search) {
  std::optional<Division> best;
  std::vector<const Box*> run;
  int top = search.top;
  const auto end_run = [&](int bottom) {
    Division found{x, bottom, top};
    int left = 0, right = 0;
    for (const Box* box : run) {
      if (centre_y(*box) > bottom) continue;
      ++(centre_x(*box) < x ? left : right);
      found.top = std::min(found.top, std::max(top, box->y));
      found.bottom = std::max(found.bottom, std::min(bottom, box->bottom()));
    }
    if (found.bottom >= search.reach && right >= search.right_words && left >= search.left_words &&
        (!best || found.height() > best->height()))
      best = found;
    run.clear();
  };
  const double half = search.strip / 2.0;
  for (const PlacedWord& placed : words) {
    const Box& box = placed.word->upright;
    if (box.y < search.top || box.bottom() > search.bottom) continue;
    if (box.x < x + half && box.right() > x - half) {
      end_run(box.y);
      top = std::max(top, box.bottom());
    } else if (centre_y(box) >= top) {
      run.push_back(&box);
    }
  }
  end_run(search.bottom);
  return best;
}

// Of equally tall ones the middle of the widest strip.
std::optional<Division> tallest(const Words& words, const Search& search, int width) {
  constexpr int steps = 120;
  std::optional<Division> best;
  int same = 0;
  for (int i = 0; i <= steps; ++i) {
    const double x = width * (search.left + (search.right - search.left) * i / steps);
    const auto found = tallest_at(words, x, search);
    if (!found || (best && found->height() < best->height())) continue;
    if (best && found->height() == best->height() && found->top == best->top) {
      ++same;
      best->x += (found->x - best->x) / (same + 1);
      continue;
    }
    best = found;
    same = 0;
  }
  return best;
}

struct Columns {
  Words left, right, rest;
};

Columns divided(const Words& words, const std::optional<Division>& division) {
  Columns columns;
  for (const PlacedWord& placed : words) {
    const Box& box = placed.word->upright;
    const double y = centre_y(box);
    if (!division || y < division->top || y > division->bottom)
      columns.rest.push_back(placed);
    else
      (centre_x(box) < division->x ? columns.left : columns.right).push_back(placed);
  }
  return columns;
}

// Rows at the top of a closing that are prose above it: whose words stand as close over the strip
// as words of a sentence do, and lines that end before the strip long before the right column
// begins.
void drop_prose_above(Words words, std::optional<Division>& closing, int width) {
  if (!closing) return;
  const double least = width * 0.03;
  std::erase_if(words, [&](const PlacedWord& placed) {
    const double y = centre_y(placed.word->upright);
    return y < closing->top || y > closing->bottom;
  });
  int right_top = closing->bottom;
  for (const PlacedWord& placed : words)
    if (centre_x(placed.word->upright) >= closing->x)
      right_top = std::min(right_top, placed.word->upright.y);
  for (const Line& row : rows_of(std::move(words))) {
    int left = 0, right = width;
    for (const PlacedWord& placed : row.words()) {
      const Box& box = placed.word->upright;
      if (centre_x(box) < closing->x)
        left = std::max(left, box.right());
      else
        right = std::min(right, box.x);
    }
    const bool prose = left > 0 && right < width && right - left < least;
    const bool before = right == width && row.upright().bottom() < right_top - row.upright().h;
    if (!prose && !before) return;
    closing->top = std::max(closing->top, row.upright().bottom());
  }
}

// What stands under the left column of a letterhead, centred as that is, belongs to it even where
// it reaches past the strip: the right column has nothing more to say there.
Words lines_under_left(Words& rest, const Columns& head, int page_width) {
  Words taken;
  if (head.left.empty()) return taken;
  Box column;
  int height = 0;
  for (const PlacedWord& placed : head.left) {
    column = united(column, placed.word->upright);
    height = std::max(height, placed.word->upright.h);
  }
  int last = column.bottom();
  for (const Line& row : rows_of(rest)) {
    const Box& box = row.upright();
    if (box.y < column.y + column.h / 2) continue;
    const bool close = box.y - last < 2 * height;
    const double away = std::abs(centre_x(box) - centre_x(column));
    if (!close || away > page_width * 0.06 || box.right() > page_width * 0.66) break;
    for (const PlacedWord& placed : row.words()) taken.push_back(placed);
    last = box.bottom();
  }
  std::erase_if(rest, [&](const PlacedWord& placed) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const PlacedWord& one) { return one.word == placed.word; });
  });
  return taken;
}

// Where the right one of two columns begins, in the middle of a page: where most rows have a word
// that begins so, a word across it counting twice against it. Half the page if few do.
double right_column(const std::vector<Line>& rows, int width) {
  const int near = std::max(2, width / 160);
  std::vector<int> edges;
  for (const Line& row : rows)
    for (std::size_t i = 0; i < row.words().size(); ++i) {
      const Box& box = row.words()[i].word->upright;
      const bool parted = i == 0 || box.x - row.words()[i - 1].word->upright.right() > box.h / 2;
      if (parted && box.x > width * 0.4 && box.x < width * 0.64) edges.push_back(box.x);
    }
  int best = 2, found = width / 2;
  for (const int edge : edges) {
    int score = 0;
    for (const int other : edges) score += std::abs(other - edge) <= near ? 1 : 0;
    for (const Line& row : rows)
      for (const PlacedWord& placed : row.words()) {
        const Box& box = placed.word->upright;
        score -= box.x < edge - near && box.right() > edge + near ? 2 : 0;
      }
    if (score > best) best = score, found = edge;
  }
  return found - near;
}

// The letterhead of Decree 30/2020, Annex I: right of the agency stands the national title, and
// what is centred under it belongs to it. Each row is parted on its own, because the columns may be
// wider than half the page one over the other.
struct Letterhead {
  Words left, right;
  int bottom = 0;
};

const Phrase& national_title() {
  static const Phrase title("Cộng hòa xã hội chủ nghĩa Việt Nam");
  return title;
}

// How many of the row's words stand left of the right column, whose edge and centre are given.
std::size_t left_part(const Line& row, double edge, double centre, int width) {
  const auto& words = row.words();
  const auto end_of = [&](std::size_t i) { return words[i].word->upright.right(); };
  const auto begin_of = [&](std::size_t i) { return words[i].word->upright.x; };
  std::size_t best = words.size();
  double most = 0;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    const double gap = i == 0 || i == words.size()
                           ? width * 0.02
                           : static_cast<double>(begin_of(i) - end_of(i - 1));
    if (gap < row.upright().h * 0.45) continue;
    double fit = gap;
    if (i > 0) fit -= std::max(0.0, end_of(i - 1) - edge) * 0.5;
    if (i < words.size())
      fit -= std::abs((begin_of(i) + end_of(words.size() - 1)) / 2.0 - centre) * 1.0;
    if (fit > most) most = fit, best = i;
  }
  return most > 0 ? best : words.size() + 1;  // no way to part it
}

std::optional<Letterhead> letterhead_of(const std::vector<Line>& rows, const Layout& page) {
  std::size_t top = 0;
  std::optional<Phrase::Hit> title;
  for (; top < rows.size() && rows[top].upright().y < page.height * 0.35; ++top)
    if ((title = national_title().find(rows[top]))) break;
  if (!title) return std::nullopt;
  Box box;
  for (const PlacedWord& placed : rows[top].words_in(title->span))
    box = united(box, placed.word->upright);
  // In the middle of the page it is the head of a form, with nothing beside it.
  if (centre_x(box) < page.width * 0.55) return std::nullopt;
  Letterhead head;
  const auto add = [&](const Line& row, std::size_t count) {
    for (std::size_t i = 0; i < row.words().size(); ++i)
      (i < count ? head.left : head.right).push_back(row.words()[i]);
    head.bottom = std::max(head.bottom, row.upright().bottom());
  };
  // Rows over the title are of the left column: a first line set a little higher.
  for (std::size_t i = 0; i < top; ++i)
    if (rows[i].upright().right() < box.x && box.y - rows[i].upright().y < 3 * box.h)
      add(rows[i], rows[i].words().size());
  int last = box.bottom();
  for (std::size_t i = top; i < rows.size() && rows[i].upright().y < page.height * 0.45; ++i) {
    if (rows[i].upright().y - last > 4 * box.h) break;
    const std::size_t count = left_part(rows[i], box.x, centre_x(box), page.width);
    const auto& words = rows[i].words();
    if (count > words.size()) break;
    if (count == words.size()) {  // all left: it must end before the right column's middle
      const bool left = rows[i].upright().right() < centre_x(box) &&
                        centre_x(rows[i].upright()) < page.width * 0.42;
      if (!left) break;
    } else {
      const double middle =
          (words[count].word->upright.x + words.back().word->upright.right()) / 2.0;
      if (std::abs(middle - centre_x(box)) > page.width * 0.07) break;
    }
    add(rows[i], count);
    last = rows[i].upright().bottom();
  }
  return head;
}

std::ptrdiff_t words_above(const Words& words, int y) {
  return std::count_if(words.begin(), words.end(), [y](const PlacedWord& placed) {
    return placed.word->upright.bottom() <= y;
  });
}

bool is_page_number(const Word& word, int page_height) {
  return word.upright.y > page_height * 0.9 && word.text.size() <= 3;
}

}  // namespace

std::optional<Area> area_named(std::string_view name) noexcept {
  const auto found = std::find(area_names.begin(), area_names.end(), name);
  if (found == area_names.end()) return std::nullopt;
  return static_cast<Area>(found - area_names.begin());
}

Layout lay_out(const PageView& view, std::uint32_t page) {
  Words words;
  for (const auto& line : view.text.lines)
    for (const auto& word : line.words)
      if (words.size() < most_words && !word.upright.empty() && is_text(word))
        words.push_back({&word, page});
  std::stable_sort(words.begin(), words.end(), [](const PlacedWord& a, const PlacedWord& b) {
    return a.word->upright.y < b.word->upright.y;
  });
  Layout layout;
  layout.width = view.width;
  layout.height = view.height;
  const auto set = [&](Area area, Words some) {
    layout.areas[static_cast<std::size_t>(area)] = rows_of(std::move(some));
  };
  set(Area::page, words);
  const auto& rows = layout.lines(Area::page);
  const double middle = right_column(rows, view.width);
  Words left, right;
  for (const PlacedWord& placed : words)
    (centre_x(placed.word->upright) < middle ? left : right).push_back(placed);
  set(Area::half_left, std::move(left));
  set(Area::half_right, std::move(right));
  // A space between words is about 0.006 of an A4 page's width.
  const int strip = std::max(2, static_cast<int>(view.width * 0.012));
  // The right column holds the national title and motto, 14 words; a strip further left would pass
  // beside centred lines under the letterhead.
  const Search head{0, static_cast<int>(view.height * 0.45), 0.36, 0.62, strip, 0, 2, 6};
  // Only the first page of a document has one, and at its top: the closing of a short last page
  // stands as high.
  // By its title, or, where that was not read, by the strip between its columns.
  const auto titled = page == 0 ? letterhead_of(rows, layout) : std::nullopt;
  auto letterhead = titled ? std::nullopt : tallest(words, head, view.width);
  const bool goes_on =
      !titled && (page > 0 || (letterhead && words_above(words, letterhead->top) > 12));
  if (goes_on) letterhead.reset();
  Columns top;
  if (titled) {
    top = {titled->left, titled->right, words};
    std::erase_if(top.rest, [&](const PlacedWord& placed) {
      const auto is_it = [&](const PlacedWord& one) { return one.word == placed.word; };
      return std::any_of(top.left.begin(), top.left.end(), is_it) ||
             std::any_of(top.right.begin(), top.right.end(), is_it);
    });
  } else {
    top = divided(words, letterhead);
  }
  if (titled || letterhead) {
    const Words more = lines_under_left(top.rest, top, view.width);
    top.left.insert(top.left.end(), more.begin(), more.end());
  }
  set(Area::head_left, std::move(top.left));
  set(Area::head_right, std::move(top.right));

  std::erase_if(top.rest, [&](const PlacedWord& placed) {
    return is_page_number(*placed.word, view.height);
  });
  const int below = titled       ? titled->bottom
                    : letterhead ? letterhead->bottom
                    : goes_on    ? 0
                                 : static_cast<int>(view.height * 0.2);
  // What closes a page stands at its end; a table in the middle is divided as well.
  int lowest = 0;
  for (const PlacedWord& placed : top.rest)
    lowest = std::max(lowest, placed.word->upright.bottom());
  const int reach = lowest - static_cast<int>(view.height * 0.12);
  const Search foot{below, view.height, 0.38, 0.62, strip, reach, 0, 2};
  auto closing = tallest(top.rest, foot, view.width);
  drop_prose_above(top.rest, closing, view.width);
  Columns bottom = divided(top.rest, closing);
  set(Area::foot_left, std::move(bottom.left));
  set(Area::foot_right, std::move(bottom.right));
  set(Area::body, std::move(bottom.rest));
  return layout;
}

}  // namespace sohoa::forms
