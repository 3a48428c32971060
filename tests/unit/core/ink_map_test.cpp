#include "core/ink_map.h"

#include <random>

#include <doctest/doctest.h>

using namespace sohoa;

namespace {

InkMap speckled(int columns, int rows, unsigned seed) {
  InkMap map(columns, rows);
  std::mt19937 random(seed);
  for (int i = 0; i < columns * rows / 10; ++i)
    map.set(static_cast<int>(random() % static_cast<unsigned>(columns)),
            static_cast<int>(random() % static_cast<unsigned>(rows)));
  return map;
}

// The same by its definition, cell by cell.
template <typename Has>
void compare(const InkMap& map, Has has) {
  std::size_t wrong = 0;
  for (int y = 0; y < map.rows(); ++y)
    for (int x = 0; x < map.columns(); ++x)
      if (map.at(x, y) != has(x, y)) ++wrong;
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("ink map: moved, widened, without and quartered do what they say, at every word's edge") {
  const InkMap map = speckled(150, 41, 1), other = speckled(150, 41, 2);
  for (const int dx : {-70, -64, -1, 0, 1, 63, 64, 130})
    for (const int dy : {-3, 0, 5}) {
      CAPTURE(dx);
      CAPTURE(dy);
      compare(map.moved(dx, dy), [&](int x, int y) { return map.at(x - dx, y - dy); });
    }
  compare(map.widened(), [&](int x, int y) {
    for (int j = -1; j <= 1; ++j)
      for (int i = -1; i <= 1; ++i)
        if (map.at(x + i, y + j)) return true;
    return false;
  });
  compare(map.without(other), [&](int x, int y) { return map.at(x, y) && !other.at(x, y); });
  compare(map.quartered(), [&](int x, int y) {
    int found = 0;
    for (int j = 0; j < 4; ++j)
      for (int i = 0; i < 4; ++i) found += map.at(x * 4 + i, y * 4 + j) ? 1 : 0;
    return found >= 3;
  });
}

TEST_CASE("ink map: counts are those of its cells, clipped to the map") {
  const InkMap map = speckled(150, 41, 3), other = speckled(150, 41, 4);
  std::size_t all = 0, inside = 0, both = 0;
  for (int y = 0; y < 41; ++y)
    for (int x = 0; x < 150; ++x) {
      all += map.at(x, y) ? 1U : 0U;
      inside += map.at(x, y) && x >= 60 && x < 131 && y >= 7 && y < 30 ? 1U : 0U;
      both += map.at(x, y) && other.at(x, y) ? 1U : 0U;
    }
  CHECK(map.count() == all);
  CHECK(map.count(60, 7, 131, 30) == inside);
  CHECK(map.count(-5, -5, 1000, 1000) == all);
  CHECK(map.count(70, 7, 60, 30) == 0);
  CHECK(map.common(other) == both);
  CHECK(InkMap().count() == 0);
  CHECK(InkMap().moved(3, 3).empty());
}

TEST_CASE("ink map: maps of other sizes are compared where both are") {
  const InkMap map = speckled(150, 41, 5), small = speckled(60, 20, 6);
  std::size_t both = 0;
  for (int y = 0; y < 20; ++y)
    for (int x = 0; x < 60; ++x) both += map.at(x, y) && small.at(x, y) ? 1U : 0U;
  CHECK(map.common(small) == both);
  CHECK(map.without(small).count() == map.count() - both);
}
