#include "core/page.h"

#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

namespace sohoa {
namespace {

constexpr int width = 2480, height = 3508;

Placement placed(int turn, double skew) {
  Placement placement;
  placement.turn = turn;
  placement.skew_degrees = skew;
  return placement;
}

bool same(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y) < 1e-6; }

}  // namespace

TEST_CASE("placement: original and upright are each other's inverse for every turn and skew") {
  for (const int turn : {0, 90, 180, 270})
    for (const double skew : {-45.0, -7.5, -0.3, 0.0, 0.01, 2.0, 30.0})
      for (const Point p :
           {Point{0, 0}, Point{width, height}, Point{17.25, 3000}, Point{1240, 1}}) {
        const auto placement = placed(turn, skew);
        CAPTURE(turn);
        CAPTURE(skew);
        CHECK(same(to_original(placement, width, height, to_upright(placement, width, height, p)),
                   p));
        CHECK(same(to_upright(placement, width, height, to_original(placement, width, height, p)),
                   p));
      }
}

TEST_CASE("placement: a clockwise turn moves the original's top left corner where it must") {
  const Point corner{0, 0};
  CHECK(same(to_upright(placed(0, 0), width, height, corner), {0, 0}));
  CHECK(same(to_upright(placed(90, 0), width, height, corner), {height, 0}));
  CHECK(same(to_upright(placed(180, 0), width, height, corner), {width, height}));
  CHECK(same(to_upright(placed(270, 0), width, height, corner), {0, width}));
}

TEST_CASE("placement: a line that falls to the right is level once upright, after any turn") {
  const double slope = std::tan(2.0 * std::acos(-1.0) / 180);
  const auto level = placed(0, 2.0);
  const auto a = to_upright(level, width, height, Point{200, 1000});
  const auto b = to_upright(level, width, height, Point{1200, 1000 + 1000 * slope});
  CHECK(a.y == doctest::Approx(b.y));
  CHECK(b.x > a.x);
  for (const int turn : {90, 180, 270}) {
    // The same page, fed turned: its upright frame shows the same line level.
    const auto placement = placed(turn, 2.0);
    const auto fed_a = to_original(placement, width, height, Point{200, 1000});
    const auto fed_b = to_original(placement, width, height, Point{1200, 1000});
    const auto turned = placed(turn, 0);
    const auto c = to_upright(turned, width, height, fed_a);
    const auto d = to_upright(turned, width, height, fed_b);
    CHECK((d.y - c.y) / (d.x - c.x) == doctest::Approx(slope));
  }
}

TEST_CASE("placement: the centre of the page stays the centre") {
  for (const int turn : {0, 90, 180, 270}) {
    const bool sideways = turn % 180 != 0;
    const Point centre =
        sideways ? Point{height / 2.0, width / 2.0} : Point{width / 2.0, height / 2.0};
    CHECK(same(to_upright(placed(turn, 11), width, height, Point{width / 2.0, height / 2.0}),
               centre));
  }
}

TEST_CASE("placement: a photographed sheet is flattened between turn and skew") {
  // A sheet whose bottom lies nearer: points of the flat page go to (x + 100) / w, (y + 50) / w
  // with the denominator w of 1 at its top and 0.8 at its bottom.
  Placement placement;
  placement.perspective = {1, 0, 100, 0, 1, 50, 0, -0.25 / 1.25 / height, 1};
  const auto photo = [&](Point flat) { return to_original(placement, width, height, flat); };
  CHECK(same(photo({0, 0}), {100, 50}));
  CHECK(same(photo({1000, height}), {1100 / 0.8, (height + 50) / 0.8}));
  for (const int turn : {0, 90, 180, 270})
    for (const Point p : {Point{0, 0}, Point{1000, 2000}, Point{2000, 300}}) {
      placement.turn = turn;
      placement.skew_degrees = 1.5;
      CHECK(same(to_upright(placement, width, height, photo(p)), p));
    }
}

TEST_CASE("placement: a box of an unskewed page is mapped to the pixel, for every turn") {
  const Box upright{100, 200, 300, 40};
  CHECK(to_original(placed(0, 0), width, height, upright) == upright);
  CHECK(to_original(placed(90, 0), width, height, upright) == Box{200, height - 400, 40, 300});
  CHECK(to_original(placed(180, 0), width, height, upright) ==
        Box{width - 400, height - 240, 300, 40});
  CHECK(to_original(placed(270, 0), width, height, upright) == Box{width - 240, 100, 40, 300});
}

TEST_CASE("placement: a box of a skewed page covers its corners and stays on the page") {
  for (const int turn : {0, 90, 180, 270})
    for (const double skew : {-5.0, 0.4, 5.0}) {
      const auto placement = placed(turn, skew);
      const Box upright{400, 900, 700, 60};
      const Box box = to_original(placement, width, height, upright);
      for (const Point corner :
           {Point{400, 900}, Point{1100, 900}, Point{400, 960}, Point{1100, 960}}) {
        const auto p = to_original(placement, width, height, corner);
        CHECK(p.x > box.x - 1);
        CHECK(p.x < box.right() + 1);
        CHECK(p.y > box.y - 1);
        CHECK(p.y < box.bottom() + 1);
      }
      const Box edge = to_original(placement, width, height, Box{-50, -50, 100'000, 100'000});
      CHECK(edge == Box{0, 0, width, height});
    }
}

TEST_CASE("placement: a box outside the page becomes empty, not negative") {
  const Box box = to_original(placed(0, 0), width, height, Box{5000, 5000, 10, 10});
  CHECK(box.empty());
  CHECK(box.w >= 0);
  CHECK(box.h >= 0);
}

TEST_CASE("box: the union covers both and ignores an empty one") {
  const Box a{10, 20, 5, 5}, b{0, 30, 4, 10};
  CHECK(united(a, b) == Box{0, 20, 15, 20});
  CHECK(united(b, a) == united(a, b));
  CHECK(united(a, {}) == a);
  CHECK(united({}, a) == a);
  CHECK(united({100, 100, 0, 5}, a) == a);
  CHECK(united({}, {}).empty());
}

TEST_CASE("page image: rows are packed by format, and copies share them") {
  CHECK(row_bytes(9, PixelFormat::bilevel) == 2);
  CHECK(row_bytes(9, PixelFormat::gray8) == 9);
  CHECK(row_bytes(9, PixelFormat::rgb24) == 27);
  std::vector<std::byte> pixels(2 * 3);
  pixels[4] = std::byte{0x80};
  const PageImage image(9, 3, 200, PixelFormat::bilevel, std::move(pixels));
  CHECK(image.stride() == 2);
  CHECK(image.row(2)[0] == std::byte{0x80});
  const PageImage copy = image;  // NOLINT: that it is a copy is the point
  CHECK(copy.pixels().data() == image.pixels().data());
  CHECK(PageImage().empty());
  CHECK(PageImage().pixels().empty());
}

TEST_CASE("page image: sizes that do not fit are refused") {
  const auto made = [](int w, int h, double dpi, std::size_t size) {
    return PageImage(w, h, dpi, PixelFormat::gray8, std::vector<std::byte>(size));
  };
  CHECK_NOTHROW(made(3, 2, 200, 6));
  CHECK_THROWS_AS(made(3, 2, 200, 5), std::invalid_argument);
  CHECK_THROWS_AS(made(3, 2, 200, 7), std::invalid_argument);
  CHECK_THROWS_AS(made(0, 2, 200, 0), std::invalid_argument);
  CHECK_THROWS_AS(made(-1, -6, 200, 6), std::invalid_argument);
  CHECK_THROWS_AS(made(3, 2, 0, 6), std::invalid_argument);
  CHECK_THROWS_AS(made(3, 2, std::nan(""), 6), std::invalid_argument);
}

TEST_CASE("page text: words are joined by spaces and lines by line ends") {
  PageText text;
  CHECK(text.plain().empty());
  text.lines = {{{{"Số:", {}, {}, 1}, {"12/QĐ-UBND", {}, {}, 1}}, {}, {}},
                {{{"Kính", {}, {}, 1}}, {}, {}}};
  CHECK(text.plain() == "Số: 12/QĐ-UBND\nKính\n");
}

TEST_CASE("page text: what stands side by side is one row, left to right") {
  const auto line = [](const char* word, Box box) { return Line{{{word, {}, box, 1}}, {}, box}; };
  PageText text;
  text.lines = {line("SỞ Y TẾ", {0, 100, 300, 30}), line("Số: 12/SYT", {50, 200, 200, 30}),
                line("CỘNG HÒA", {500, 108, 400, 30}), line("Hà Nội", {600, 204, 200, 30}),
                line("Kính gửi", {300, 300, 300, 30})};
  CHECK(text.plain() == "SỞ Y TẾ\tCỘNG HÒA\nSố: 12/SYT\tHà Nội\nKính gửi\n");
}

TEST_CASE("page text: columns of prose stay one after the other") {
  PageText text;
  for (const int x : {0, 1000})
    for (int row = 0; row < 10; ++row) {
      Line line;
      line.upright = {x, row * 50, 900, 30};
      for (int word = 0; word < 6; ++word)
        line.words.push_back({x == 0 ? "trái" : "phải", {}, {}, 1});
      text.lines.push_back(line);
    }
  const std::string plain = text.plain();
  CHECK(plain.find('\t') == std::string::npos);
  CHECK(plain.rfind("trái") < plain.find("phải"));
}

TEST_CASE("page: names of encodings and sources are those that files carry") {
  CHECK(encoding_suffix(Encoding::jpeg) == "jpg");
  CHECK(encoding_suffix(Encoding::png) == "png");
  CHECK(encoding_suffix(Encoding::pnm) == "pnm");
  CHECK(source_name(Source::ocr) == "ocr");
  CHECK(source_name(Source::qr) == "qr");
  CHECK(source_name(Source::barcode) == "barcode");
  CHECK(source_name(Source::mrz) == "mrz");
  CHECK(source_name(Source::clerk) == "clerk");
  CHECK(source_name(Source::law) == "law");
}

}  // namespace sohoa
