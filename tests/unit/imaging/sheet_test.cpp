#include "imaging/sheet.h"

#include <doctest/doctest.h>

#include "imaging/straighten.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/picture.h"

namespace sohoa::imaging {
namespace {

using test::Picture;

const Corners askew{Point{120, 180}, {1480, 110}, {1580, 2230}, {60, 2150}};

// The page on a desk, seen from the side.
Picture photographed(const Picture& page, const Corners& corners, int desk) {
  return laid(page, {.perspective = perspective_of(corners, 0, page.width, page.height)}, desk);
}

Straightened straightened(const Picture& picture) {
  const test::TempFolder folder;
  return straighten(test::spooled(folder / "photo.pnm", picture));
}

}  // namespace

TEST_CASE("straighten: a photographed page comes back flat, whichever way up it lies (R30)") {
  const Picture page = test::printed();
  const Picture flat(straightened(page).reading);
  const Picture photo = photographed(page, askew, 70);
  for (const int turn : {0, 90, 180, 270}) {
    CAPTURE(turn);
    const Picture lying = laid(photo, {.turn = turn});
    const auto result = straightened(lying);
    CHECK(result.placement.turn == turn);
    REQUIRE(result.placement.perspective);
    REQUIRE(result.reading.width() == flat.width);
    CHECK(test::difference(Picture(result.reading), flat) < 9);  // unrelated pages differ by 20
    // Boxes come back by the same map: the flat sheet's corners are the photograph's, to half a
    // millimetre.
    const Placement only{.turn = turn, .perspective = result.placement.perspective};
    const std::array<Point, 4> ends{Point{0, 0},
                                    {double(page.width), 0},
                                    {double(page.width), double(page.height)},
                                    {0, double(page.height)}};
    for (std::size_t i = 0; i < 4; ++i) {
      const Point seen = to_upright(Placement{.turn = turn}, lying.width, lying.height,
                                    to_original(only, lying.width, lying.height, ends[i]));
      CHECK(std::hypot(seen.x - askew[i].x, seen.y - askew[i].y) < 4);
    }
  }
}

TEST_CASE("straighten: no perspective on a flatbed, in a frame, cut by the picture or of a card") {
  const Picture page = test::printed();
  Picture image = page;
  SUBCASE("white bed") {}
  SUBCASE("black lid behind a rectangle askew") { image = laid(page, {.skew_degrees = 2}, 20); }
  SUBCASE("black lid around a smaller sheet askew") {
    image = photographed(page, {Point{110, 60}, {1600, 86}, {1563, 2194}, {73, 2168}}, 20);
  }
  SUBCASE("frame around the page") {
    image = photographed(page, askew, 20);
    const Placement within{.perspective = perspective_of(askew, 0, page.width, page.height)};
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x) {
        const Point p = to_upright(within, page.width, page.height, Point{x + 0.5, y + 0.5});
        if (p.x < -10 || p.y < -10 || p.x > page.width + 10 || p.y > page.height + 10)
          image.set(x, y, 250);
      }
  }
  SUBCASE("a corner outside") {
    image = photographed(page, {Point{-80, 180}, {1480, 110}, {1580, 2230}, {60, 2150}}, 70);
  }
  SUBCASE("card") {
    image = photographed(page, {Point{120, 700}, {1480, 660}, {1560, 1520}, {60, 1500}}, 70);
  }
  SUBCASE("desk as bright as the sheet") { image = photographed(page, askew, 248); }
  CHECK_FALSE(straightened(image).placement.perspective);
}

}  // namespace sohoa::imaging
