#include "imaging/skew.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sohoa::imaging {
namespace {

constexpr double radians = std::numbers::pi / 180;
constexpr double range = 18, coarse_step = 0.25, fine_range = 0.5, fine_step = 0.02;  // degrees
constexpr int coarse_bin = 4, fine_bin = 1;  // pixels at reading_dpi
constexpr std::size_t letters_needed = 6;
constexpr std::size_t letters_asked = 4000;

// The best angle stands out from the others by at least as many of their deviations.
constexpr double deviations_needed = 6;
// Two halves of a page that differ by as much have no angle in common.
constexpr double disagreement = 1.5;  // degrees

struct Edge {
  double x, top, bottom;
};
using Edges = std::vector<Edge>;

Edges edges(const Letters& letters) {
  Edges result;
  for (const Box& box : letters_sized(letters, 0.5, 3, letters_asked))
    result.push_back(
        {box.x + box.w / 2.0 - letters.width / 2.0, double(box.y), double(box.bottom())});
  return result;
}

// How sharply lines at an angle stand out: squares of how many edges fall together.
class Projection {
 public:
  Projection(const Edges& edges, const Letters& page, int bin)
      : edges_(edges), bin_(bin), below_(page.width / 2.0 * std::tan(range * radians) + 2 * bin) {
    for (auto& counts : counts_)
      counts.resize(static_cast<std::size_t>((page.height + 2 * below_) / bin) + 2);
  }
  double operator()(double degrees) {
    const double slope = std::tan(degrees * radians);
    auto& [tops, bottoms] = counts_;
    count(slope, &Edge::top, tops);
    count(slope, &Edge::bottom, bottoms);
    // Two sums at a time, as each waits for its own last addition.
    double top = 0, bottom = 0;
    for (std::size_t i = 0; i < tops.size(); ++i) {
      top += double{tops[i]} * double{tops[i]};
      bottom += double{bottoms[i]} * double{bottoms[i]};
    }
    return top + bottom;
  }

 private:
  void count(double slope, double Edge::*side, std::vector<float>& counts) const {
    std::fill(counts.begin(), counts.end(), 0.0F);
    for (const Edge& edge : edges_) {
      // Shared between two bins, so that the sum is smooth in the angle.
      const double at = (edge.*side - edge.x * slope + below_) / bin_;
      const auto low = static_cast<std::size_t>(at);
      const auto part = static_cast<float>(at - static_cast<double>(low));
      counts[low] += 1 - part;
      counts[low + 1] += part;
    }
  }
  const Edges& edges_;
  int bin_;
  double below_;
  std::array<std::vector<float>, 2> counts_;
};

struct Peak {
  double degrees = 0, deviations = 0;
};

Peak coarse_peak(const Edges& edges, const Letters& page) {
  Projection projection(edges, page, coarse_bin);
  constexpr int steps = static_cast<int>(range / coarse_step);
  std::vector<double> scores;
  for (int i = -steps; i <= steps; ++i) scores.push_back(projection(i * coarse_step));
  const auto best = std::max_element(scores.begin(), scores.end());
  // What other angles give, well away from the best.
  constexpr std::ptrdiff_t near = static_cast<std::ptrdiff_t>(2 / coarse_step);
  double sum = 0, squares = 0, count = 0;
  for (auto score = scores.begin(); score != scores.end(); ++score) {
    if (std::abs(score - best) <= near) continue;
    sum += *score;
    squares += *score * *score;
    ++count;
  }
  const double mean = sum / count;
  const double deviation = std::sqrt(std::max(1.0, squares / count - mean * mean));
  return {(static_cast<double>(best - scores.begin()) - steps) * coarse_step,
          (*best - mean) / deviation};
}

double fine_peak(const Edges& edges, const Letters& page, double coarse) {
  Projection projection(edges, page, fine_bin);
  constexpr int steps = static_cast<int>(fine_range / fine_step);
  std::vector<double> scores;
  for (int i = -steps; i <= steps; ++i)
    scores.push_back(projection(std::clamp(coarse + i * fine_step, -range, range)));
  // The middle of the peak: its tip is as rough as the rows of pixels.
  const double tip = *std::max_element(scores.begin(), scores.end());
  const double foot = *std::min_element(scores.begin(), scores.end());
  double weight = 1e-9, moment = 0;
  for (int i = -steps; i <= steps; ++i) {
    const double above = scores[static_cast<std::size_t>(i + steps)] - (foot + 0.7 * (tip - foot));
    if (above <= 0) continue;
    weight += above;
    moment += above * i;
  }
  return coarse + moment / weight * fine_step;
}

}  // namespace

Skew find_skew(const Letters& letters) {
  Edges all = edges(letters);
  if (all.size() < letters_needed) return {};
  const Peak peak = coarse_peak(all, letters);
  Skew skew{fine_peak(all, letters, peak.degrees), 0};

  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end(),
                   [](const Edge& a, const Edge& b) { return a.top < b.top; });
  const Edges upper(all.begin(), middle), lower(middle, all.end());
  const double apart =
      std::abs(fine_peak(upper, letters, peak.degrees) - fine_peak(lower, letters, peak.degrees));
  skew.confidence = std::min(peak.deviations / (peak.deviations + deviations_needed),
                             disagreement / (disagreement + apart));
  return skew;
}

}  // namespace sohoa::imaging
