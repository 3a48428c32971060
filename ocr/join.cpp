#include <algorithm>
#include <cmath>
#include <numeric>

#include "ocr/strands.h"

namespace sohoa::ocr {
namespace {

// Shares of the height of the letters.
constexpr double widest_space = 3.0;  // of a justified line; a column's gap is wider
constexpr double level = 0.3;         // how far baselines of one line may lie apart

// Chains by the height of their baselines, the slope of the page taken out.
class Levels {
 public:
  Levels(std::span<const Chain> chains, double slope) : slope_(slope) {
    for (std::uint32_t i = 0; i < chains.size(); ++i) sorted_.emplace_back(of(chains[i]), i);
    std::sort(sorted_.begin(), sorted_.end());
  }
  double of(const Chain& chain) const { return level_of(chain, slope_); }
  template <class See>
  void visit(double from, double to, const See& see) const {
    for (auto at = std::lower_bound(sorted_.begin(), sorted_.end(), std::pair{from, 0u});
         at != sorted_.end() && at->first <= to; ++at)
      see(at->second);
  }

 private:
  double slope_;
  std::vector<std::pair<double, std::uint32_t>> sorted_;
};

// Letters follow one another closely; marks are as far apart as the letters they stand on.
bool is_sparse(const Chain& chain) {
  return static_cast<double>(chain.letters.size()) * chain.body < 0.7 * chain.box.w;
}

// Whether `marks` is a row of marks over or dots under the letters of `line`.
bool are_marks_of(const Chain& marks, const Chain& line) {
  // Two marks that touch are nearly as high as a letter without ascender.
  const bool one_mark = marks.letters.size() == 1 && marks.box.w < 1.3 * line.body;
  if (marks.body > (one_mark ? 0.9 : 0.66) * line.body) return false;
  const int shared =
      std::min(marks.box.right(), line.box.right()) - std::max(marks.box.x, line.box.x);
  if (shared < 0.6 * marks.box.w) return false;
  const double x = centre_x(marks.box);
  const double base = line.baseline.y(x);
  const double above = (base - line.body - marks.box.bottom()) / line.body;
  const double below = (marks.box.y - base) / line.body;
  // A comma and the tone of the line below it, a dot and a superscript.
  if (marks.letters.size() <= 3 && marks.body <= 0.66 * line.body &&
      marks.box.bottom() > base - 2.2 * line.body && marks.box.y < base + 0.5 * line.body)
    return true;
  const bool near = (above > -1.3 && above < 0.45 && marks.box.y < base - 0.5 * line.body) ||
                    (below > -0.3 && below < 0.35 && marks.body < 0.4 * line.body);
  return near && (marks.letters.size() <= 3 || is_sparse(marks));
}

struct Pair {
  double gap;
  std::uint32_t left, right;
};

bool on_one_line(const Chain& a, const Chain& b, double gap) {
  const double smaller = std::min(a.body, b.body), larger = std::max(a.body, b.body);
  if (larger > 2.2 * smaller) return false;
  const double x = a.box.right() + gap / 2;
  const double off = std::abs(a.baseline.y(x) - b.baseline.y(x));
  if (off <= level * smaller) return true;
  // Few letters do not tell where they stand: "g", "-", "Q".
  if (std::min(a.letters.size(), b.letters.size()) > 3) return false;
  const int shared = std::min(a.box.bottom(), b.box.bottom()) - std::max(a.box.y, b.box.y);
  return off <= 0.6 * smaller && shared >= 0.7 * std::min(a.box.h, b.box.h);
}

std::vector<Pair> pairs_of(std::span<const Chain> chains, const Levels& levels,
                           const Barriers& barriers) {
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < chains.size(); ++i) {
    const Chain& a = chains[i];
    const double far = a.body;
    const double at = levels.of(a);
    levels.visit(at - far, at + far, [&](std::uint32_t k) {
      const Chain& b = chains[k];
      if (k == i || centre_x(b.box) < centre_x(a.box) ||
          (centre_x(b.box) == centre_x(a.box) && k < i))
        return;
      const double gap = b.box.x - a.box.right();
      const double size = std::max(a.body, b.body);
      if (gap > widest_space * size || -gap > std::min(a.box.w, b.box.w) + size) return;
      if (!on_one_line(a, b, gap)) return;
      if (gap > 0 && barriers.between(a.box, b.box)) return;
      pairs.push_back({gap, i, k});
    });
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::tie(a.gap, a.left, a.right) < std::tie(b.gap, b.left, b.right);
  });
  return pairs;
}

}  // namespace

std::vector<Strand> join(const Ink& ink, std::vector<Chain> chains, const Barriers& barriers) {
  const double slope = usual_slope(chains);
  {
    const Levels levels(chains, slope);
    std::vector<bool> marks(chains.size(), false);
    for (std::uint32_t i = 0; i < chains.size(); ++i) {
      const double at = levels.of(chains[i]), far = 12 * chains[i].body;
      levels.visit(at - far, at + far, [&](std::uint32_t k) {
        if (k != i && !marks[i] && chains[k].letters.size() >= chains[i].letters.size())
          marks[i] = are_marks_of(chains[i], chains[k]);
      });
    }
    std::vector<Chain> kept;
    for (std::size_t i = 0; i < chains.size(); ++i)
      if (!marks[i]) kept.push_back(std::move(chains[i]));
    chains = std::move(kept);
  }

  const Levels levels(chains, slope);
  std::vector<std::uint32_t> owner(chains.size());
  std::iota(owner.begin(), owner.end(), 0u);
  const auto root = [&owner](std::uint32_t i) {
    while (owner[i] != i) i = owner[i] = owner[owner[i]];
    return i;
  };
  for (const Pair& pair : pairs_of(chains, levels, barriers)) {
    const std::uint32_t left = root(pair.left), right = root(pair.right);
    if (left == right) continue;
    // What the chains have become may no longer agree.
    if (!on_one_line(chains[left], chains[right], pair.gap)) continue;
    chains[left].letters.insert(chains[left].letters.end(), chains[right].letters.begin(),
                                chains[right].letters.end());
    chains[right].letters.clear();
    owner[right] = left;
    fit(chains[left], ink, slope);
  }
  std::vector<Strand> strands;
  for (Chain& chain : chains)
    if (!chain.letters.empty()) strands.push_back({std::move(chain), {}});
  return strands;
}

}  // namespace sohoa::ocr
