#include "imaging/clean.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace sohoa::imaging {
namespace {

// A flattened page at 200 dpi.
class Sheet {
 public:
  explicit Sheet(int width = 1000, int height = 600, int paper = 250)
      : width_(width),
        height_(height),
        pixels_(static_cast<std::size_t>(width * height), std::byte(paper)) {}

  Sheet& fill(int x, int y, int w, int h, int tone = 20) {
    for (int row = std::max(0, y); row < std::min(height_, y + h); ++row)
      for (int column = std::max(0, x); column < std::min(width_, x + w); ++column)
        pixels_[static_cast<std::size_t>(row * width_ + column)] = std::byte(tone);
    return *this;
  }
  Sheet& frame(int x, int y, int w, int h, int thick = 2) {
    return fill(x, y, w, thick)
        .fill(x, y + h - thick, w, thick)
        .fill(x, y, thick, h)
        .fill(x + w - thick, y, thick, h);
  }
  // Like "n" with serifs: two stems, an arch, feet that stand on `baseline`.
  Sheet& letter(int x, int baseline) {
    return fill(x + 2, baseline - 18, 4, 18)
        .fill(x + 14, baseline - 18, 4, 18)
        .fill(x + 4, baseline - 18, 12, 3)
        .fill(x, baseline - 2, 8, 2)
        .fill(x + 12, baseline - 2, 8, 2);
  }
  Sheet& word(int x, int baseline, int letters = 5) {
    for (int i = 0; i < letters; ++i) letter(x + 24 * i, baseline);
    return *this;
  }
  Sheet& dots(int x, int y, int number, int pitch, int size = 3) {
    for (int i = 0; i < number; ++i) fill(x + i * pitch, y, size, size);
    return *this;
  }
  PageImage image() const { return {width_, height_, 200, PixelFormat::gray8, pixels_}; }
  Cleaned cleaned() const { return clean(image(), Frames({}, width_, height_, width_, height_)); }

 private:
  int width_, height_;
  std::vector<std::byte> pixels_;
};

int darkest(const PageImage& page, const Box& in) {
  int result = 255;
  for (int y = in.y; y < in.bottom(); ++y)
    for (int x = in.x; x < in.right(); ++x)
      result = std::min(result, std::to_integer<int>(page.row(y)[static_cast<std::size_t>(x)]));
  return result;
}
bool same(const PageImage& a, const PageImage& b) {
  return std::ranges::equal(a.pixels(), b.pixels());
}

std::vector<Mark> of_kind(const Cleaned& cleaned, MarkKind kind) {
  std::vector<Mark> result;
  std::ranges::copy_if(cleaned.marks, std::back_inserter(result),
                       [kind](const Mark& m) { return m.kind == kind; });
  return result;
}
bool about(const Box& a, const Box& b) {
  return std::abs(a.x - b.x) < 4 && std::abs(a.y - b.y) < 4 &&
         std::abs(a.right() - b.right()) < 4 && std::abs(a.bottom() - b.bottom()) < 4;
}

}  // namespace

TEST_CASE("clean: print without rules does not change by a bit") {
  Sheet sheet;
  SUBCASE("words") { sheet.word(100, 100, 20).word(100, 140, 20).word(100, 180, 20); }
  SUBCASE("a blank page") {}
  SUBCASE("an em dash, a minus and an equals sign") {
    sheet.word(100, 100)
        .fill(240, 90, 40, 3)
        .word(300, 100)
        .fill(440, 86, 14, 2)
        .fill(440, 92, 14, 2);
  }
  SUBCASE("three dots, and ./. at the end") {
    sheet.word(100, 100)
        .dots(225, 97, 3, 7, 4)
        .word(300, 100)
        .fill(430, 96, 4, 4)
        .fill(450, 96, 4, 4);
    for (int i = 0; i < 24; ++i) sheet.fill(437 + i / 3, 100 - i, 3, 1);
  }
  SUBCASE("full stops, dots below and colons in a row") {
    for (int i = 0; i < 12; ++i)
      sheet.letter(100 + 44 * i, 100)
          .fill(108 + 44 * i, 105, 4, 4)
          .letter(100 + 44 * i, 160)
          .fill(124 + 44 * i, 156, 4, 4)
          .fill(124 + 44 * i, 146, 4, 4);
  }
  SUBCASE("stems that stand one below the other") {
    for (int i = 0; i < 10; ++i) sheet.fill(100, 60 + 45 * i, 4, 26).word(112, 86 + 45 * i);
  }
  SUBCASE("bars of capitals in a row") {
    for (int i = 0; i < 12; ++i) sheet.fill(100 + 30 * i, 80, 26, 4).fill(111 + 30 * i, 80, 4, 28);
  }
  SUBCASE("a bar code") {
    for (int i = 0; i < 40; ++i) sheet.fill(100 + 9 * i, 100, 2 + i % 3, 160);
  }
  const auto cleaned = sheet.cleaned();
  CHECK(same(cleaned.reading, sheet.image()));
  CHECK(cleaned.marks.empty());
  CHECK(cleaned.tables.empty());
}

TEST_CASE("clean: a rule becomes paper with its soft rim, and is remembered") {
  Sheet sheet;
  int thick = 2;
  SUBCASE("thin") { thick = 1; }
  SUBCASE("usual") {}
  SUBCASE("thick") { thick = 6; }
  sheet.word(100, 100, 8).fill(100, 129, 400, thick + 2, 190).fill(100, 130, 400, thick);
  const auto cleaned = sheet.cleaned();
  CHECK(darkest(cleaned.reading, {80, 110, 500, 60}) >= 240);
  CHECK(darkest(cleaned.reading, {100, 80, 200, 20}) == 20);
  REQUIRE(cleaned.marks.size() == 1);
  CHECK(cleaned.marks[0].kind == MarkKind::rule);
  CHECK(cleaned.marks[0].confidence > 0.9F);
  CHECK(about(cleaned.marks[0].box, {100, 130, 400, thick}));
}

TEST_CASE("clean: a sloped, a broken and a faint rule are found too") {
  Sheet sheet;
  SUBCASE("sloped by 0.3 degrees") {
    for (int x = 100; x < 900; ++x) sheet.fill(x, 130 + x / 190, 1, 2);
  }
  SUBCASE("broken") {
    for (int x = 100; x < 900; x += 60) sheet.fill(x, 130, 52, 2);
  }
  SUBCASE("faint") { sheet.fill(100, 130, 800, 2, 170); }
  sheet.word(100, 100, 20);
  const auto cleaned = sheet.cleaned();
  CHECK(darkest(cleaned.reading, {90, 120, 820, 30}) >= 240);
  REQUIRE(cleaned.marks.size() == 1);
  CHECK(cleaned.marks[0].kind == MarkKind::rule);
}

TEST_CASE("clean: strokes that cross a rule or stand on it stay whole, and so do marks below") {
  Sheet sheet;
  sheet.fill(100, 130, 600, 3);
  sheet.fill(200, 100, 4, 60);                                          // a descender through it
  sheet.word(300, 130);                                                 // letters on it
  sheet.fill(500, 136, 5, 5);                                           // a dot below it
  for (int i = 0; i < 30; ++i) sheet.fill(600 - i / 2, 115 + i, 5, 1);  // a slanted stroke
  const auto cleaned = sheet.cleaned();
  for (int y = 100; y < 160; ++y) CHECK(darkest(cleaned.reading, {200, y, 4, 1}) == 20);
  for (int y = 112; y < 130; ++y) CHECK(darkest(cleaned.reading, {302, y, 4, 1}) == 20);
  CHECK(darkest(cleaned.reading, {300, 128, 8, 2}) == 20);
  CHECK(darkest(cleaned.reading, {500, 136, 5, 5}) == 20);
  for (int i = 0; i < 30; ++i) CHECK(darkest(cleaned.reading, {600 - i / 2, 115 + i, 5, 1}) == 20);
  CHECK(darkest(cleaned.reading, {220, 125, 70, 12}) >= 240);
  CHECK(darkest(cleaned.reading, {620, 125, 90, 12}) >= 240);
}

TEST_CASE("clean: dotted leaders of all pitches go, and are remembered with the value on them") {
  int pitch = 7, size = 3;
  SUBCASE("close") {}
  SUBCASE("wide") { pitch = 17; }
  SUBCASE("of a typewriter") { pitch = 20, size = 5; }
  Sheet sheet;
  sheet.word(100, 100, 6).dots(300, 98, 500 / pitch, pitch, size);
  const auto cleaned = sheet.cleaned();
  CHECK(darkest(cleaned.reading, {290, 90, 600, 20}) >= 240);
  CHECK(darkest(cleaned.reading, {100, 80, 150, 20}) == 20);
  REQUIRE(cleaned.marks.size() == 1);
  CHECK(cleaned.marks[0].kind == MarkKind::leader);
  CHECK(cleaned.marks[0].box.x == 300);
  CHECK(cleaned.marks[0].box.right() > 760);
}

TEST_CASE("clean: dots below vowels and colons stay beside a leader") {
  Sheet sheet;
  sheet.word(100, 100, 4).fill(210, 95, 5, 5).fill(210, 84, 5, 5);  // a colon
  sheet.dots(224, 104, 90, 8, 3);
  sheet.word(300, 100, 8).fill(332, 103, 5, 5).fill(420, 103, 5, 5);
  const auto cleaned = sheet.cleaned();
  CHECK(darkest(cleaned.reading, {210, 95, 5, 5}) == 20);
  CHECK(darkest(cleaned.reading, {210, 84, 5, 5}) == 20);
  CHECK(darkest(cleaned.reading, {332, 103, 5, 5}) == 20);
  CHECK(darkest(cleaned.reading, {420, 103, 5, 5}) == 20);
  CHECK(darkest(cleaned.reading, {520, 100, 400, 12}) >= 240);
  CHECK(of_kind(cleaned, MarkKind::leader).size() == 1);
}

TEST_CASE("clean: a row of dashes is a leader, and letters between the dashes stay") {
  Sheet sheet;
  for (int i = 0; i < 30; ++i) sheet.fill(300 + 20 * i, 104, 10, 2);
  sheet.fill(472, 80, 4, 34);  // a descender between two
  const auto cleaned = sheet.cleaned();
  CHECK(darkest(cleaned.reading, {472, 80, 4, 34}) == 20);
  for (int y = 80; y < 114; ++y) CHECK(darkest(cleaned.reading, {472, y, 4, 1}) == 20);
  CHECK(darkest(cleaned.reading, {500, 100, 420, 12}) >= 240);
  CHECK(of_kind(cleaned, MarkKind::leader).size() == 1);
  CHECK(of_kind(cleaned, MarkKind::rule).empty());
}

TEST_CASE("clean: boxes to tick go with their ticks, which are remembered") {
  Sheet sheet;
  sheet.frame(100, 100, 28, 28).frame(200, 100, 28, 28).frame(300, 100, 30, 29, 3);
  for (int i = 0; i < 16; ++i)
    sheet.fill(206 + i, 106 + i, 3, 2).fill(222 - i, 106 + i, 3, 2);  // x
  for (int i = 0; i < 26; ++i) sheet.fill(312 + i, 120 - i, 3, 3);    // a stroke out of the frame
  sheet.word(140, 125, 2).word(240, 125, 2).word(350, 125, 2);
  const auto cleaned = sheet.cleaned();
  const auto boxes = of_kind(cleaned, MarkKind::tick_box);
  REQUIRE(boxes.size() == 3);
  std::vector<Mark> by_x = boxes;
  std::ranges::sort(by_x, {}, [](const Mark& m) { return m.box.x; });
  CHECK(about(by_x[0].box, {100, 100, 28, 28}));
  CHECK(about(by_x[2].box, {300, 100, 30, 29}));
  CHECK_FALSE(by_x[0].ticked);
  CHECK(by_x[1].ticked);
  CHECK(by_x[2].ticked);
  for (const int x : {90, 190, 290}) CHECK(darkest(cleaned.reading, {x, 80, 48, 60}) >= 240);
  CHECK(darkest(cleaned.reading, {140, 100, 40, 30}) == 20);
}

TEST_CASE("clean: letters with round sides are no boxes") {
  Sheet sheet;
  for (int y = -15; y <= 15; ++y) {
    const int half = static_cast<int>(std::sqrt(225 - y * y));
    sheet.fill(120 - half, 120 + y, std::abs(y) > 11 ? 2 * half : 4, 1)
        .fill(116 + half, 120 + y, 4, 1);  // O
    sheet.fill(200, 120 + y, std::abs(y) > 11 ? 14 + half / 2 : 4, 1)
        .fill(210 + half, 120 + y, 4, 1);  // D
  }
  const auto cleaned = sheet.cleaned();
  CHECK(same(cleaned.reading, sheet.image()));
  CHECK(of_kind(cleaned, MarkKind::tick_box).empty());
}

TEST_CASE("clean: a table's cells have rows, columns and spans") {
  Sheet sheet;
  for (const int y : {100, 150, 200, 250}) sheet.fill(100, y, 603, 3);
  for (const int x : {100, 700}) sheet.fill(x, 100, 3, 153);
  sheet.fill(300, 150, 3, 103).fill(500, 100, 3, 103);  // the head spans two, so does the foot
  sheet.word(120, 185).word(320, 185).word(520, 185);
  const auto cleaned = sheet.cleaned();
  REQUIRE(cleaned.tables.size() == 1);
  const Table& table = cleaned.tables[0];
  CHECK(about(table.box, {101, 101, 600, 150}));
  struct Expected {
    int row, column, columns;
    Box box;
  };
  const std::vector<Expected> cells{{0, 0, 2, {101, 101, 400, 50}}, {0, 2, 1, {501, 101, 200, 50}},
                                    {1, 0, 1, {101, 151, 200, 50}}, {1, 1, 1, {301, 151, 200, 50}},
                                    {1, 2, 1, {501, 151, 200, 50}}, {2, 0, 1, {101, 201, 200, 50}},
                                    {2, 1, 2, {301, 201, 400, 50}}};
  REQUIRE(table.cells.size() == cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    CHECK(table.cells[i].row == cells[i].row);
    CHECK(table.cells[i].column == cells[i].column);
    CHECK(table.cells[i].rows == 1);
    CHECK(table.cells[i].columns == cells[i].columns);
    CHECK(about(table.cells[i].box, cells[i].box));
  }
  CHECK(darkest(cleaned.reading, {90, 90, 630, 70}) >= 240);  // where rules cross, too
  CHECK(darkest(cleaned.reading, {120, 160, 120, 25}) == 20);
}

TEST_CASE("clean: a comb of squares for digits goes and is no table") {
  Sheet sheet;
  sheet.fill(100, 100, 482, 2).fill(100, 150, 482, 2);
  for (int i = 0; i <= 12; ++i) sheet.fill(100 + 40 * i, 100, 2, 52);
  for (int i = 0; i < 12; ++i) sheet.fill(118 + 40 * i, 115, 4, 22);
  const auto cleaned = sheet.cleaned();
  CHECK(cleaned.tables.empty());
  CHECK(of_kind(cleaned, MarkKind::rule).size() == 15);
  for (int i = 0; i < 12; ++i) {
    CHECK(darkest(cleaned.reading, {118 + 40 * i, 115, 4, 22}) == 20);
    CHECK(darkest(cleaned.reading, {90 + 40 * i, 90, 20, 70}) >= 240);
  }
}

TEST_CASE("clean: boxes are in the original's pixels, however large it is and however it lies") {
  Sheet sheet;
  sheet.fill(100, 130, 400, 2);
  const Placement turned{.turn = 90};
  const Frames frames(turned, 900, 1500, 1000, 600);  // upright 1500 x 900
  const auto cleaned = clean(sheet.image(), frames);
  REQUIRE(cleaned.marks.size() == 1);
  CHECK(about(cleaned.marks[0].upright, {150, 195, 600, 3}));
  CHECK(about(cleaned.marks[0].box, {195, 750, 3, 600}));
}

TEST_CASE("clean: pages that are no pages are survived") {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 300}, {300, 1}, {7, 7}})
    for (const int paper : {0, 20, 250, 255}) {
      const Sheet sheet(width, height, paper);
      const auto cleaned = sheet.cleaned();
      CHECK(cleaned.reading.width() == width);
      CHECK(cleaned.reading.height() == height);
    }
  Sheet stripes, hatched, specks;
  for (int i = 0; i < 600; i += 4) stripes.fill(0, i, 1000, 2);
  for (int i = 0; i < 1000; i += 6) hatched.fill(i, 0, 3, 600).fill(0, i, 1000, 3);
  std::minstd_rand random;
  for (int i = 0; i < 200'000; ++i)
    specks.fill(static_cast<int>(random() % 1000), static_cast<int>(random() % 600), 1, 1);
  for (const Sheet* sheet : {&stripes, &hatched, &specks})
    CHECK(sheet->cleaned().reading.height() == 600);
}

}  // namespace sohoa::imaging
