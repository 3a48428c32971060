#include "imaging/runs.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

#include <opencv2/core.hpp>

namespace sohoa::imaging {
namespace {

constexpr int word = 64;  // pixels looked at together

// Bit i: whether pixel i is ink, of eight.
std::uint64_t eight_bits(const std::uint8_t* pixels) {
  static_assert(std::endian::native == std::endian::little);
  constexpr std::uint64_t low = 0x7F7F7F7F7F7F7F7F;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, pixels, 8);
  const std::uint64_t inked = ((((bytes & low) + low) | bytes) & ~low) >> 7;
  return inked * 0x0102040810204080 >> 56;
}

// The same of `count` pixels, at most a word of them.
std::uint64_t bits(const std::uint8_t* pixels, int count) {
  std::uint64_t result = 0;
  int i = 0;
  for (; i + 8 <= count; i += 8) result |= eight_bits(pixels + i) << i;
  for (; i < count; ++i) result |= std::uint64_t{pixels[i] != 0} << i;
  return result;
}

// Calls `use` with the first pixel of each run and the one behind its last.
template <class Use>
void each_run(const std::uint8_t* row, int width, Use use) {
  bool inked = false;
  int start = 0;
  for (int x = 0; x < width; x += word) {
    const std::uint64_t here = bits(row + x, std::min(word, width - x));
    for (std::uint64_t changes = here ^ (here << 1 | std::uint64_t{inked}); changes != 0;
         changes &= changes - 1) {
      const int at = x + std::countr_zero(changes);
      if (inked)
        use(start, at);
      else
        start = at;
      inked = !inked;
    }
  }
  if (inked) use(start, width);
}

std::uint32_t root(std::vector<std::uint32_t>& parent, std::uint32_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

}  // namespace

Runs::Runs(const cv::Mat& mask, int least) {
  starts_.reserve(static_cast<std::size_t>(mask.rows) + 1);
  starts_.push_back(0);
  for (int y = 0; y < mask.rows; ++y) {
    each_run(mask.ptr<std::uint8_t>(y), mask.cols, [&](int from, int to) {
      if (to - from >= least) runs_.push_back({from, to});
    });
    starts_.push_back(runs_.size());
  }
}

std::span<const Run> Runs::row(int y) const noexcept {
  const auto i = static_cast<std::size_t>(y);
  return {runs_.data() + starts_[i], starts_[i + 1] - starts_[i]};
}

Shapes::Shapes(const Runs& runs) : of(runs.size()) {
  std::vector<std::uint32_t> parent(runs.size());
  std::iota(parent.begin(), parent.end(), 0U);
  for (int y = 1; y < runs.rows(); ++y) {
    const auto above = runs.row(y - 1), here = runs.row(y);
    std::size_t a = 0, b = 0;
    while (a < above.size() && b < here.size()) {
      if (above[a].to >= here[b].from && here[b].to >= above[a].from) {
        const auto upper = root(parent, static_cast<std::uint32_t>(runs.first(y - 1) + a));
        const auto lower = root(parent, static_cast<std::uint32_t>(runs.first(y) + b));
        parent[std::max(upper, lower)] = std::min(upper, lower);
      }
      above[a].to < here[b].to ? ++a : ++b;
    }
  }
  for (int y = 0; y < runs.rows(); ++y) {
    auto i = static_cast<std::uint32_t>(runs.first(y));
    for (const Run& run : runs.row(y)) {
      const std::uint32_t head = root(parent, i);
      const Box box{run.from, y, run.to - run.from, 1};
      if (head == i) {
        of[i] = static_cast<std::uint32_t>(all.size());
        all.push_back({box, box.w});
      } else {
        Shape& shape = all[of[i] = of[head]];
        shape.box = united(shape.box, box);
        shape.ink += box.w;
      }
      ++i;
    }
  }
}

std::vector<std::uint32_t> in_bands(const Runs& runs, const Shapes& shapes) {
  struct Place {
    int band, left;  // of its topmost band: its first pair of columns there
    std::uint32_t shape;
  };
  std::vector<Place> places;
  places.reserve(shapes.all.size());
  for (const Shape& shape : shapes.all)
    places.push_back({shape.box.y / 2, std::numeric_limits<int>::max(),
                      static_cast<std::uint32_t>(places.size())});
  for (int y = 0; y < runs.rows(); ++y) {
    std::size_t i = runs.first(y);
    for (const Run& run : runs.row(y)) {
      Place& place = places[shapes.of[i++]];
      if (place.band == y / 2) place.left = std::min(place.left, run.from / 2);
    }
  }
  std::ranges::sort(places, {}, [](const Place& p) { return std::pair(p.band, p.left); });
  std::vector<std::uint32_t> order;
  order.reserve(places.size());
  for (const Place& place : places) order.push_back(place.shape);
  return order;
}

}  // namespace sohoa::imaging
