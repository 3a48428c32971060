#include "core/frames.h"

#include <doctest/doctest.h>

namespace sohoa {
namespace {

bool holds(const Box& outer, const Box& inner) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
         inner.bottom() <= outer.bottom();
}

}  // namespace

TEST_CASE("frames: a reading box at another resolution covers the same print in the upright page") {
  const Frames frames({}, 2480, 3508, 1653, 2339);
  const Box upright = frames.upright({100, 200, 300, 40});
  CHECK(upright == Box{150, 299, 451, 61});
  CHECK(holds(frames.reading(upright), {100, 200, 300, 40}));
}

TEST_CASE("frames: the upright page of a sideways original has its sides changed") {
  Placement placement;
  placement.turn = 90;
  const Frames frames(placement, 3508, 2480, 2480, 3508);
  CHECK(frames.upright_width() == 2480);
  CHECK(frames.upright_height() == 3508);
  CHECK(frames.upright({10, 20, 30, 40}) == Box{10, 20, 30, 40});
  CHECK(frames.original({10, 20, 30, 40}) == Box{20, 2480 - 40, 40, 30});
}

TEST_CASE("frames: no box leaves the page or becomes empty") {
  const Frames frames({}, 100, 100, 200, 200);
  for (const Box& box : {Box{199, 199, 1, 1}, Box{0, 0, 0, 0}, Box{150, -50, 500, 500}}) {
    const Box upright = frames.upright(box);
    CHECK(holds({0, 0, 100, 100}, upright));
    CHECK_FALSE(upright.empty());
  }
}

}  // namespace sohoa
