// A page as lines of text in the areas a person would name: the two columns of a letterhead, the
// body, the two columns of the closing (recipients left, signer right).
//
// Lines are built anew from the words, because a line of the reader may run across both columns.
// A letterhead is the tallest stretch at the top of the first page, a closing the tallest of the
// rest, that an upright strip without ink divides.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "forms/extract.h"
#include "forms/line.h"

namespace sohoa::forms {

enum class Area : std::uint8_t {
  page,
  body,
  head_left,
  head_right,
  foot_left,
  foot_right,
  half_left,   // all words left of where fewest lines cross the middle of the page …
  half_right,  // … and right of it: pages set in two columns, of a couple for example
};
inline constexpr std::size_t area_count = 8;
std::optional<Area> area_named(std::string_view name) noexcept;  // "head_left"

struct Layout {
  int width = 0, height = 0;                        // of the upright frame
  std::array<std::vector<Line>, area_count> areas;  // lines from top to bottom
  const std::vector<Line>& lines(Area area) const { return areas[static_cast<std::size_t>(area)]; }
};

// Looks at most at 20000 words of a page. The view must outlive the layout.
Layout lay_out(const PageView& view, std::uint32_t page);

}  // namespace sohoa::forms
