#include "ocr/text_lines.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "tests/unit/ocr/drawn_page.h"
#include "tests/unit/ocr/sample_page.h"

namespace sohoa::ocr {
namespace {

// Pieces of a line whose middle is above `y`.
auto above(const TextLine& line, int y) {
  return std::count_if(line.pieces.begin(), line.pieces.end(),
                       [y](const Piece& piece) { return piece.box.y + piece.box.h / 2 < y; });
}

std::size_t all_pieces(const Layout& layout) {
  std::size_t count = 0;
  for (const TextLine& line : layout.lines) count += line.pieces.size();
  return count;
}

Mark upright_rule(int x, int top, int bottom) {
  Mark mark;
  mark.kind = MarkKind::rule;
  mark.upright = mark.box = {x - 1, top, 3, bottom - top};
  return mark;
}

}  // namespace

TEST_CASE("lines: letters, marks, dots below and stops are one line (R11)") {
  DrawnPage page;
  page.write(100, 200, "Xxexd xxogx exx.");
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 1);
  const TextLine& line = layout.lines[0];
  CHECK(line.pieces.size() == 14 + 4 + 1);
  CHECK(line.box.y == 171);
  CHECK(line.box.bottom() == 208);
  CHECK(line.baseline == doctest::Approx(200).epsilon(0.005));
  CHECK(line.x_height == doctest::Approx(16).epsilon(0.15));
  CHECK(layout.rest.empty());
}

TEST_CASE("lines: marks go to their own letters where lines are set solid (R11)") {
  DrawnPage page;
  // The marks of the second line begin a pixel below the descenders of the first, whose dots lie
  // beside them.
  page.write(100, 200, "xgoxg gogxx ggoxg xogxx");
  page.write(100, 246, "EEEEE XEEEX EEEEE EXEEE");
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 2);
  CHECK(layout.lines[0].pieces.size() == 20 + 4);
  CHECK(layout.lines[1].pieces.size() == 20 + 17 * 2);
  CHECK(above(layout.lines[1], 246 - 24) == 17 * 2);
}

TEST_CASE("lines: letters that touch across lines are cut apart between them") {
  DrawnPage page;
  page.write(100, 200, "xxxgx xxxxx");
  page.write(100, 232, "xxxdx xxxxx");  // the d begins where the g ends
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 2);
  CHECK(layout.lines[0].pieces.size() == 10);
  CHECK(layout.lines[1].pieces.size() == 10);
  CHECK(layout.lines[0].box.bottom() <= 232 - 16);
  CHECK(layout.lines[1].box.y >= 200);
}

TEST_CASE("lines: letters that touch across lines set solid do not make two lines one") {
  DrawnPage page;
  page.write(100, 200, "XXXXX XXXXX XXXXX XXXXX XXXXX");
  page.write(100, 228, "XXXXX XXXXX XXXXX XXXXX XXXXX");
  // In the middle, two side by side, and the last of the line: letters 15 wide, spaces 9.
  for (const int letter : {2, 11, 12, 24})
    page.fill({100 + 15 * letter + letter / 5 * 9, 198, 3, 8}, 40);
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 2);
  for (const TextLine& line : layout.lines) {
    CHECK(line.pieces.size() == 25);
    CHECK(line.box.h <= 32);
    CHECK(line.box.w > 400);
  }
}

TEST_CASE("lines: a stroke that hangs on a letter does not make its line high") {
  DrawnPage page;
  page.write(100, 200, "xxexx xxdxx xxxxx");
  page.fill({274, 140, 3, 50}, 40);  // down to an x
  page.fill({149, 195, 3, 42}, 40);  // down from one
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 1);
  CHECK(layout.lines[0].pieces.size() == 15 + 2);
  CHECK(layout.lines[0].box.y >= 200 - 2 * 16);
  CHECK(layout.lines[0].box.bottom() <= 200 + 16);
}

TEST_CASE("lines: a fold found as an upright rule in parts breaks no line of words") {
  DrawnPage page;
  for (int row = 0; row < 6; ++row)
    page.write(100 + 3 * row, 200 + 50 * row, "xxexx xxdxx xxxxx xxoxx xxgxx");
  const std::vector<Mark> fold{upright_rule(291, 150, 310), upright_rule(292, 330, 480)};
  const Layout layout = lines_of(page.image(), fold);
  REQUIRE(layout.lines.size() == 6);
  for (const TextLine& line : layout.lines) CHECK(line.box.w > 400);
}

TEST_CASE("lines: what deskewing left, three tenths of a degree, does not mix lines") {
  for (const double slope : {0.0052, -0.0052}) {
    DrawnPage page(1700, 900);
    for (int row = 0; row < 10; ++row) {
      std::string text;
      while (text.size() < 95) text += "xexgd ";
      page.write(100, 200 + 40 * row, text, 1, 40, slope);
    }
    const Layout layout = lines_of(page.image());
    REQUIRE(layout.lines.size() == 10);
    for (std::size_t row = 0; row < 10; ++row)
      CHECK(layout.lines[row].pieces.size() == layout.lines[0].pieces.size());
  }
}

TEST_CASE("lines: wide spaces of a justified line do not break it, a column's gap does") {
  DrawnPage page;
  page.write(page.write(100, 200, "xxxxx") + 40, 200, "xxxxx");
  page.write(page.write(100, 300, "xxxxx") + 120, 300, "xxxxx");
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 3);
  CHECK(layout.lines[1].box.right() < layout.lines[2].box.x);
}

TEST_CASE("lines: a letterhead's two columns stay apart and are read row by row") {
  DrawnPage page;
  page.write(100, 200, "XXXXXXXX");
  page.write(400, 203, "XXXXXXXXXXXXXXX");  // nearly level: one row, read from the left
  page.write(420, 231, "XxxXx");            // between the rows of the other column
  page.write(100, 245, "XXXX");
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 4);
  const int lefts[] = {100, 400, 420, 100};
  for (std::size_t i = 0; i < 4; ++i) CHECK(layout.lines[i].box.x == lefts[i]);
}

TEST_CASE("lines: nothing is read across an upright rule") {
  DrawnPage page;
  const int end = page.write(100, 200, "xxxxx");
  page.write(end + 8, 200, "xxxxx");
  CHECK(lines_of(page.image()).lines.size() == 1);
  const Mark rule = upright_rule(end + 2, 150, 250);
  CHECK(lines_of(page.image(), {&rule, 1}).lines.size() == 2);
}

TEST_CASE("lines: a table is read row by row, each cell whole before the next (R11)") {
  DrawnPage page;
  page.write(110, 200, "xxx");
  page.write(110, 240, "xxx xxx");
  page.write(260, 200, "xxxx");
  page.write(110, 300, "Xxx");
  page.write(260, 300, "Xxxx");
  Table table;
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < 2; ++column) {
      Cell cell{row, column, 1, 1, {}, {100 + 150 * column, 170 + 90 * row, 150, 90}};
      table.cells.push_back(cell);
    }
  const Layout layout = lines_of(page.image(), {}, {&table, 1});
  REQUIRE(layout.lines.size() == 5);
  const Point tops[] = {{110, 200}, {110, 240}, {260, 200}, {110, 300}, {260, 300}};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(layout.lines[i].box.x == tops[i].x);
    CHECK(layout.lines[i].box.bottom() == tops[i].y);
  }
}

TEST_CASE(
    "lines: a table without rules is known by its gaps, cells of two lines stay whole (R11)") {
  DrawnPage page;
  for (int row = 0; row < 4; ++row) {
    const int base = 200 + 80 * row;
    page.write(100, base, "X");
    page.write(160, base, "xxexx xxdx");
    page.write(160, base + 32, "xxx");
    page.write(360, base, "xxxxx");
    page.write(480, base, "Xxx xxx");
  }
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 4 * 5);
  const Point expected[] = {{100, 0}, {160, 0}, {160, 32}, {360, 0}, {480, 0}};
  for (std::size_t i = 0; i < 4 * 5; ++i) {
    CHECK(layout.lines[i].box.x == expected[i % 5].x);
    CHECK(layout.lines[i].box.bottom() == 200 + 80 * int(i / 5) + expected[i % 5].y);
  }
}

TEST_CASE("lines: names below three signatures are read row by row, they are no table") {
  DrawnPage page;
  for (const int base : {200, 235, 400})
    for (const int x : {100, 400, 700}) page.write(x, base, "Xxxx xxx");
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 9);
  for (std::size_t i = 0; i < 9; ++i) CHECK(layout.lines[i].box.x == 100 + 300 * int(i % 3));
}

TEST_CASE("lines: headings and small print each are lines of their own size") {
  DrawnPage page;
  page.write(100, 150, "XXEXX XEXX", 2.2);
  page.write(100, 200, "xexxd xexx xxgxx exx", 0.55);
  page.write(100, 250, "xexxd xexx xxgxx exx");
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 3);
  CHECK(layout.lines[0].pieces.size() == 9 + 4);
  CHECK(layout.lines[1].pieces.size() == 17 + 6);
  CHECK(layout.lines[2].pieces.size() == 17 + 6);
}

TEST_CASE("lines: a dash before an item belongs to the item") {
  DrawnPage page;
  page.write(100, 200, "-");
  page.write(125, 200, "xxexx xxdx");
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 1);
  CHECK(layout.lines[0].box.x == 100);
}

TEST_CASE("lines: one figure alone is a line, dirt is not") {
  DrawnPage page;
  page.write(500, 100, "X");
  page.write(100, 200, "xxexx xxdx xxexx xxdx");
  page.fill({800, 600, 3, 3}, 30);
  const Layout layout = lines_of(page.image());
  CHECK(layout.lines.size() == 2);
  CHECK(layout.rest.empty());
}

TEST_CASE("lines: faded print is found beside bold, what shines through is not") {
  DrawnPage page;
  page.write(100, 200, "XXXXX XXXXX XXXXX", 1, 20);
  page.write(100, 300, "xxexx xxdxx xxoxx", 1, 150);
  page.write(100, 400, "xxexx xxdxx xxoxx", 1, 222);
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 2);
  CHECK(layout.lines[1].pieces.size() == 15 + 3);
}

TEST_CASE("lines: noise of the paper hides no line and makes none") {
  DrawnPage page(1200, 800, 225);
  std::string text;
  while (text.size() < 60) text += "xexgd ";
  for (int row = 0; row < 8; ++row) page.write(100, 150 + 50 * row, text, 1, 90);
  PageImage clean = page.image();
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 16);
  std::vector<std::byte> pixels(clean.pixels().begin(), clean.pixels().end());
  for (std::byte& pixel : pixels)
    pixel =
        std::byte(std::uint8_t(std::clamp(std::to_integer<int>(pixel) + noise(random), 0., 255.)));
  const Layout layout = lines_of(PageImage(1200, 800, 200, PixelFormat::gray8, pixels));
  REQUIRE(layout.lines.size() == 8);
  for (const TextLine& line : layout.lines) CHECK(line.box.w > 700);
}

TEST_CASE("lines: a signature over a name is in no line, the name is") {
  DrawnPage page;
  page.write(100, 100, "xxexx xxdx xxexx xxdx");
  page.write(300, 300, "Xxx Xxe Xxxd");
  for (int step = 0; step < 6; ++step) {  // a zigzag of a pen, down to the letters' tops
    page.fill({300 + 25 * step, 130, 3, 138}, 60);
    page.fill({300 + 25 * step, step % 2 == 0 ? 130 : 265, 25, 3}, 60);
  }
  const Layout layout = lines_of(page.image());
  REQUIRE(layout.lines.size() == 2);
  CHECK(layout.lines[1].pieces.size() == 12);
}

TEST_CASE("lines: pages without text have none") {
  for (const int side : {1, 2, 7, 300}) {
    CHECK(lines_of(DrawnPage(side, side).image()).lines.empty());
  }
  CHECK(lines_of(DrawnPage(300, 300, 0).image()).lines.empty());
  CHECK(find_text_lines({}, {}, {}, Frames({}, 1, 1, 1, 1)).lines.empty());
}

TEST_CASE("lines: dust all over a page is bounded, and is no text") {
  DrawnPage page(1700, 1700);
  for (int y = 0; y < 1700; y += 4)
    for (int x = 0; x < 1700; x += 4) page.fill({x, y, 2, 2}, 0);
  const Layout layout = lines_of(page.image());
  CHECK(layout.lines.empty());
  CHECK(layout.rest.empty());
}

TEST_CASE("lines: a sample page has as many as its truth, from the top (R11)") {
  std::ifstream truth(SOHOA_SOURCE_DIR "/samples/don_de_nghi_2.gt.txt");
  std::size_t expected = 0;
  for (std::string line; std::getline(truth, line);) expected += !line.empty();
  REQUIRE(expected > 10);
  const Layout layout = lines_of(sample_page());
  // Fields side by side are one line of the truth.
  CHECK(layout.lines.size() >= expected);
  CHECK(layout.lines.size() <= expected + 8);
  CHECK(all_pieces(layout) > 600);
  for (std::size_t i = 1; i < layout.lines.size(); ++i)
    CHECK(layout.lines[i].baseline > layout.lines[i - 1].baseline - 12);
}

TEST_CASE("line image: all ink of the line, a rim of paper, and where it was") {
  DrawnPage page;
  page.write(100, 200, "Exxeo gxx");
  const PageImage image = page.image();
  const Layout layout = lines_of(image);
  REQUIRE(layout.lines.size() == 1);
  Box origin;
  const PageImage line = line_image(image, layout.lines[0], origin);
  CHECK(line.width() == origin.w);
  CHECK(line.height() == origin.h);
  CHECK(line.format() == PixelFormat::gray8);
  CHECK(united(origin, layout.lines[0].box) == origin);
  for (const int y : {0, line.height() - 1})
    for (int x = 0; x < line.width(); ++x) CHECK(line.row(y)[std::size_t(x)] == std::byte{255});
  for (const Piece& piece : layout.lines[0].pieces)
    for (int y = piece.box.y; y < piece.box.bottom(); ++y)
      for (int x = piece.box.x; x < piece.box.right(); ++x)
        REQUIRE(line.row(y - origin.y)[std::size_t(x - origin.x)] == image.row(y)[std::size_t(x)]);
}

TEST_CASE("line image: at the edge of the page the rim is paper too") {
  DrawnPage page(200, 30);
  page.write(0, 30, "xdxdx xxdx");
  const PageImage image = page.image();
  const Layout layout = lines_of(image);
  REQUIRE(layout.lines.size() == 1);
  Box origin;
  const PageImage line = line_image(image, layout.lines[0], origin);
  CHECK(origin.x < 0);
  CHECK(line.row(line.height() - 1)[8] == std::byte{255});
  CHECK(line.row(line.height() / 2)[0] == std::byte{255});
}

}  // namespace sohoa::ocr
