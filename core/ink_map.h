// Where a page has ink, in cells of half a millimetre: small enough to keep of many pages, fine
// enough to tell the same page scanned again from another page of the same form.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sohoa {

// Of the upright frame; a bit a cell, rows padded to whole words with zeros. An A4 page is 32 kB.
class InkMap {
 public:
  static constexpr double cells_an_inch = 50;
  static constexpr double cell_mm = 25.4 / cells_an_inch;

  InkMap() = default;
  InkMap(int columns, int rows);
  int columns() const noexcept { return columns_; }
  int rows() const noexcept { return rows_; }
  bool empty() const noexcept { return bits_.empty(); }
  void set(int column, int row);       // within the map
  bool at(int column, int row) const;  // false outside
  std::size_t count() const noexcept;
  // In half-open cells, clipped to the map.
  std::size_t count(int left, int top, int right, int bottom) const noexcept;

  // The same ink `dx` cells further right and `dy` further down; what leaves the map is gone.
  InkMap moved(int dx, int dy) const;
  InkMap widened() const;                     // every cell beside or diagonal to ink has ink
  InkMap without(const InkMap& other) const;  // cells with ink here and none there
  InkMap quartered() const;                   // a cell for sixteen, with ink if three have it
  std::size_t common(const InkMap& other) const noexcept;  // cells with ink in both

  double dark = 0;  // share of the page's pixels that are as dark as print, without its rim

 private:
  const std::uint64_t* row(int y) const noexcept;
  std::uint64_t* row(int y) noexcept;
  int columns_ = 0, rows_ = 0;
  std::size_t stride_ = 0;  // words a row
  std::vector<std::uint64_t> bits_;
};

}  // namespace sohoa
