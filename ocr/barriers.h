// Where text may not be read across: upright rules and the edges of table cells.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/frames.h"
#include "core/page.h"

namespace sohoa::ocr {

class Barriers {
 public:
  // `marks` and `tables` in the upright frame that `frames` maps from.
  Barriers(int width, int height, std::span<const Mark> marks, std::span<const Table> tables,
           const Frames& frames);

  // `a` is left of `b`, reading frame.
  bool between(const Box& a, const Box& b) const;

  struct Place {
    std::int32_t table = -1, cell = -1;  // indices as given; -1: in none
    friend bool operator==(const Place&, const Place&) = default;
  };
  Place at(double x, double y) const;  // reading frame

 private:
  int across_, down_;
  std::vector<Place> places_;            // by tile, row by row
  std::vector<std::vector<int>> rules_;  // x of upright rules, by row of tiles
};

}  // namespace sohoa::ocr
