#include "ocr/words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace sohoa::ocr {
namespace {

// Ink without a gap, seen from above: a letter with its marks, or letters that touch or overhang.
struct Stroke {
  int left, right;
  Box box;
};

// Where one word may end and the next begin.
struct Cut {
  double x;
  double gap;                       // pixels of paper there; 0: through ink
  std::optional<std::size_t> only;  // the one word that may end here
};

bool is_space(const Character& c) { return c.text == " "; }

// A rule left under or over the letters joins what is apart.
bool is_rule(const Box& box, double x_height) {
  return box.w > 3 * x_height && box.h < x_height / 3;
}

std::vector<Stroke> strokes_of(const TextLine& line) {
  std::vector<Box> boxes;
  for (const Piece& piece : line.pieces)
    if (!is_rule(piece.box, line.x_height)) boxes.push_back(piece.box);
  std::ranges::sort(boxes, {}, &Box::x);
  std::vector<Stroke> strokes;
  for (const Box& box : boxes) {
    if (strokes.empty() || box.x >= strokes.back().right) {
      strokes.push_back({box.x, box.right(), box});
    } else {
      Stroke& last = strokes.back();
      last.right = std::max(last.right, box.right());
      last.box = united(last.box, box);
    }
  }
  return strokes;
}

// The nearest values that never fall (pool adjacent violators): what is left of positions when two
// words or letters have changed places.
std::vector<double> rising(const std::vector<double>& values) {
  struct Pool {
    double sum;
    std::size_t count;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Pool> pools;
  for (const double value : values) {
    pools.push_back({value, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
      pools[pools.size() - 2].sum += pools.back().sum;
      pools[pools.size() - 2].count += pools.back().count;
      pools.pop_back();
    }
  }
  std::vector<double> result;
  for (const Pool& pool : pools) result.insert(result.end(), pool.count, pool.mean());
  return result;
}

// One word of the reading and where the engine puts it, reading frame.
struct Said {
  std::vector<Character> characters;
  double left = 0, right = 0;
};

std::vector<Said> words_said(const LineReading& reading, const Box& origin) {
  std::vector<double> centres;
  for (const Character& c : reading.characters)
    if (!is_space(c)) centres.push_back(origin.x + (c.left + c.right) / 2.0);
  centres = rising(centres);
  std::vector<Said> words;
  bool inside = false;
  std::size_t at = 0;
  for (const Character& c : reading.characters) {
    if (is_space(c)) {
      inside = false;
      continue;
    }
    const double centre = centres[at++], half = std::clamp((c.right - c.left) / 2.0, 0.5, 40.0);
    if (!inside) words.push_back({{}, centre - half, centre + half});
    words.back().characters.push_back(c);
    words.back().right = std::max(words.back().right, centre + half);
    inside = true;
  }
  return words;
}

// Between the word before and the word after, as the engine has it.
std::vector<double> expected_ends(const std::vector<Said>& words) {
  std::vector<double> ends;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    ends.push_back((words[i].right + words[i + 1].left) / 2);
  return ends;
}

// The width of gap that best parts the `count` widest ones, between words, from those between
// letters.
double word_gap(const std::vector<Stroke>& strokes, std::size_t count, double x_height) {
  std::vector<double> gaps;
  for (std::size_t i = 0; i + 1 < strokes.size(); ++i)
    gaps.push_back(strokes[i + 1].left - strokes[i].right);
  std::ranges::sort(gaps, std::greater<>());
  if (count == 0 || gaps.empty()) return x_height / 3;
  const double narrowest = gaps[std::min(count, gaps.size()) - 1];
  const double next = count < gaps.size() ? gaps[count] : 0;
  return std::clamp((narrowest + next) / 2, 0.15 * x_height, 0.5 * x_height);
}

// Ink well outside what was read and apart from it is another thing: a tick box, a pen's stroke.
std::vector<Stroke> within(std::vector<Stroke> strokes, const std::vector<Said>& words,
                           double x_height) {
  const double left = words.front().left - x_height, right = words.back().right + x_height;
  while (strokes.size() > 1 && strokes[0].right < left &&
         strokes[1].left - strokes[0].right > 1.5 * x_height)
    strokes.erase(strokes.begin());
  while (strokes.size() > 1 && strokes.back().left > right &&
         strokes.back().left - strokes[strokes.size() - 2].right > 1.5 * x_height)
    strokes.pop_back();
  return strokes;
}

std::vector<Cut> cuts_of(const std::vector<Stroke>& strokes, const std::vector<double>& ends) {
  std::vector<Cut> cuts;
  for (std::size_t i = 0; i + 1 < strokes.size(); ++i)
    cuts.push_back({(strokes[i].right + strokes[i + 1].left) / 2.0,
                    double(strokes[i + 1].left - strokes[i].right), std::nullopt});
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto through = std::ranges::find_if(
        strokes, [&](const Stroke& s) { return ends[i] > s.left + 1 && ends[i] < s.right - 1; });
    if (through != strokes.end()) cuts.push_back({ends[i], 0, i});
  }
  std::ranges::stable_sort(cuts, {}, &Cut::x);
  return cuts;
}

// What it costs that a word which the engine ends at `expected` ends at `cut`. Gaps speak louder
// than the engine's positions, which are off by up to a letter.
double cost(const Cut& cut, double expected, double word_gap, double x_height) {
  const double away = std::abs(cut.x - expected) / x_height;
  if (cut.only) return 1.5;
  const double wide = std::clamp((cut.gap - word_gap) / (0.25 * x_height), -1.0, 1.0);
  return 0.4 * std::min(away, 8.0) - wide;
}

// The cheapest rising choice of one cut for each end; empty if there are too few cuts.
std::vector<double> chosen_cuts(const std::vector<Cut>& cuts, const std::vector<double>& ends,
                                double word_gap, double x_height) {
  constexpr double never = std::numeric_limits<double>::infinity();
  const std::size_t n = ends.size(), m = cuts.size();
  if (n > m) return {};
  // best[i][j]: words 0..i end, the last of them at cut j or before.
  std::vector<std::vector<double>> best(n, std::vector<double>(m, never));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i; j < m; ++j) {
      const double before = i == 0 ? 0 : j == 0 ? never : best[i - 1][j - 1];
      const bool allowed = !cuts[j].only || *cuts[j].only == i;
      const double here = allowed ? before + cost(cuts[j], ends[i], word_gap, x_height) : never;
      best[i][j] = std::min(here, j > 0 ? best[i][j - 1] : never);
    }
  if (best[n - 1][m - 1] == never) return {};
  std::vector<double> result(n);
  std::size_t j = m - 1;
  for (std::size_t i = n; i-- > 0;) {
    while (j > 0 && best[i][j - 1] <= best[i][j]) --j;
    result[i] = cuts[j].x;
    if (j > 0) --j;
  }
  return result;
}

Box clipped(const Box& box, double from, double to) {
  const int left = std::max(box.x, static_cast<int>(std::lround(from)));
  const int right = std::min(box.right(), static_cast<int>(std::lround(to)));
  return {left, box.y, right - left, box.h};
}

// The ink between two cuts, without what lies far from where the engine saw the word.
Box ink_between(const std::vector<Stroke>& strokes, double from, double to, const Said& word,
                double x_height) {
  struct Group {
    Box box;
    double overlap;
  };
  std::vector<Group> groups;
  for (const Stroke& stroke : strokes) {
    const Box part = clipped(stroke.box, from, to);
    if (part.empty()) continue;
    if (groups.empty() || part.x - groups.back().box.right() > 1.5 * x_height)
      groups.push_back({part, 0});
    else
      groups.back().box = united(groups.back().box, part);
  }
  if (groups.empty()) return {};
  for (Group& g : groups)
    g.overlap = std::min<double>(g.box.right(), word.right) - std::max<double>(g.box.x, word.left);
  const auto best = std::ranges::max_element(groups, {}, &Group::overlap);
  Box box = best->box;
  for (const Group& g : groups)
    if (g.overlap > 0) box = united(box, g.box);
  return box;
}

Box rough_box(const Said& word, const TextLine& line) {
  const int left = std::clamp(static_cast<int>(word.left), line.box.x, line.box.right() - 1);
  const int right = std::clamp(static_cast<int>(word.right) + 1, left + 1, line.box.right());
  return {left, line.box.y, right - left, line.box.h};
}

}  // namespace

WordLine find_words(const LineReading& reading, const TextLine& line, const Box& origin) {
  std::vector<Said> said = words_said(reading, origin);
  if (said.empty()) return {};
  const double x_height = std::max(line.x_height, 2.0);
  const std::vector<Stroke> strokes = within(strokes_of(line), said, x_height);
  const std::vector<double> ends = expected_ends(said);
  std::vector<double> cuts;
  if (!ends.empty())
    cuts = chosen_cuts(cuts_of(strokes, ends), ends, word_gap(strokes, ends.size(), x_height),
                       x_height);
  const bool found = cuts.size() == ends.size();
  WordLine words;
  for (std::size_t i = 0; i < said.size(); ++i) {
    Box box;
    if (found) {
      const double from = i == 0 ? line.box.x - 1 : cuts[i - 1];
      const double to = i == cuts.size() ? line.box.right() + 1 : cuts[i];
      box = ink_between(strokes, from, to, said[i], x_height);
    }
    if (box.empty()) box = rough_box(said[i], line);
    words.push_back({std::move(said[i].characters), box});
  }
  return words;
}

}  // namespace sohoa::ocr
