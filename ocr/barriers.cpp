#include "ocr/barriers.h"

#include <algorithm>

namespace sohoa::ocr {
namespace {

constexpr int tile = 8;      // pixels; no cell is narrower than a letter
constexpr int overhang = 3;  // a letter that touches a rule ends in it

int tiles(int pixels) { return std::max(1, (pixels + tile - 1) / tile); }

}  // namespace

Barriers::Barriers(int width, int height, std::span<const Mark> marks,
                   std::span<const Table> tables, const Frames& frames)
    : across_(tiles(width)),
      down_(tiles(height)),
      places_(static_cast<std::size_t>(across_) * static_cast<std::size_t>(down_)),
      rules_(static_cast<std::size_t>(down_)) {
  for (const Mark& mark : marks) {
    const Box box = frames.reading(mark.upright);
    if (mark.kind != MarkKind::rule || box.h < 2 * box.w) continue;
    const int last = std::min(down_ - 1, (box.bottom() - 1) / tile);
    for (int row = std::clamp(box.y / tile, 0, down_ - 1); row <= last; ++row)
      rules_[static_cast<std::size_t>(row)].push_back(box.x + box.w / 2);
  }
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (std::size_t c = 0; c < tables[t].cells.size(); ++c) {
      const Box box = frames.reading(tables[t].cells[c].upright);
      const int right = std::min(across_ - 1, (box.right() - 1) / tile);
      const int bottom = std::min(down_ - 1, (box.bottom() - 1) / tile);
      for (int row = std::clamp(box.y / tile, 0, down_ - 1); row <= bottom; ++row)
        for (int column = std::clamp(box.x / tile, 0, across_ - 1); column <= right; ++column)
          places_[static_cast<std::size_t>(row) * static_cast<std::size_t>(across_) +
                  static_cast<std::size_t>(column)] = {static_cast<std::int32_t>(t),
                                                       static_cast<std::int32_t>(c)};
    }
}

Barriers::Place Barriers::at(double x, double y) const {
  const int column = std::clamp(static_cast<int>(x) / tile, 0, across_ - 1);
  const int row = std::clamp(static_cast<int>(y) / tile, 0, down_ - 1);
  return places_[static_cast<std::size_t>(row) * static_cast<std::size_t>(across_) +
                 static_cast<std::size_t>(column)];
}

bool Barriers::between(const Box& a, const Box& b) const {
  const double ya = a.y + a.h / 2.0, yb = b.y + b.h / 2.0;
  if (at(a.x + a.w / 2.0, ya) != at(b.x + b.w / 2.0, yb)) return true;
  const int row = std::clamp(static_cast<int>((ya + yb) / 2) / tile, 0, down_ - 1);
  const auto& rules = rules_[static_cast<std::size_t>(row)];
  return std::any_of(rules.begin(), rules.end(), [&](int x) {
    return x >= a.right() - overhang && x <= b.x + overhang && x > a.x + a.w / 2 &&
           x < b.x + b.w / 2;
  });
}

}  // namespace sohoa::ocr
