#include <random>

#include <doctest/doctest.h>

#include "imaging/straighten.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/picture.h"

namespace sohoa::imaging {
namespace {

using test::Picture;

// Print as black as ink, on white paper without a speck.
Picture clean() {
  Picture page = test::printed();
  for (auto& pixel : page.pixels)
    pixel =
        static_cast<std::byte>(std::clamp((std::to_integer<int>(pixel) - 40) * 255 / 140, 0, 255));
  return page;
}

Picture reading(const Picture& page) {
  const test::TempFolder folder;
  return Picture(straighten(test::spooled(folder / "page.pnm", page)).reading);
}

// Deviation of a square inch of empty paper.
double noise(const Picture& page) {
  double sum = 0, squares = 0, count = 0;
  for (int y = page.height - 210; y < page.height - 10; ++y)
    for (int x = 700; x < 900; ++x, ++count) {
      sum += page.at(x, y);
      squares += double(page.at(x, y)) * page.at(x, y);
    }
  return std::sqrt(squares / count - sum / count * sum / count);
}

}  // namespace

TEST_CASE("tone: a clean page is read as it is, its text byte for byte") {
  const Picture page = clean();
  const Picture result = reading(page);
  constexpr int title = 240;  // its strokes are nearly as wide as the window paper is looked for in
  const auto below = static_cast<std::ptrdiff_t>(title) * page.width;
  CHECK(std::equal(result.pixels.begin() + below, result.pixels.end(), page.pixels.begin() + below,
                   page.pixels.end()));
  int most = 0;
  for (int y = 0; y < title; ++y)
    for (int x = 0; x < page.width; ++x)
      most = std::max(most, std::abs(result.at(x, y) - page.at(x, y)));
  CHECK(most <= 1);
}

TEST_CASE("tone: faint print becomes dark, its paper stays white") {
  const Picture page = clean();
  Picture faint = page;
  for (auto& pixel : faint.pixels)
    pixel = static_cast<std::byte>(170 + std::to_integer<int>(pixel) / 3);
  const Picture result = reading(faint);
  CHECK(result.darkest({0, 0, page.width, page.height}) < 60);
  CHECK(test::difference(result, page) < 4);  // faint: 16
}

TEST_CASE("tone: noise of the paper is smoothed, print stays") {
  const Picture page = clean();
  Picture noisy = page;
  std::mt19937 random(3);
  std::normal_distribution<double> off(0, 16);
  for (auto& pixel : noisy.pixels)
    pixel = static_cast<std::byte>(
        std::clamp(20 + std::to_integer<int>(pixel) * 0.8 + off(random), 0.0, 255.0));
  const Picture result = reading(noisy);
  CHECK(noise(result) < 0.7 * noise(noisy));
  CHECK(result.darkest({0, 0, page.width, page.height}) < 60);
}

}  // namespace sohoa::imaging
