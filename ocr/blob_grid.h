// Blobs by place: those near a box without looking at all of them.
#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "ocr/ink.h"

namespace sohoa::ocr {

class BlobGrid {
 public:
  // Holds on to `ink`.
  BlobGrid(const Ink& ink, std::span<const std::uint32_t> among)
      : ink_(ink),
        across_(std::max(1, (ink.width + side - 1) / side)),
        down_(std::max(1, (ink.height + side - 1) / side)),
        cells_(static_cast<std::size_t>(across_) * static_cast<std::size_t>(down_)) {
    for (const std::uint32_t i : among) {
      const Box& box = ink.blobs[i].box;
      each_cell(box, [i](std::vector<std::uint32_t>& cell) { cell.push_back(i); });
    }
  }

  // Calls see(index) once for each blob whose box overlaps `box`.
  template <class See>
  void visit(const Box& box, const See& see) const {
    if (box.empty()) return;
    const int left = clamped(box.x, across_), right = clamped(box.right() - 1, across_);
    const int top = clamped(box.y, down_), bottom = clamped(box.bottom() - 1, down_);
    for (int cy = top; cy <= bottom; ++cy)
      for (int cx = left; cx <= right; ++cx)
        for (const std::uint32_t i : cells_[at(cx, cy)]) {
          const Box& other = ink_.blobs[i].box;
          if (other.x >= box.right() || other.right() <= box.x || other.y >= box.bottom() ||
              other.bottom() <= box.y)
            continue;
          // A blob of several cells is seen in the first of them that is looked at.
          if (cx == std::max(left, clamped(other.x, across_)) &&
              cy == std::max(top, clamped(other.y, down_)))
            see(i);
        }
  }

 private:
  static constexpr int side = 64;

  static int clamped(int pixel, int cells) { return std::clamp(pixel / side, 0, cells - 1); }
  std::size_t at(int cx, int cy) const {
    return static_cast<std::size_t>(cy) * static_cast<std::size_t>(across_) +
           static_cast<std::size_t>(cx);
  }
  template <class Use>
  void each_cell(const Box& box, const Use& use) {
    for (int cy = clamped(box.y, down_); cy <= clamped(box.bottom() - 1, down_); ++cy)
      for (int cx = clamped(box.x, across_); cx <= clamped(box.right() - 1, across_); ++cx)
        use(cells_[at(cx, cy)]);
  }

  const Ink& ink_;
  int across_, down_;
  std::vector<std::vector<std::uint32_t>> cells_;
};

}  // namespace sohoa::ocr
