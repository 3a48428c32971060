#include "ocr/chains.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "ocr/blob_grid.h"

namespace sohoa::ocr {
namespace {

// At 200 dpi. Letters of 5 to 40 points.
constexpr int tallest_letter = 110;
constexpr int smallest_letter = 5;
constexpr int heaviest = 50;
constexpr int reach = 150;  // how far beside a letter others tell its scale
// Shares of the scale, which lies between an x and a capital.
constexpr double least_letter = 0.55, most_letter = 2.45;
constexpr double widest_gap = 1.6;
constexpr double two_rows = 1.7;  // what is higher may be letters of two rows that touch
constexpr double whole = 0.7;     // of letters, not of marks, that tell whether there are two rows
constexpr int row_width = 2;      // how much of a row must be beside such a piece

double centre_y(const Box& box) { return box.y + box.h / 2.0; }

int shared(int start_a, int end_a, int start_b, int end_b) {
  return std::min(end_a, end_b) - std::max(start_a, start_b);
}

// The middle of the heights beside a blob, each counted as often as it is high: marks count little,
// and frames and signatures not much more than letters.
double scale_beside(const Ink& ink, const BlobGrid& grid, const Box& box) {
  std::vector<int> heights;
  int all = 0;
  grid.visit({box.x - reach, box.y, box.w + 2 * reach, box.h}, [&](std::uint32_t i) {
    const Box& other = ink.blobs[i].box;
    if (other.h > tallest_letter) return;
    if (2 * shared(box.y, box.bottom(), other.y, other.bottom()) < std::min(box.h, other.h)) return;
    heights.push_back(other.h);
    all += std::min(other.h, heaviest);
  });
  std::sort(heights.begin(), heights.end());
  int seen = 0;
  for (const int height : heights)
    if ((seen += std::min(height, heaviest)) * 2 >= all) return height;
  return box.h;
}

// Whether a tall blob is letters of two rows that touch: beside it are letters that all end above
// others. Were it a letter, it would make the two rows one.
bool spans_two_rows(const Ink& ink, const BlobGrid& grid, const Box& box, double scale) {
  const int aside = static_cast<int>(reach);
  int upper = 0, lower = 0;
  const double middle = centre_y(box);
  grid.visit({box.x - aside, box.y, box.w + 2 * aside, box.h}, [&](std::uint32_t i) {
    const Box& other = ink.blobs[i].box;
    if (other.h < whole * scale || other.h >= two_rows * scale) return;
    const int within = shared(box.y, box.bottom(), other.y, other.bottom());
    if (within < whole * other.h) return;
    if (other.bottom() <= middle + 0.25 * scale && centre_y(other) < middle) upper += other.w;
    if (other.y >= middle - 0.25 * scale && centre_y(other) > middle) lower += other.w;
  });
  return std::min(upper, lower) >= row_width * scale;
}

struct Letter {
  std::uint32_t blob = 0;
  double scale = 0;
};

std::vector<Letter> find_letters(const Ink& ink, const BlobGrid& grid,
                                 std::span<const std::uint32_t> among) {
  std::vector<Letter> letters;
  for (const std::uint32_t i : among) {
    const Box& box = ink.blobs[i].box;
    if (box.h < smallest_letter || box.h > tallest_letter) continue;
    const double scale = scale_beside(ink, grid, box);
    if (box.h < least_letter * scale || box.h > most_letter * scale) continue;
    if (box.h >= two_rows * scale && spans_two_rows(ink, grid, box, scale)) continue;
    letters.push_back({i, scale});
  }
  return letters;
}

bool same_line(const Box& a, const Box& b) {
  const int overlap = shared(a.y, a.bottom(), b.y, b.bottom());
  const int smaller = std::min(a.h, b.h), larger = std::max(a.h, b.h);
  return overlap >= 0.45 * smaller && std::abs(centre_y(a) - centre_y(b)) <= 0.5 * larger &&
         larger <= 3 * smaller;
}

// The nearest letter to the right on the same line, as an index into `letters`.
std::optional<std::uint32_t> next_letter(const Ink& ink, const BlobGrid& grid, const Letter& letter,
                                         const std::vector<std::int32_t>& letter_of,
                                         const std::vector<Letter>& letters,
                                         const MayFollow& may_follow) {
  const Box& box = ink.blobs[letter.blob].box;
  std::optional<std::uint32_t> best;
  double best_distance = 0;
  const int far = static_cast<int>(widest_gap * letter.scale) + 1;
  grid.visit({box.x, box.y, box.w + far, box.h}, [&](std::uint32_t i) {
    const std::int32_t other = letter_of[i];
    if (other < 0 || i == letter.blob) return;
    const Box& candidate = ink.blobs[i].box;
    if (centre_x(candidate) <= centre_x(box) || !same_line(box, candidate)) return;
    const double scale = std::min(letter.scale, letters[static_cast<std::size_t>(other)].scale);
    const double gap = candidate.x - box.right();
    if (gap > widest_gap * scale || !may_follow(box, candidate)) return;
    // Of two that are equally near, the one that stands on the same line rather than a mark.
    const double distance = std::max(gap, 0.0) + 0.5 * std::abs(candidate.bottom() - box.bottom());
    if (best && distance >= best_distance) return;
    best = static_cast<std::uint32_t>(other);
    best_distance = distance;
  });
  return best;
}

double middle_of(std::vector<double> values, double share = 0.5) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

// Where most of the values lie within a window.
double densest(std::vector<double> values, double window) {
  std::sort(values.begin(), values.end());
  std::size_t best = 0, best_count = 0;
  for (std::size_t i = 0, end = 0; i < values.size(); ++i) {
    end = std::max(end, i);
    while (end < values.size() && values[end] <= values[i] + window) ++end;
    // Letters hang below their line, they do not float: of two alike, the upper.
    if (end - i > best_count) {
      best_count = end - i;
      best = i;
    }
  }
  double sum = 0;
  for (std::size_t i = best; i < best + best_count; ++i) sum += values[i];
  return best_count == 0 ? 0 : sum / static_cast<double>(best_count);
}

// A straight line through the points whose distance from `from` is within the window.
Baseline fitted(const std::vector<Point>& bottoms, const Baseline& from, double window) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const Point& p : bottoms) {
    if (std::abs(p.y - from.y(p.x)) > window) continue;
    n += 1;
    sx += p.x;
    sy += p.y;
    sxx += p.x * p.x;
    sxy += p.x * p.y;
  }
  const double spread = n * sxx - sx * sx;
  if (n < 6 || spread <= 0) return from;
  const double slope = (n * sxy - sx * sy) / spread;
  if (std::abs(slope) > 0.03) return from;
  return {(sy - slope * sx) / n, slope};
}

}  // namespace

void fit(Chain& chain, const Ink& ink, double slope) {
  std::sort(chain.letters.begin(), chain.letters.end(), [&](std::uint32_t a, std::uint32_t b) {
    return ink.blobs[a].box.x < ink.blobs[b].box.x;
  });
  chain.box = {};
  std::vector<double> heights, levels;
  std::vector<Point> bottoms;
  for (const std::uint32_t i : chain.letters) {
    const Box& box = ink.blobs[i].box;
    chain.box = united(chain.box, box);
    heights.push_back(box.h);
    bottoms.push_back({centre_x(box), double(box.bottom())});
  }
  const double height = middle_of(heights);
  const double window = std::max(1.5, 0.16 * height);
  for (const Point& p : bottoms) levels.push_back(p.y - slope * p.x);
  chain.baseline = {densest(std::move(levels), window), slope};
  if (chain.box.w > 8 * height) {
    chain.baseline = fitted(bottoms, chain.baseline, 2 * window);
    chain.baseline = fitted(bottoms, chain.baseline, window);
  }
  std::vector<double> above;
  for (const std::uint32_t i : chain.letters) {
    const Box& box = ink.blobs[i].box;
    above.push_back(std::max(1.0, chain.baseline.y(centre_x(box)) - box.y));
  }
  chain.body = middle_of(above);
  // Letters without ascenders are two in three, and figures and capitals are alone among
  // themselves.
  chain.x_height = middle_of(std::move(above), 0.35);
}

double usual_slope(std::span<const Chain> chains) {
  std::vector<std::pair<double, double>> slopes;  // with their width
  double all = 0;
  for (const Chain& chain : chains) {
    if (chain.letters.size() < 12) continue;
    slopes.emplace_back(chain.baseline.slope, chain.box.w);
    all += chain.box.w;
  }
  std::sort(slopes.begin(), slopes.end());
  double seen = 0;
  for (const auto& [slope, width] : slopes)
    if ((seen += width) * 2 >= all) return slope;
  return 0;
}

std::vector<Chain> find_chains(const Ink& ink, std::span<const std::uint32_t> among,
                               const MayFollow& may_follow) {
  const BlobGrid grid(ink, among);
  const std::vector<Letter> letters = find_letters(ink, grid, among);
  std::vector<std::int32_t> letter_of(ink.blobs.size(), -1);
  for (std::size_t i = 0; i < letters.size(); ++i)
    letter_of[letters[i].blob] = static_cast<std::int32_t>(i);

  std::vector<std::uint32_t> parent(letters.size());
  std::iota(parent.begin(), parent.end(), 0u);
  const auto root = [&parent](std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (std::uint32_t i = 0; i < letters.size(); ++i)
    if (const auto next = next_letter(ink, grid, letters[i], letter_of, letters, may_follow))
      parent[root(*next)] = root(i);

  std::vector<std::int32_t> chain_at(letters.size(), -1);
  std::vector<Chain> chains;
  for (std::uint32_t i = 0; i < letters.size(); ++i) {
    std::int32_t& at = chain_at[root(i)];
    if (at < 0) {
      at = static_cast<std::int32_t>(chains.size());
      chains.emplace_back();
    }
    chains[static_cast<std::size_t>(at)].letters.push_back(letters[i].blob);
  }
  for (Chain& chain : chains) fit(chain, ink, 0);
  const double slope = usual_slope(chains);
  for (Chain& chain : chains) fit(chain, ink, slope);
  return chains;
}

}  // namespace sohoa::ocr
