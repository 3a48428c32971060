#include "imaging/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "imaging/decode.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/spooled.h"

namespace sohoa::imaging {
namespace {

using Colour = std::array<int, 3>;
constexpr Colour white{250, 250, 250}, pink{250, 215, 220}, black{20, 20, 20}, red{205, 30, 45},
    navy{30, 45, 140};

// A page at 200 dpi on which ink multiplies what is below it, as ink does.
class Drawing {
 public:
  static constexpr int width = 800, height = 800;
  explicit Drawing(const Colour& paper) {
    for (int i = 0; i < width * height; ++i)
      for (const int c : paper) pixels_.push_back(std::byte(c));
  }
  template <class Inside>
  void ink(const Colour& colour, Inside inside) {
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        if (inside(x, y))
          for (std::size_t c = 0; c < 3; ++c) {
            auto& value = pixels_[at(x, y) * 3 + c];
            value = std::byte(std::to_integer<int>(value) * colour[c] / 250);
          }
  }
  SpooledImage spooled(const std::filesystem::path& file) const {
    return test::spooled_pnm(file, 6, width, height, pixels_);
  }
  static std::size_t at(int x, int y) { return static_cast<std::size_t>(y * width + x); }

 private:
  std::vector<std::byte> pixels_;
};

// Upright strokes in rows, as thick and as far from each other as those of letters.
bool in_print(int x, int y) {
  return x > 100 && x < 700 && y > 100 && y < 700 && y % 40 < 22 && x % 12 < 4;
}
bool in_ring(int x, int y) { return std::abs(std::hypot(x - 400, y - 400) - 135) < 4; }
bool in_star(int x, int y) { return std::hypot(x - 400, y - 400) < 25; }
bool in_stroke(int x, int y) {
  return x > 150 && x < 650 && std::abs(y - 400 - 60 * std::sin(x / 80.0)) < 4;
}
bool in_red_name(int x, int y) { return x > 250 && x < 550 && y > 740 && y < 764 && x % 14 < 5; }

int value(const PageImage& page, int x, int y) {
  return std::to_integer<int>(page.pixels()[Drawing::at(x, y)]);
}

bool equal(const PageImage& a, const PageImage& b) {
  return std::ranges::equal(a.pixels(), b.pixels());
}

}  // namespace

TEST_CASE("ink: a seal and a signature become paper, and the print below them stays black") {
  const test::TempFolder folder;
  for (const Colour& paper : {white, pink}) {
    Drawing drawing(paper);
    drawing.ink(black, in_print);
    drawing.ink(red, [](int x, int y) { return in_ring(x, y) || in_star(x, y); });
    drawing.ink(navy, in_stroke);
    const auto image = drawing.spooled(folder / "page.pnm");
    const auto grey = decode_grey(image), page = without_ink(image, grey).grey;
    const int tone = value(grey, 5, 5);
    int lightest_print = 0, darkest_ink = 255;
    for (int y = 0; y < Drawing::height; ++y)
      for (int x = 0; x < Drawing::width; ++x) {
        const bool seal = in_ring(x, y) || in_star(x, y);
        if (in_print(x, y))
          lightest_print = std::max(lightest_print, value(page, x, y));
        else if (seal != in_stroke(x, y))  // where they cross, neither lets the other through
          darkest_ink = std::min(darkest_ink, value(page, x, y));
        else if (!seal)
          REQUIRE(value(page, x, y) == tone);
      }
    CHECK(lightest_print < 60);
    CHECK(darkest_ink > tone - 15);
  }
}

TEST_CASE("ink: a seal and a signature over it are marks of their own, where they lie") {
  const test::TempFolder folder;
  Drawing drawing(white);
  drawing.ink(black, in_print);
  drawing.ink(red, [](int x, int y) { return in_ring(x, y) || in_star(x, y); });
  drawing.ink(navy, in_stroke);
  const auto image = drawing.spooled(folder / "page.pnm");
  const auto marks = without_ink(image, decode_grey(image)).marks;
  REQUIRE(marks.size() == 2);
  const Mark &seal = marks[0], &pen = marks[1];
  CHECK(seal.kind == MarkKind::seal);
  CHECK(seal.confidence > 0.8F);
  CHECK(pen.kind == MarkKind::pen);
  const auto about = [](const Box& box, const Box& expected) {
    return std::abs(box.x - expected.x) < 8 && std::abs(box.y - expected.y) < 8 &&
           std::abs(box.right() - expected.right()) < 8 &&
           std::abs(box.bottom() - expected.bottom()) < 8;
  };
  CHECK(about(seal.box, {261, 261, 278, 278}));
  CHECK(about(pen.box, {150, 336, 500, 128}));
}

TEST_CASE("ink: a framed stamp is a seal, its letters stay to be read") {
  const test::TempFolder folder;
  Drawing drawing(white);
  const auto in_frame = [](int x, int y) {
    return x > 200 && x < 600 && y > 700 && y < 790 && (x < 205 || x > 595 || y < 705 || y > 785);
  };
  drawing.ink(red, [&](int x, int y) { return in_frame(x, y) || in_red_name(x, y); });
  const auto image = drawing.spooled(folder / "page.pnm");
  const auto grey = decode_grey(image);
  const auto [page, marks] = without_ink(image, grey);
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].kind == MarkKind::seal);
  CHECK(value(page, 202, 750) > 240);
  CHECK(value(page, 256, 750) == value(grey, 256, 750));
}

TEST_CASE("ink: coloured letters outside a seal are to be read and stay") {
  const test::TempFolder folder;
  Drawing drawing(white);
  drawing.ink(red, [](int x, int y) { return in_ring(x, y) || in_red_name(x, y); });
  const auto image = drawing.spooled(folder / "page.pnm");
  const auto grey = decode_grey(image), page = without_ink(image, grey).grey;
  CHECK_FALSE(equal(page, grey));
  for (int y = 720; y < 780; ++y)
    for (int x = 240; x < 560; ++x) REQUIRE(value(page, x, y) == value(grey, x, y));
}

TEST_CASE("ink: a page without coloured ink does not change by a bit") {
  const test::TempFolder folder;
  Drawing drawing(white);
  SUBCASE("neutral") {}
  SUBCASE("tinted paper") { drawing = Drawing(pink); }
  SUBCASE("a pale pattern on the paper") {
    drawing.ink({225, 250, 235}, [](int x, int y) { return (x + y) % 30 < 4; });
  }
  SUBCASE("a coloured area") {
    drawing.ink({150, 170, 250}, [](int x, int y) { return x > 300 && x < 600 && y < 300; });
  }
  drawing.ink(black, in_print);
  const auto image = drawing.spooled(folder / "page.pnm");
  const auto grey = decode_grey(image);
  CHECK(equal(without_ink(image, grey).grey, grey));
}

TEST_CASE("ink: a bilevel page is left alone") {
  const test::TempFolder folder;
  const std::vector<std::byte> bits(std::size_t{100} * 800, std::byte{0x0f});
  const auto image = test::spooled_pnm(folder / "page.pnm", 4, 800, 800, bits);
  const auto grey = decode_grey(image);
  CHECK(equal(without_ink(image, grey).grey, grey));
}

}  // namespace sohoa::imaging
