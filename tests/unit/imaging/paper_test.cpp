#include <doctest/doctest.h>

#include "imaging/straighten.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/picture.h"

namespace sohoa::imaging {
namespace {

using test::Picture;

Picture reading(const Picture& page) {
  const test::TempFolder folder;
  return Picture(straighten(test::spooled(folder / "page.pnm", page)).reading);
}

bool is_print(const Picture& page, int x, int y) {
  return page.darkest({x - 25, y - 25, 50, 50}) < 150;
}

}  // namespace

TEST_CASE("paper: black borders are painted, print beside them is not") {
  Picture page = test::printed();
  const Picture before = reading(page);
  page.fill({0, 0, 40, page.height}, 15);
  page.fill({0, page.height - 25, page.width, 25}, 30);
  // What a lid shows beside a sheet laid askew.
  for (int y = 0; y < 1800; ++y) page.fill({page.width - 120 + y / 15, y, 120 - y / 15, 1}, 20);
  const Picture result = reading(page);
  REQUIRE(result.width == before.width);
  CHECK(result.darkest({0, 300, 36, 1000}) > 200);
  CHECK(result.darkest({100, page.height - 22, 1000, 22}) > 200);
  CHECK(result.darkest({page.width - 60, 0, 60, 600}) > 200);
  double changed = 0;
  for (int y = 200; y < page.height - 200; ++y)
    for (int x = 200; x < page.width - 300; ++x)
      changed = std::max(changed, double(std::abs(result.at(x, y) - before.at(x, y))));
  CHECK(changed < 12);  // paper beside a painted border is a shade lighter
}

TEST_CASE("paper: punch holes are painted; round letters and stops are print") {
  Picture page(1654, 2339, 250);
  page.round(95, 850, 24, 10);       // 6 mm, in the margin
  page.round(95, 1480, 24, 190);     // the same, grey bed below
  page.round(95, 1200, 24, 10, 15);  // a letter O
  page.round(95, 1700, 7, 10);       // a bullet
  page.round(800, 1000, 24, 10);     // no place for a hole
  const Picture result = reading(page);
  CHECK_FALSE(is_print(result, 95, 850));
  CHECK(result.darkest({70, 1455, 50, 50}) > 240);
  CHECK(is_print(result, 95, 1200));
  CHECK(is_print(result, 95, 1700));
  CHECK(is_print(result, 800, 1000));
}

TEST_CASE("paper: a streak over the whole page is painted, the upright rule of a table is not") {
  Picture page = test::printed();
  page.fill({700, 0, 2, page.height}, 90);
  page.fill({1300, 300, 2, 1700}, 40);
  const Picture result = reading(page);
  CHECK(result.darkest({690, 0, 20, 60}) > 200);
  CHECK(result.darkest({690, page.height - 60, 20, 60}) > 200);
  CHECK(is_print(result, 1300, 1900));
}

TEST_CASE("paper: pages of a few pixels, all dark or all light, are survived") {
  for (const int grey : {0, 255})
    for (const auto& [width, height] :
         {std::pair{1, 1}, {1, 900}, {900, 1}, {17, 17}, {300, 300}}) {
      const Picture result = reading(Picture(width, height, grey));
      CHECK(result.width == width);
      CHECK(result.height == height);
    }
}

}  // namespace sohoa::imaging
