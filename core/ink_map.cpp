#include "core/ink_map.h"

#include <algorithm>
#include <bit>

namespace sohoa {
namespace {

constexpr int word_bits = 64;

// The bits [from, to) of a word, both within 0..64.
constexpr std::uint64_t mask(int from, int to) noexcept {
  const std::uint64_t below = to >= word_bits ? ~0ULL : (1ULL << to) - 1;
  return from >= word_bits ? 0 : below & (~0ULL << from);
}

}  // namespace

InkMap::InkMap(int columns, int rows)
    : columns_(std::max(0, columns)),
      rows_(std::max(0, rows)),
      stride_((static_cast<std::size_t>(columns_) + word_bits - 1) / word_bits),
      bits_(stride_ * static_cast<std::size_t>(rows_)) {}

const std::uint64_t* InkMap::row(int y) const noexcept {
  return bits_.data() + static_cast<std::size_t>(y) * stride_;
}
std::uint64_t* InkMap::row(int y) noexcept {
  return bits_.data() + static_cast<std::size_t>(y) * stride_;
}

void InkMap::set(int column, int y) { row(y)[column / word_bits] |= 1ULL << (column % word_bits); }

bool InkMap::at(int column, int y) const {
  if (column < 0 || y < 0 || column >= columns_ || y >= rows_) return false;
  return (row(y)[column / word_bits] >> (column % word_bits) & 1U) != 0;
}

std::size_t InkMap::count() const noexcept { return count(0, 0, columns_, rows_); }

std::size_t InkMap::count(int left, int top, int right, int bottom) const noexcept {
  left = std::max(0, left);
  right = std::min(right, columns_);
  std::size_t sum = 0;
  for (int y = std::max(0, top); y < std::min(bottom, rows_); ++y)
    for (int word = left / word_bits; word * word_bits < right; ++word) {
      const int at = word * word_bits;
      const auto wanted = mask(std::max(0, left - at), std::min(word_bits, right - at));
      sum += static_cast<std::size_t>(std::popcount(row(y)[word] & wanted));
    }
  return sum;
}

InkMap InkMap::moved(int dx, int dy) const {
  InkMap result(columns_, rows_);
  const int words = static_cast<int>(stride_);
  const int whole = dx >= 0 ? dx / word_bits : -((-dx + word_bits - 1) / word_bits);
  const int part = dx - whole * word_bits;  // 0..63
  for (int y = std::max(0, dy); y < std::min(rows_, rows_ + dy); ++y) {
    const std::uint64_t* from = row(y - dy);
    std::uint64_t* to = result.row(y);
    for (int i = 0; i < words; ++i) {
      const int source = i - whole;
      std::uint64_t bits = source >= 0 && source < words ? from[source] << part : 0;
      if (part > 0 && source >= 1 && source <= words)
        bits |= from[source - 1] >> (word_bits - part);
      to[i] = bits;
    }
    if (columns_ % word_bits != 0) to[words - 1] &= mask(0, columns_ % word_bits);
  }
  return result;
}

InkMap InkMap::widened() const {
  InkMap across(columns_, rows_), result(columns_, rows_);
  const int words = static_cast<int>(stride_);
  for (int y = 0; y < rows_; ++y) {
    const std::uint64_t* from = row(y);
    std::uint64_t* to = across.row(y);
    for (int i = 0; i < words; ++i) {
      to[i] = from[i] | from[i] << 1U | from[i] >> 1U;
      if (i > 0) to[i] |= from[i - 1] >> (word_bits - 1);
      if (i + 1 < words) to[i] |= from[i + 1] << (word_bits - 1);
    }
    if (columns_ % word_bits != 0) to[words - 1] &= mask(0, columns_ % word_bits);
  }
  for (int y = 0; y < rows_; ++y)
    for (int near = std::max(0, y - 1); near <= std::min(rows_ - 1, y + 1); ++near)
      for (int i = 0; i < words; ++i) result.row(y)[i] |= across.row(near)[i];
  return result;
}

InkMap InkMap::without(const InkMap& other) const {
  InkMap result = *this;
  const auto words = std::min(stride_, other.stride_);
  for (int y = 0; y < std::min(rows_, other.rows_); ++y)
    for (std::size_t i = 0; i < words; ++i) result.row(y)[i] &= ~other.row(y)[i];
  return result;
}

InkMap InkMap::quartered() const {
  constexpr int side = 4, least = 3;
  InkMap result((columns_ + side - 1) / side, (rows_ + side - 1) / side);
  for (int y = 0; y < result.rows_; ++y)
    for (int x = 0; x < result.columns_; ++x) {
      int found = 0;  // four cells of a row never lie in two words
      for (int i = y * side; i < std::min(rows_, (y + 1) * side); ++i)
        found += std::popcount(row(i)[x * side / word_bits] >> (x * side % word_bits) & 0xFU);
      if (found >= least) result.set(x, y);
    }
  return result;
}

std::size_t InkMap::common(const InkMap& other) const noexcept {
  std::size_t sum = 0;
  const auto words = std::min(stride_, other.stride_);
  for (int y = 0; y < std::min(rows_, other.rows_); ++y)
    for (std::size_t i = 0; i < words; ++i)
      sum += static_cast<std::size_t>(std::popcount(row(y)[i] & other.row(y)[i]));
  return sum;
}

}  // namespace sohoa
