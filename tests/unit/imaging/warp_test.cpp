#include "imaging/warp.h"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include "tests/unit/imaging/noise.h"

using namespace sohoa::imaging;

namespace {

int different(const cv::Mat& grey, const PixelMap& map, cv::Size size) {
  cv::Mat expected;
  const cv::Mat full(3, 3, CV_64F, const_cast<double*>(map.data()));
  constexpr int how = cv::INTER_CUBIC | cv::WARP_INVERSE_MAP;
  if (map[6] == 0 && map[7] == 0 && map[8] == 1)
    cv::warpAffine(grey, expected, full.rowRange(0, 2), size, how, cv::BORDER_CONSTANT, {201});
  else
    cv::warpPerspective(grey, expected, full, size, how, cv::BORDER_CONSTANT, {201});
  const cv::Mat found = warped(grey, map, size.width, size.height, 201);
  REQUIRE(found.size() == expected.size());
  return cv::countNonZero(found != expected);
}

}  // namespace

TEST_CASE("warp: turned, scaled and moved pages are OpenCV's to the bit") {
  for (const cv::Size size : {cv::Size(331, 200), cv::Size(64, 65), cv::Size(5, 4), cv::Size(1, 1)})
    for (const double degrees : {0.0, 0.31, -2.4, 17.0, 180.0})
      for (const double scale : {1.0, 0.37, 1.9}) {
        CAPTURE(size.width);
        CAPTURE(degrees);
        CAPTURE(scale);
        const double c = std::cos(degrees / 57.3) * scale, s = std::sin(degrees / 57.3) * scale;
        CHECK(different(noise(size), {c, -s, 3.7, s, c, -5.2, 0, 0, 1}, {300, 211}) == 0);
      }
}

TEST_CASE("warp: photographed pages are OpenCV's to the bit") {
  for (const double tilt : {1e-5, -3e-4, 2e-3, 0.2}) {
    CAPTURE(tilt);
    const PixelMap map{1.04, 0.03, -12, -0.02, 0.96, 9, tilt, -tilt / 3, 1.001};
    CHECK(different(noise({410, 377}), map, {395, 290}) == 0);
  }
}

TEST_CASE("warp: a map that leads far away shows what is outside") {
  const PixelMap away{1, 0, 1e9, 0, 1, -1e9, 0, 0, 1};
  CHECK(different(noise({40, 40}), away, {50, 50}) == 0);
  const PixelMap nowhere{0, 0, 0, 0, 0, 0, 0, 0, 0};
  CHECK(different(noise({40, 40}), nowhere, {50, 50}) == 0);
}
