#include "imaging/letter_turn.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "imaging/letter_turn_weights.h"

namespace sohoa::imaging {
namespace {

using Weights = LetterTurnWeights;
using Picture = std::array<float, letter_picture_size>;  // 1 on ink

// The letter alone, its larger side as long as the picture's, in its middle.
Picture picture(const cv::Mat& ink, const Box& box) {
  constexpr int side = letter_picture_side;
  const int larger = std::max(box.w, box.h);
  // Even sides only: a picture half a pixel off its middle would tell how it was turned.
  const auto scaled = [larger](int length) {
    return 2 * std::max(1, static_cast<int>(std::lround(double(length) * side / 2 / larger)));
  };
  const cv::Size size(scaled(box.w), scaled(box.h));
  cv::Mat small;
  cv::resize(ink(cv::Rect(box.x, box.y, box.w, box.h)), small, size, 0, 0, cv::INTER_AREA);
  Picture result{};
  const int left = (side - size.width) / 2, top = (side - size.height) / 2;
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      result[static_cast<std::size_t>((top + y) * side + left + x)] =
          static_cast<float>(small.at<std::uint8_t>(y, x)) / 255;
  return result;
}

Picture turned_clockwise(const Picture& from) {
  constexpr std::size_t side = letter_picture_side;
  Picture result;
  for (std::size_t y = 0; y < side; ++y)
    for (std::size_t x = 0; x < side; ++x) result[x * side + side - 1 - y] = from[y * side + x];
  return result;
}

// The weights as floats, so that the compiler makes vector instructions of the sums.
class Network {
 public:
  Network() {
    const Weights& weights = letter_turn_weights;
    for (std::size_t h = 0; h < Weights::hidden; ++h)
      for (std::size_t i = 0; i < letter_picture_size; ++i)
        first_[i][h] =
            static_cast<float>(weights.first[h * letter_picture_size + i]) * weights.scale;
  }
  // How upright it looks: to be compared with that of its other turns only.
  double uprightness(const Picture& picture) const {
    std::array<float, Weights::hidden> sums = letter_turn_weights.bias;
    for (std::size_t i = 0; i < letter_picture_size; ++i) {
      if (picture[i] == 0) continue;
      for (std::size_t h = 0; h < Weights::hidden; ++h) sums[h] += picture[i] * first_[i][h];
    }
    float score = 0;
    for (std::size_t h = 0; h < Weights::hidden; ++h)
      score += std::max(0.0F, sums[h]) * letter_turn_weights.second[h];
    return double{score};
  }

 private:
  std::array<std::array<float, Weights::hidden>, letter_picture_size> first_;
};

}  // namespace

std::vector<LetterTurn> letter_turns(const cv::Mat& ink, const std::vector<Box>& letters) {
  static const Network network;
  std::vector<LetterTurn> result;
  result.reserve(letters.size());
  for (const Box& box : letters) {
    LetterTurn turn{};
    Picture shown = picture(ink, box);
    for (double& score : turn) {
      score = network.uprightness(shown);
      shown = turned_clockwise(shown);
    }
    const double most = *std::max_element(turn.begin(), turn.end());
    double sum = 0;
    for (const double score : turn) sum += std::exp(score - most);
    for (double& score : turn) score -= most + std::log(sum);
    result.push_back(turn);
  }
  return result;
}

}  // namespace sohoa::imaging
