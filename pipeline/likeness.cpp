#include "pipeline/likeness.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace sohoa {
namespace {

using Kind = Likeness::Kind;
using Note = Likeness::Note;

constexpr int tile = 16;              // cells: 8 mm, a line of print
constexpr std::size_t stray = 12;     // cells: ink of a tick, 3 mm2, that the other page has not
constexpr double stray_share = 0.02;  // of all ink: edges of letters
constexpr int rim = 16;               // cells: holes, edges and shadows of the glass

// A note is no smaller than 32 mm and leaves half of the page free.
constexpr int note_tiles_least = 4;
constexpr double note_share_most = 0.55, note_tiles_differing = 0.6;
constexpr std::size_t outside_cells_least = 500, outside_words_least = 10;

// Words in common, whatever their places: other pages are told apart by that alone.
bool worth_a_look(const PageFacts& a, const PageFacts& b) {
  const auto size_differs = [](int x, int y) { return std::abs(x - y) * 10 > std::max(x, y); };
  if (size_differs(a.ink.columns(), b.ink.columns()) || size_differs(a.ink.rows(), b.ink.rows()))
    return false;
  constexpr std::size_t few = 10;
  const auto least = std::min(a.words.size(), b.words.size());
  if (std::max(a.words.size(), b.words.size()) < few) return true;
  std::size_t common = 0;
  for (auto i = a.words.begin(), j = b.words.begin(); i != a.words.end() && j != b.words.end();) {
    if (i->text == j->text)
      ++common, ++i, ++j;
    else if (i->text < j->text)
      ++i;
    else
      ++j;
  }
  return common >= few / 2 && common * 2 >= least;
}

struct Shift {
  int dx = 0, dy = 0;
};

Shift best_shift(const InkMap& fixed, const InkMap& loose, Shift about, int reach) {
  Shift best = about;
  std::size_t most = 0;
  for (int dy = about.dy - reach; dy <= about.dy + reach; ++dy)
    for (int dx = about.dx - reach; dx <= about.dx + reach; ++dx)
      if (const auto common = fixed.common(loose.moved(dx, dy)); common > most) {
        most = common;
        best = {dx, dy};
      }
  return best;
}

constexpr int shift_most = 24;  // cells: 12 mm

// By words that stand once on either page; their boxes are sure to a cell or two.
std::optional<Shift> shift_of_words(const PageFacts& first, const PageFacts& second) {
  constexpr std::size_t enough = 8;
  std::vector<float> dx, dy;
  const auto& a = first.words;
  const auto& b = second.words;
  const auto once = [](const std::vector<FactWord>& words, std::size_t i) {
    return words[i].sure && (i == 0 || words[i - 1].text != words[i].text) &&
           (i + 1 == words.size() || words[i + 1].text != words[i].text);
  };
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].text != b[j].text) {
      ++(a[i].text < b[j].text ? i : j);
      continue;
    }
    if (once(a, i) && once(b, j)) {
      dx.push_back(a[i].x - b[j].x);
      dy.push_back(a[i].y - b[j].y);
    }
    ++i, ++j;
  }
  if (dx.size() < enough) return {};
  const auto middle = [](std::vector<float>& all) {
    const auto half = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::ranges::nth_element(all, half);
    return static_cast<int>(std::lround(*half));
  };
  const Shift shift{middle(dx), middle(dy)};
  if (std::abs(shift.dx) > shift_most || std::abs(shift.dy) > shift_most) return {};
  return shift;
}

// How the second page must be moved to lie over the first, to a cell.
Shift registered(const InkMap& first, const InkMap& second, const std::optional<Shift>& words) {
  if (words) return best_shift(first, second, *words, 2);
  constexpr int step = 4;  // first in steps of 2 mm
  const Shift rough = best_shift(first.quartered(), second.quartered(), {}, shift_most / step);
  return best_shift(first, second, {rough.dx * step, rough.dy * step}, 3);
}

bool holds(const Box& box, float x, float y) {
  return x >= float(box.x) && x < float(box.right()) && y >= float(box.y) &&
         y < float(box.bottom());
}

// What is read of the pages, but for the place: as many differing words as a reader makes errors,
// no differing number. Words that only one page has are not counted: they may be parted otherwise.
bool same_words(const PageFacts& a, const PageFacts& b, Shift shift, const Box& place,
                std::size_t matched_least) {
  constexpr float near_x = 6, near_y = 4;  // cells
  std::size_t matched = 0, differing = 0;
  for (const FactWord& word : a.words) {
    if (!word.sure || holds(place, word.x, word.y)) continue;
    bool met = false, other = false;
    for (const FactWord& there : b.words) {
      const float dx = std::abs(there.x + float(shift.dx) - word.x);
      const float dy = std::abs(there.y + float(shift.dy) - word.y);
      if (dx > near_x || dy > near_y) continue;
      if (there.text == word.text) met = true;
      if (!there.sure || there.text == word.text) continue;
      if (there.digits != word.digits && there.digits != 0 && word.digits != 0) return false;
      other = true;
    }
    if (met)
      ++matched;
    else if (other)
      ++differing;
  }
  return matched >= matched_least && differing <= std::max<std::size_t>(1, matched / 50);
}

// Two pages laid over each other, in tiles.
class Overlay {
 public:
  Overlay(const PageFacts& a, const PageFacts& b, const std::optional<Shift>& words)
      : a_(a),
        b_(b),
        shift_(registered(a.ink, b.ink, words)),
        moved_(b.ink.moved(shift_.dx, shift_.dy)) {
    only_a_ = a.ink.without(moved_.widened());
    only_b_ = moved_.without(a.ink.widened());
    right_ = std::min(a.ink.columns(), b.ink.columns()) - rim - std::abs(shift_.dx);
    bottom_ = std::min(a.ink.rows(), b.ink.rows()) - rim - std::abs(shift_.dy);
    left_ = rim + std::abs(shift_.dx);
    top_ = rim + std::abs(shift_.dy);
    for (int y = top_; y < bottom_; y += tile)
      for (int x = left_; x < right_; x += tile) look(x, y);
  }

  Shift shift() const { return shift_; }

  bool same_ink() const { return differing_.empty() && outside_matches({}); }

  // The box around all that differs.
  Box place() const {
    Box all;
    for (const Box& box : differing_) all = united(all, box);
    return all;
  }

  // Nothing but the place differs, and there most does.
  bool is_note(const Box& place) const {
    const double page = double(right_ - left_) * (bottom_ - top_);
    if (place.w < note_tiles_least * tile || place.h < note_tiles_least * tile ||
        double(place.w) * place.h > note_share_most * page)
      return false;
    const auto inside = std::ranges::count_if(inked_, [&](const Box& box) {
      return box.x >= place.x && box.y >= place.y && box.right() <= place.right() &&
             box.bottom() <= place.bottom();
    });
    return static_cast<double>(differing_.size()) >=
               note_tiles_differing * static_cast<double>(inside) &&
           outside_matches(place) && cells(a_.ink) - cells(a_.ink, place) >= outside_cells_least;
  }

  Note bearer(const Box& place) const {
    const Box there = on_second(place);
    if (crossed(a_, place) || crossed(b_, there)) return Note::unknown;
    // Lines of print run on into the place on the page that has no note.
    const auto runs_a = running_in(a_, place), runs_b = running_in(b_, there);
    if (runs_a >= print_least && runs_a >= 2 * runs_b) return Note::on_second;
    if (runs_b >= print_least && runs_b >= 2 * runs_a) return Note::on_first;
    // Written on a note that lies on bare paper; print there may be what an empty note hides.
    const auto ink_a = cells(a_.ink, place), ink_b = cells(moved_, place);
    if (ink_a > more_ink * ink_b && sure_in(a_, place) < print_least) return Note::on_first;
    if (ink_b > more_ink * ink_a && sure_in(b_, there) < print_least) return Note::on_second;
    return Note::unknown;
  }

  // Both pages have ink there, and neither print: a form filled in by different hands.
  bool is_by_hand(const Box& place) const {
    const Box there = on_second(place);
    const auto ink_a = cells(a_.ink, place), ink_b = cells(moved_, place);
    return !crossed(a_, place) && !crossed(b_, there) && ink_a <= more_ink * ink_b &&
           ink_b <= more_ink * ink_a && sure_in(a_, place) < print_least &&
           sure_in(b_, there) < print_least;
  }

 private:
  static constexpr std::size_t more_ink = 5, print_least = 3;  // times; words
  Box on_second(const Box& place) const {
    return {place.x - shift_.dx, place.y - shift_.dy, place.w, place.h};
  }
  std::size_t cells(const InkMap& map, const Box& box) const {
    return map.count(std::max(left_, box.x), std::max(top_, box.y), std::min(right_, box.right()),
                     std::min(bottom_, box.bottom()));
  }
  std::size_t cells(const InkMap& map) const { return map.count(left_, top_, right_, bottom_); }

  void look(int x, int y) {
    const Box box{x, y, std::min(tile, right_ - x), std::min(tile, bottom_ - y)};
    if (std::max(cells(a_.ink, box), cells(moved_, box)) >= stray) inked_.push_back(box);
    if (cells(only_a_, box) >= stray || cells(only_b_, box) >= stray) differing_.push_back(box);
  }

  bool outside_matches(const Box& place) const {
    const auto matches = [&](const InkMap& only, const InkMap& all) {
      const auto stray_cells = cells(only) - cells(only, place);
      const auto all_cells = cells(all) - cells(all, place);
      return double(stray_cells) <= stray_share * double(all_cells);
    };
    return matches(only_a_, a_.ink) && matches(only_b_, moved_);
  }

  // A page signed or sealed there is another page, not one with a note.
  static bool crossed(const PageFacts& page, const Box& place) {
    return std::ranges::any_of(page.strokes, [&](const Box& stroke) {
      return holds(place, float(stroke.x) + float(stroke.w) / 2,
                   float(stroke.y) + float(stroke.h) / 2);
    });
  }

  static std::size_t sure_in(const PageFacts& page, const Box& place) {
    return static_cast<std::size_t>(std::ranges::count_if(page.words, [&](const FactWord& word) {
      return word.sure && holds(place, word.x, word.y);
    }));
  }

  // Sure words in the place that go on with a row of words outside it.
  static std::size_t running_in(const PageFacts& page, const Box& place) {
    constexpr float row = 3, gap = 50;  // cells between the middles of neighbouring words
    return static_cast<std::size_t>(std::ranges::count_if(page.words, [&](const FactWord& word) {
      return word.sure && holds(place, word.x, word.y) &&
             std::ranges::any_of(page.words, [&](const FactWord& other) {
               return other.sure && !holds(place, other.x, other.y) &&
                      std::abs(other.y - word.y) < row && std::abs(other.x - word.x) < gap;
             });
    }));
  }

  const PageFacts &a_, &b_;
  const Shift shift_;
  const InkMap moved_;
  InkMap only_a_, only_b_;
  int left_ = 0, top_ = 0, right_ = 0, bottom_ = 0;
  std::vector<Box> inked_, differing_;
};

}  // namespace

Likeness likeness(const PageFacts& first, const PageFacts& second, bool parts) {
  if (!worth_a_look(first, second)) return {};
  if (!first.codes.empty() && !second.codes.empty() && first.codes != second.codes) return {};
  // Forms of one kind differ in their words; laying pages over each other costs a hundred times as
  // much as comparing those.
  const auto shift = shift_of_words(first, second);
  if (!parts && shift && !same_words(first, second, *shift, {}, 0)) return {};
  const Overlay overlay(first, second, shift);
  if (overlay.same_ink()) {
    if (first.codes == second.codes && same_words(first, second, overlay.shift(), {}, 0))
      return {Kind::same, {}, {}};
    return {};
  }
  const Box place = overlay.place();
  if (!parts || !overlay.is_note(place) || overlay.is_by_hand(place) ||
      !same_words(first, second, overlay.shift(), place, outside_words_least))
    return {};
  return {Kind::in_part, overlay.bearer(place), place};
}

}  // namespace sohoa
