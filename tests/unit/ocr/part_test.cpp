#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "ocr/barriers.h"
#include "ocr/strands.h"
#include "tests/unit/ocr/drawn_page.h"

namespace sohoa::ocr {
namespace {

// The ink of a page, its rows of letters, and what is in none of them.
struct Rows {
  Ink ink;
  std::vector<Strand> strands;
  std::vector<std::uint32_t> loose;
};

Rows rows_on(const PageImage& image) {
  Rows rows{find_ink(image), {}, {}};
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < rows.ink.blobs.size(); ++i) all.push_back(i);
  const int width = image.width(), height = image.height();
  const Barriers none(width, height, {}, {}, Frames({}, width, height, width, height));
  const MayFollow anywhere = [](const Box&, const Box&) { return true; };
  rows.strands = join(rows.ink, find_chains(rows.ink, all, anywhere), none);
  for (const std::uint32_t i : all)
    if (std::ranges::none_of(rows.strands, [i](const Strand& strand) {
          return std::ranges::count(strand.chain.letters, i) > 0;
        }))
      rows.loose.push_back(i);
  return rows;
}

DrawnPage two_rows() {
  DrawnPage page;
  page.write(100, 200, "XXXXX XXXXX XXXXX XXXXX");
  page.write(100, 228, "XXXXX XXXXX XXXXX XXXXX");
  return page;
}

}  // namespace

TEST_CASE("rows: letters of two that touch are in neither, and are cut apart between them") {
  DrawnPage page = two_rows();
  page.fill({100 + 15 * 2, 198, 3, 8}, 40);
  Rows rows = rows_on(page.image());
  REQUIRE(rows.strands.size() == 2);
  REQUIRE(rows.loose.size() == 1);
  REQUIRE(part_rows(rows.ink, rows.strands, rows.loose));
  REQUIRE(rows.loose.size() == 2);
  const Box upper = rows.ink.blobs[rows.loose[0]].box, lower = rows.ink.blobs[rows.loose[1]].box;
  CHECK(upper.y == 200 - 24);
  CHECK(upper.bottom() == lower.y);
  CHECK(lower.y <= 228 - 24);
  CHECK(lower.bottom() == 228);
  CHECK_FALSE(part_rows(rows.ink, rows.strands, rows.loose));
}

TEST_CASE("rows: a pen's strokes over two are not cut into letters") {
  DrawnPage page = two_rows();
  for (const Box& side : {Box{0, 0, 40, 2}, Box{0, 58, 40, 2}, Box{0, 0, 2, 60}, Box{38, 0, 2, 60}})
    page.fill({445 + side.x, 172 + side.y, side.w, side.h}, 40);
  page.fill({432, 172, 6, 60}, 40);
  Rows rows = rows_on(page.image());
  REQUIRE(rows.strands.size() == 2);
  REQUIRE(rows.loose.size() == 2);
  CHECK_FALSE(part_rows(rows.ink, rows.strands, rows.loose));
  CHECK(rows.loose.size() == 2);
}

}  // namespace sohoa::ocr
