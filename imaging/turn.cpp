#include "imaging/turn.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/core.hpp>

#include "imaging/letter_turn.h"

namespace sohoa::imaging {
namespace {

// Fewer say nothing sure; a page number is shorter.
constexpr std::size_t letters_needed = 6;
// As many, without their marks, are as good as all.
constexpr std::size_t letters_asked = 500;

// Of the lead of the best turn over another: its sum over the letters in standard deviations of
// such a sum if neither were better, and its mean. Noise in plenty has the first by chance, but not
// both.
constexpr double deviations_needed = 2;
constexpr double mean_needed = 0.1;  // of the logarithm; print has about 1
// No single letter may count for more.
constexpr double letter_most = 3;

// 1: just enough to act on.
double lead(const std::vector<LetterTurn>& turns, std::size_t best, std::size_t other) {
  double sum = 0, squares = 1;
  for (const LetterTurn& turn : turns) {
    const double value = std::clamp(turn[best] - turn[other], -letter_most, letter_most);
    sum += value;
    squares += value * value;
  }
  return std::min(sum / std::sqrt(squares) / deviations_needed,
                  sum / static_cast<double>(turns.size()) / mean_needed);
}

}  // namespace

Turn find_turn(const Letters& letters, const cv::Mat& ink) {
  const std::vector<LetterTurn> turns =
      letter_turns(ink, letters_sized(letters, 0.6, 2.5, letters_asked));
  if (turns.size() < letters_needed) return {};
  std::array<double, 4> sums{};
  for (const LetterTurn& turn : turns)
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += std::max(turn[i], -letter_most);
  const auto best =
      static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  double least = 1e9;
  for (std::size_t i = 0; i < sums.size(); ++i)
    if (i != best) least = std::min(least, lead(turns, best, i));
  return {static_cast<int>(best) * 90, least <= 0 ? 0 : least / (least + 1)};
}

}  // namespace sohoa::imaging
