#include "imaging/warp.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <vector>

#include <opencv2/core.hpp>

#if defined(__SSE2__)
#include <cstring>

#include <emmintrin.h>
#endif

namespace sohoa::imaging {
namespace {

// OpenCV's fixed point: places in 1/32 pixel, weights in 1/32768.
constexpr int place_bits = 5, places = 1 << place_bits;
constexpr int weight_bits = 15, whole_weight = 1 << weight_bits;
constexpr int affine_bits = 10;
constexpr int perspective_block = 64;  // pixels of a row that it maps from one starting point
constexpr int taps = 4;

using Weights = std::array<std::int16_t, std::size_t{taps} * taps>;
using WeightTable = std::array<Weights, std::size_t{places} * places>;  // by y, then x

std::array<float, taps> cubic(float x) {
  constexpr float a = -0.75F;
  const float first = ((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a;
  const float second = ((a + 2) * x - (a + 3)) * x * x + 1;
  const float third = ((a + 2) * (1 - x) - (a + 3)) * (1 - x) * (1 - x) + 1;
  return {first, second, third, 1 - first - second - third};
}

// Where a map leads too far away for an int, OpenCV's sums wrap.
int wrapped_sum(int a, int b) {
  return static_cast<int>(static_cast<unsigned>(a) + static_cast<unsigned>(b));
}

// What rounding lacks to a whole goes to the greatest, or the least, of the last four weights.
void complete(Weights& weights) {
  int missing = whole_weight;
  for (const std::int16_t weight : weights) missing -= weight;
  if (missing == 0) return;
  std::size_t greatest = 10, least = 10;
  for (const std::size_t i : {10U, 11U, 14U, 15U}) {
    if (weights[i] < weights[least])
      least = i;
    else if (weights[i] > weights[greatest])
      greatest = i;
  }
  std::int16_t& changed = weights[missing > 0 ? greatest : least];
  changed = static_cast<std::int16_t>(changed + missing);
}

WeightTable make_weights() {
  WeightTable table{};
  for (std::size_t y = 0; y < places; ++y)
    for (std::size_t x = 0; x < places; ++x) {
      Weights& weights = table[y * places + x];
      const auto down = cubic(static_cast<float>(y) / places),
                 across = cubic(static_cast<float>(x) / places);
      for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] =
            cv::saturate_cast<std::int16_t>(down[i / taps] * across[i % taps] * whole_weight);
      complete(weights);
    }
  return table;
}

// Where each pixel of a row of the result comes from: the first of its 4 x 4 pixels, and the index
// of their weights.
class Sources {
 public:
  explicit Sources(int width)
      : width_(width),
        numbers_(3 * static_cast<std::size_t>(width)),
        x_(numbers_.data()),
        y_(x_ + width),
        weights_(y_ + width) {}
  int width() const noexcept { return width_; }
  int x(int i) const noexcept { return x_[i]; }
  int y(int i) const noexcept { return y_[i]; }
  std::size_t weights(int i) const noexcept { return static_cast<std::size_t>(weights_[i]); }
  void set(int i, int at_x, int at_y) noexcept {
    x_[i] = (at_x >> place_bits) - 1;
    y_[i] = (at_y >> place_bits) - 1;
    weights_[i] = (at_y & (places - 1)) * places + (at_x & (places - 1));
  }

 private:
  int width_;
  std::vector<int> numbers_;
  int *x_, *y_, *weights_;
};

class AffineRows {
 public:
  AffineRows(const PixelMap& map, int width) : map_(map) {
    for (int x = 0; x < width; ++x) {
      x_.push_back(cv::saturate_cast<int>(map_[0] * x * scale));
      y_.push_back(cv::saturate_cast<int>(map_[3] * x * scale));
    }
  }
  void operator()(int y, Sources& sources) const {
    constexpr int shift = affine_bits - place_bits, half = 1 << (shift - 1);
    const int x0 = wrapped_sum(cv::saturate_cast<int>((map_[1] * y + map_[2]) * scale), half);
    const int y0 = wrapped_sum(cv::saturate_cast<int>((map_[4] * y + map_[5]) * scale), half);
    const int *across = x_.data(), *down = y_.data();
    for (int i = 0; i < sources.width(); ++i)
      sources.set(i, wrapped_sum(x0, across[i]) >> shift, wrapped_sum(y0, down[i]) >> shift);
  }

 private:
  static constexpr double scale = 1 << affine_bits;
  PixelMap map_;
  std::vector<int> x_, y_;
};

class PerspectiveRows {
 public:
  explicit PerspectiveRows(const PixelMap& map) : map_(map) {}
  void operator()(int y, Sources& sources) const {
    for (int x = 0; x < sources.width(); x += perspective_block) {
      const double x0 = map_[0] * x + map_[1] * y + map_[2];
      const double y0 = map_[3] * x + map_[4] * y + map_[5];
      const double w0 = map_[6] * x + map_[7] * y + map_[8];
      const int count = std::min(sources.width() - x, perspective_block);
      for (int along = 0; along < count; ++along) {
        const double w = w0 + map_[6] * along;
        const double factor = w != 0 ? places / w : 0;
        sources.set(x + along, place((x0 + map_[0] * along) * factor),
                    place((y0 + map_[3] * along) * factor));
      }
    }
  }

 private:
  static int place(double value) {
    constexpr double least = std::numeric_limits<int>::min(),
                     most = std::numeric_limits<int>::max();
    return cv::saturate_cast<int>(std::max(least, std::min(most, value)));
  }
  PixelMap map_;
};

class Source {
 public:
  Source(const cv::Mat& grey, const WeightTable& table, std::uint8_t outside)
      : table_(table), grey_(grey), outside_(outside) {}

  void row(const Sources& sources, std::uint8_t* out) {
    int i = 0;
#if defined(__SSE2__)
    locate(sources);
    const std::uint8_t* first = grey_.ptr<std::uint8_t>();
    const auto step = static_cast<std::ptrdiff_t>(grey_.step);
    const std::int16_t* table = table_.data()->data();
    for (; i + 4 <= sources.width(); i += 4) {
      const int* at = offsets_.data() + i;
      if ((at[0] | at[1] | at[2] | at[3]) < 0) {
        for (int k = i; k < i + 4; ++k) out[k] = pixel(sources, k);
        continue;
      }
      const auto sums_of = [&](int k) {
        return sums(first + at[k], step,
                    table + std::tuple_size_v<Weights> * sources.weights(i + k));
      };
      const __m128i left = pair(sums_of(0), sums_of(1)), right = pair(sums_of(2), sums_of(3));
      const __m128i all =
          _mm_add_epi32(_mm_unpacklo_epi64(left, right), _mm_unpackhi_epi64(left, right));
      const __m128i rounded =
          _mm_srai_epi32(_mm_add_epi32(all, _mm_set1_epi32(whole_weight / 2)), weight_bits);
      const __m128i words = _mm_packs_epi32(rounded, rounded);
      const int bytes = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
      std::memcpy(out + i, &bytes, 4);
    }
#endif
    for (; i < sources.width(); ++i) out[i] = pixel(sources, i);
  }

 private:
#if defined(__SSE2__)
  // Offsets of the first pixels, -1 where not all of the 4 x 4 are inside.
  void locate(const Sources& sources) {
    const int width = sources.width(), step = static_cast<int>(grey_.step);
    const auto right = static_cast<unsigned>(std::max(0, grey_.cols - taps + 1)),
               bottom = static_cast<unsigned>(std::max(0, grey_.rows - taps + 1));
    offsets_.resize(static_cast<std::size_t>(width));
    int* offsets = offsets_.data();
    for (int i = 0; i < width; ++i) {
      const auto x = static_cast<unsigned>(sources.x(i)), y = static_cast<unsigned>(sources.y(i));
      offsets[i] = (x < right) & (y < bottom) ? sources.y(i) * step + sources.x(i) : -1;
    }
  }

  static __m128i four(const std::uint8_t* from) {
    int bytes = 0;
    std::memcpy(&bytes, from, 4);
    return _mm_cvtsi32_si128(bytes);
  }
  static __m128i load(const std::int16_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  }
  // Four numbers that sum up to the pixel's.
  static __m128i sums(const std::uint8_t* from, std::ptrdiff_t step, const std::int16_t* weights) {
    const __m128i upper = _mm_unpacklo_epi32(four(from), four(from + step)),
                  lower = _mm_unpacklo_epi32(four(from + 2 * step), four(from + 3 * step));
    const __m128i zero = _mm_setzero_si128();
    return _mm_add_epi32(_mm_madd_epi16(_mm_unpacklo_epi8(upper, zero), load(weights)),
                         _mm_madd_epi16(_mm_unpacklo_epi8(lower, zero), load(weights + 8)));
  }
  static __m128i pair(__m128i a, __m128i b) {
    return _mm_add_epi32(_mm_unpacklo_epi32(a, b), _mm_unpackhi_epi32(a, b));
  }
  std::vector<int> offsets_;
#endif

  std::uint8_t pixel(const Sources& sources, int i) const {
    const Weights& weights = table_[sources.weights(i)];
    int sum = 0;
    for (int k = 0; k < taps * taps; ++k) {
      const int x = sources.x(i) + k % taps, y = sources.y(i) + k / taps;
      const bool within = x >= 0 && x < grey_.cols && y >= 0 && y < grey_.rows;
      const int grey = within ? grey_.at<std::uint8_t>(y, x) : outside_;
      sum += grey * weights[static_cast<std::size_t>(k)];
    }
    return cv::saturate_cast<std::uint8_t>((sum + whole_weight / 2) >> weight_bits);
  }

  const WeightTable& table_;
  const cv::Mat& grey_;
  std::uint8_t outside_;
};

}  // namespace

cv::Mat warped(const cv::Mat& grey, const PixelMap& map, int width, int height,
               std::uint8_t outside) {
  static const WeightTable table = make_weights();
  cv::Mat result(height, width, CV_8UC1);
  Sources sources(width);
  Source source(grey, table, outside);
  const auto each_row = [&](const auto& map_row) {
    for (int y = 0; y < height; ++y) {
      map_row(y, sources);
      source.row(sources, result.ptr<std::uint8_t>(y));
    }
  };
  if (map[6] == 0 && map[7] == 0 && map[8] == 1)
    each_row(AffineRows(map, width));
  else
    each_row(PerspectiveRows(map));
  return result;
}

}  // namespace sohoa::imaging
