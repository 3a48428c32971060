#include "imaging/shrink.h"

#include <utility>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include "tests/unit/imaging/noise.h"

using namespace sohoa::imaging;

namespace {

int different(const cv::Mat& a, const cv::Mat& b) {
  REQUIRE(a.size() == b.size());
  return cv::countNonZero(a != b);
}

}  // namespace

TEST_CASE("shrink: a page of any smaller size is OpenCV's to the bit") {
  const cv::Mat page = noise({331, 468});
  for (const auto& [width, height] : {std::pair(331, 468),
                                      {330, 467},
                                      {220, 312},
                                      {221, 312},
                                      {331, 100},
                                      {165, 234},
                                      {41, 58},
                                      {40, 1},
                                      {1, 1},
                                      {17, 468}}) {
    CAPTURE(width);
    CAPTURE(height);
    cv::Mat expected;
    cv::resize(page, expected, {width, height}, 0, 0, cv::INTER_AREA);
    CHECK(different(shrunk(page, width, height), expected) == 0);
  }
}

TEST_CASE("shrink: so is one made smaller by a factor") {
  for (const cv::Size size : {cv::Size(331, 468), cv::Size(1654, 77), cv::Size(9, 9)})
    for (const double factor : {1.0, 0.9, 0.5, 0.25, 0.171, 400.0 / 2339}) {
      CAPTURE(size.width);
      CAPTURE(factor);
      const cv::Mat page = noise(size);
      cv::Mat expected;
      cv::resize(page, expected, {}, factor, factor, cv::INTER_AREA);
      CHECK(different(shrunk(page, factor), expected) == 0);
    }
}
