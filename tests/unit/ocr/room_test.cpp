#include "ocr/room.h"

#include <doctest/doctest.h>

namespace sohoa::ocr {

TEST_CASE("room: a line gets white paper for marks and descenders, its pixels stay") {
  const PageImage image(3, 40, 200, PixelFormat::gray8, std::vector<std::byte>(120, std::byte{7}));
  TextLine line;
  line.x_height = 20;
  line.baseline = 130;
  Box origin{50, 100, 3, 40};
  const PageImage roomy = with_room(image, origin, line);
  CHECK(origin == Box{50, 90, 3, 54});  // 2 x-heights above the baseline, 0.7 below
  REQUIRE(roomy.height() == 54);
  CHECK(roomy.row(9)[0] == std::byte{255});
  CHECK(roomy.row(10)[0] == std::byte{7});
  CHECK(roomy.row(49)[2] == std::byte{7});
  CHECK(roomy.row(50)[2] == std::byte{255});
}

TEST_CASE("room: a line that has it, or whose measures make no sense, stays as it is") {
  const PageImage image(3, 60, 200, PixelFormat::gray8, std::vector<std::byte>(180));
  TextLine line;
  line.x_height = 10;
  line.baseline = 130;
  const Box origin{50, 100, 3, 60};
  Box same = origin;
  CHECK(with_room(image, same, line).height() == 60);
  line.x_height = 500;
  CHECK(with_room(image, same, line).height() == 60);
  CHECK(same == origin);
}

}  // namespace sohoa::ocr
