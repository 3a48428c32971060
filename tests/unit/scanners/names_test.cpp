#include <doctest/doctest.h>

#include "core/error.h"
#include "scanners/frames.h"
#include "scanners/sane_names.h"

using namespace sohoa;
using namespace sohoa::scanners;

TEST_CASE("source: what vendors call a feeder, both its sides, and the glass") {
  for (const char* name : {"ADF", "ADF Front", "Automatic Document Feeder", "ADF Simplex",
                           "Automatic Document Feeder(left aligned)", "FeederUp"})
    CHECK(feed_of(name) == Feed::feeder);
  for (const char* name :
       {"ADF Duplex", "Duplex ADF", "Duplex", "Automatic Document Feeder(left aligned,Duplex)",
        "ADF Duplex - Long-Edge Binding"})
    CHECK(feed_of(name) == Feed::duplex);
  for (const char* name : {"Flatbed", "FB", "FlatBed", "Document Table"})
    CHECK(feed_of(name) == Feed::glass);
}

TEST_CASE("source: an alias never picks the wrong sides") {
  const std::vector<std::string> names{"Flatbed", "ADF Duplex", "ADF Back", "ADF Front"};
  CHECK(choose_source(names, "adf") == "ADF Front");
  CHECK(choose_source(names, "duplex") == "ADF Duplex");
  CHECK(choose_source(names, "flatbed") == "Flatbed");
  CHECK(choose_source(names, "adf back") == "ADF Back");
  CHECK_FALSE(choose_source({"Flatbed"}, "adf").has_value());
  CHECK_FALSE(choose_source({"Flatbed", "ADF"}, "duplex").has_value());
  CHECK(choose_source({"Flatbed", "ADF"}, "") == "ADF");
  CHECK(choose_source({"Flatbed"}, "") == "Flatbed");
}

TEST_CASE("mode: vendors' words for colour, grey and line art") {
  CHECK(choose_mode({"Black & White", "True Gray", "24bit Color[Fast]"}, "color") ==
        "24bit Color[Fast]");
  CHECK(choose_mode({"Black & White", "True Gray", "24bit Color"}, "gray") == "True Gray");
  CHECK(choose_mode({"Color", "Black & White"}, "lineart") == "Black & White");
  CHECK(choose_mode({"Color Lineart", "Color"}, "color") == "Color");
  CHECK_FALSE(choose_mode({"Gray"}, "color").has_value());
}

TEST_CASE("resolution: the listed one, or the next finer") {
  CHECK(choose_resolution({100, 200, 300}, 200) == 200);
  CHECK(choose_resolution({600, 300, 100}, 250) == 300);
  CHECK_FALSE(choose_resolution({100, 200}, 300).has_value());
}

TEST_CASE("frames: what no picture can be is refused before memory is asked for") {
  const auto cause = [](const FrameFormat& format) {
    PageAssembler page;
    try {
      page.begin(format);
    } catch (const Error& error) {
      return error.cause;
    }
    return Cause::bug;
  };
  using Kind = FrameFormat::Kind;
  CHECK(cause({Kind::gray, true, 10, 0, 10, 8}) == Cause::device_failed);
  CHECK(cause({Kind::gray, true, 5, 10, 10, 8}) == Cause::device_failed);
  CHECK(cause({Kind::rgb, true, 30, 10, 0, 8}) == Cause::device_failed);
  CHECK(cause({Kind::rgb, true, 30, 10, 10, 12}) == Cause::device_failed);
  CHECK(cause({Kind::gray, true, 40000, 40000, 10, 8}) == Cause::page_too_large);
  CHECK(cause({Kind::gray, true, 30000, 30000, 30000, 8}) == Cause::page_too_large);
}

TEST_CASE("frames: lines padded by the driver are cut to the picture") {
  PageAssembler page;
  page.begin({FrameFormat::Kind::gray, true, 4, 3, 2, 8});
  const std::array<std::byte, 8> bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{99},
                                       std::byte{4}, std::byte{5}, std::byte{6}, std::byte{99}};
  page.add(bytes);
  page.end();
  Raster raster = page.take();
  CHECK(raster.row(1)[0] == std::byte{4});
  CHECK(raster.row(0).size() == 3);
}

TEST_CASE("frames: a page without end stops at the limits") {
  PageAssembler page({.side = 10, .pixels = 100});
  page.begin({FrameFormat::Kind::gray, true, 10, 10, -1, 8});
  const std::vector<std::byte> line(10);
  for (int i = 0; i < 10; ++i) page.add(line);
  CHECK_THROWS_AS(page.add(line), Error);
}
