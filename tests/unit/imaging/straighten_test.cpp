#include "imaging/straighten.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

#include <doctest/doctest.h>

#include "imaging/decode.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/picture.h"

namespace sohoa::imaging {
namespace {

using test::Picture;

const std::filesystem::path samples = std::filesystem::path(SOHOA_SOURCE_DIR) / "samples";

}  // namespace

TEST_CASE("straighten: a page laid in any of four ways and askew comes back upright (R30)") {
  const test::TempFolder folder;
  const auto page = straighten(test::spooled(samples / "don_de_nghi_2.png")).reading;
  for (const int turn : {0, 90, 180, 270})
    for (const double skew : {-4.0, 1.5}) {
      CAPTURE(turn);
      CAPTURE(skew);
      const Placement placement{.turn = turn, .skew_degrees = skew};
      const auto result =
          straighten(test::spooled(folder / "page.pnm", laid(Picture(page), placement)));
      CHECK(result.placement.turn == turn);
      CHECK(result.placement.turn_confidence >= 0.5);
      CHECK(std::abs(result.placement.skew_degrees - skew) < 0.2);
      REQUIRE(result.reading.width() == page.width());
      REQUIRE(result.reading.height() == page.height());
      // The same pixels at the same place but for two resamplings; unrelated pages differ by 20.
      CHECK(test::difference(Picture(result.reading), Picture(page)) < 9);
    }
}

TEST_CASE("straighten: three lines of print are enough to see how a page lies (R30)") {
  const test::TempFolder folder;
  Picture page = test::printed();
  page.fill({0, 420, page.width, page.height - 420}, 250);
  for (const int turn : {0, 90, 180, 270})
    for (const double skew : {-14.0, 3.0}) {
      CAPTURE(turn);
      CAPTURE(skew);
      const Placement placement{.turn = turn, .skew_degrees = skew};
      const auto result =
          straighten(test::spooled(folder / "page.pnm", laid(page, placement, 250)));
      CHECK(result.placement.turn == turn);
      CHECK(result.placement.turn_confidence >= 0.5);
      CHECK(result.placement.skew_confidence >= 0.5);
      CHECK(std::abs(result.placement.skew_degrees - skew) < 0.2);
    }
}

TEST_CASE("straighten: a turn that is given is not looked for") {
  const test::TempFolder folder;
  const auto result = straighten(test::spooled(folder / "page.pnm", test::printed()), 90);
  CHECK(result.placement.turn == 90);
  CHECK(result.placement.turn_confidence == 1);
}

TEST_CASE("straighten: a page of paper only or of noise is left as it lies") {
  const test::TempFolder folder;
  constexpr int width = 1240, height = 1754;
  std::vector<std::byte> pixels(std::size_t{width} * height, std::byte{250});
  SUBCASE("blank") {}
  SUBCASE("noise") {
    std::mt19937 random(7);
    for (auto& pixel : pixels) pixel = std::byte(random() & 255U);
  }
  const auto result =
      straighten(test::spooled_pnm(folder / "page.pnm", 5, width, height, pixels, 150));
  CHECK(result.placement.turn == 0);
  CHECK(result.placement.turn_confidence < 0.5);
  CHECK(result.placement.skew_degrees == 0);
  CHECK(result.reading.width() == 1653);
  CHECK(result.reading.height() == 2339);
}

TEST_CASE("straighten: a fax with unequal resolutions gets square pixels") {
  const test::TempFolder folder;
  const std::vector<std::byte> pixels(std::size_t{1728} * 1143, std::byte{255});
  auto image = test::spooled_pnm(folder / "fax.pnm", 5, 1728, 1143, pixels);
  image.dpi_x = 204;
  image.dpi_y = 98;
  const auto result = straighten(image);
  CHECK(result.reading.width() == 1694);
  CHECK(result.reading.height() == 2333);
}

TEST_CASE("straighten: a reading at 200 dpi is made from a page of low resolution") {
  const test::TempFolder folder;
  const auto page = decode_grey(test::spooled(samples / "don_de_nghi_2.png"));
  const auto result = straighten(
      test::spooled_pnm(folder / "low.pnm", 5, page.width(), page.height(), page.pixels(), 100));
  CHECK(result.reading.width() == page.width() * 2);
  CHECK(result.reading.dpi() == reading_dpi);
}

TEST_CASE("decode: a cut JPEG, PNG or PNM is noticed") {
  const test::TempFolder folder;
  std::filesystem::path sample = samples / "don_de_nghi_2.png";
  SUBCASE("jpeg") { sample = samples / "don_de_nghi_1.jpg"; }
  SUBCASE("png") {}
  SUBCASE("pnm") {
    sample = folder / "whole.pnm";
    test::spooled_pnm(sample, 5, 100, 100, std::vector<std::byte>(10'000));
  }
  auto bytes = read_bytes(sample, 100U << 20U);
  for (const double part : {0.5, 0.95}) {
    const auto file = folder / ("cut" + sample.extension().string());
    test::write_file(file, std::span(bytes).first(
                               static_cast<std::size_t>(static_cast<double>(bytes.size()) * part)));
    Cause cause = Cause::bug;
    try {
      decode_grey(test::spooled(file));
    } catch (const Error& e) {
      cause = e.cause;
    }
    CHECK(cause == Cause::image_damaged);
  }
}

TEST_CASE("decode: a file that is not what the spool says is refused") {
  auto image = test::spooled(samples / "don_de_nghi_2.png");
  ++image.width;
  CHECK_THROWS_AS(decode_grey(image), Error);
}

TEST_CASE("decode: a JPEG of twice the resolution wanted comes at half its size") {
  const auto image = test::spooled(samples / "don_de_nghi_1.jpg");
  const auto page = decode_grey(image, image.dpi_x / 2);
  CHECK(page.width() == (image.width + 1) / 2);
  CHECK(page.dpi() == doctest::Approx(image.dpi_x / 2).epsilon(0.01));
}

}  // namespace sohoa::imaging
