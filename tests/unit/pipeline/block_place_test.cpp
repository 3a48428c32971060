#include "pipeline/block_place.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>

#include <doctest/doctest.h>

#include "pdf/sign/block.h"

using namespace sohoa;

namespace {

constexpr double cell = InkMap::cell_mm;
const std::vector<std::string> clerk = {"Nguyễn Thị Ánh Thử", "2026-11-24T09:30:00+07:00"};
const std::vector<std::string> agency = {"SAO Y", "Ủy ban nhân dân xã Thử Nghiệm",
                                         "2026-11-24T09:31:00+07:00"};
const std::vector<std::string> long_agency = {
    "SAO Y",
    "Trung tâm Phục vụ hành chính công xã Thử Nghiệm, Ủy ban nhân dân xã Thử Nghiệm, tỉnh Thử",
    "2026-11-24T09:31:00+07:00"};

int cells(double mm) { return static_cast<int>(std::lround(mm / cell)); }

// A4 (or another size in mm), scanned at this resolution, turned to be upright.
Page paper(int turn = 0, double skew = 0, double dpi_x = 200, double dpi_y = 200,
           double width = 210, double height = 297) {
  Page page;
  page.placement.turn = turn;
  page.placement.skew_degrees = skew;
  const bool sideways = turn % 180 != 0;
  page.image.width = static_cast<int>((sideways ? height : width) / 25.4 * dpi_x);
  page.image.height = static_cast<int>((sideways ? width : height) / 25.4 * dpi_y);
  page.image.dpi_x = dpi_x;
  page.image.dpi_y = dpi_y;
  page.ink = InkMap(cells(width), cells(height));
  return page;
}

// Half-open, in mm of the upright page.
void ink(Page& page, double left, double top, double right, double bottom) {
  for (int y = cells(top); y < std::min(cells(bottom), page.ink.rows()); ++y)
    for (int x = cells(left); x < std::min(cells(right), page.ink.columns()); ++x)
      page.ink.set(x, y);
}

// The place of a cell's middle in the original image.
Point middle(const Page& page, int x, int y) {
  const bool sideways = page.placement.turn % 180 != 0;
  const double width = sideways ? page.image.height : page.image.width;
  const double height = sideways ? page.image.width : page.image.height;
  return to_original(
      page.placement, page.image.width, page.image.height,
      Point{(x + 0.5) * width / page.ink.columns(), (y + 0.5) * height / page.ink.rows()});
}

std::size_t covered(const Page& page, const Box& box) {
  std::size_t sum = 0;
  for (int y = 0; y < page.ink.rows(); ++y)
    for (int x = 0; x < page.ink.columns(); ++x) {
      if (!page.ink.at(x, y)) continue;
      const Point at = middle(page, x, y);
      sum += at.x >= box.x && at.x < box.right() && at.y >= box.y && at.y < box.bottom() ? 1U : 0U;
    }
  return sum;
}

bool overlap(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// Where the block is seen, in mm from the upper left corner of the page as it is shown.
struct Seen {
  double left, top, right, bottom;
};
Seen seen(const Page& page, const PlacedBlock& placed) {
  Placement turned;
  turned.turn = page.placement.turn;
  const Box box = to_upright(turned, page.image.width, page.image.height, placed.record.box);
  const bool sideways = turned.turn % 180 != 0;
  const double x = 25.4 / (sideways ? page.image.dpi_y : page.image.dpi_x);
  const double y = 25.4 / (sideways ? page.image.dpi_x : page.image.dpi_y);
  return {box.x * x, box.y * y, box.right() * x, box.bottom() * y};
}

std::string said(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines)
    for (const char c : line)
      if (c != ' ' && c != ',') all += c;
  return all;
}

}  // namespace

TEST_CASE("block place: on bare paper each is in its corner, a line a text (R12, R13)") {
  for (const int turn : {0, 90, 180, 270}) {
    CAPTURE(turn);
    const Page page = paper(turn);
    BarePaper bare(page);
    const auto one = bare.place(Corner::top_left, clerk);
    const auto two = bare.place(Corner::top_right, agency);
    REQUIRE(one.block);
    REQUIRE(two.block);
    CHECK(one.record.place == "corner");
    CHECK(two.record.place == "corner");
    CHECK(one.record.lines == clerk);
    CHECK(two.record.lines == agency);
    CHECK(one.block->turn == turn);
    const Seen left = seen(page, one), right = seen(page, two);
    CHECK(left.left < 5);
    CHECK(left.top < 5);
    CHECK(left.right < 105);
    CHECK(right.left > 105);
    CHECK(right.top < 5);
    CHECK(right.right > 204);
    // The block in points is the box of the record, as the page lies in the file.
    const double dots = 200.0 / 72;
    const Box& box = two.record.box;
    const auto near = [](double points, int pixels) { return std::abs(points - pixels) <= 1; };
    CHECK(near(two.block->left * dots, box.x));
    CHECK(near((two.block->left + two.block->width) * dots, box.right()));
    CHECK(near(page.image.height - two.block->bottom * dots, box.bottom()));
    CHECK(near(page.image.height - (two.block->bottom + two.block->height) * dots, box.y));
    const auto size = pdf::block_size(agency);
    CHECK((turn % 180 == 0 ? two.block->width : two.block->height) == doctest::Approx(size.width));
  }
}

TEST_CASE("block place: a letter's upper margin holds both blocks") {
  Page page = paper();
  ink(page, 30, 20, 190, 280);
  BarePaper bare(page);
  CHECK(bare.place(Corner::top_left, clerk).record.place == "corner");
  CHECK(bare.place(Corner::top_right, agency).record.place == "corner");
}

TEST_CASE("block place: in a lower margin the same words stand in fewer lines (R14)") {
  Page page = paper();
  ink(page, 10, 15, 200, 280);
  BarePaper bare(page);
  const auto placed = bare.place(Corner::top_right, agency);
  CHECK(placed.record.place == "wrapped");
  CHECK(placed.record.lines.size() == 2);
  CHECK(said(placed.record.lines) == said(agency));
  CHECK(covered(page, placed.record.box) == 0);
  CHECK(seen(page, placed).left >= 105);
}

TEST_CASE("block place: a long name is wrapped within its half of the page") {
  const Page page = paper();
  const auto placed = BarePaper(page).place(Corner::top_right, long_agency);
  REQUIRE(placed.block);
  CHECK(placed.record.place == "wrapped");
  CHECK(placed.record.lines.size() == 4);
  CHECK(placed.record.lines.front() == long_agency.front());
  CHECK(placed.record.lines.back() == long_agency.back());
  CHECK(seen(page, placed).left >= 105);
}

TEST_CASE("block place: what is in the corner pushes it to the nearest room (R14)") {
  Page page = paper();
  ink(page, 5, 5, 100, 40);
  ink(page, 110, 5, 205, 140);
  BarePaper bare(page);
  const auto left = bare.place(Corner::top_left, clerk);
  CHECK(left.record.place == "moved");
  CHECK(seen(page, left).top > 40);
  CHECK(seen(page, left).top < 43);
  CHECK(covered(page, left.record.box) == 0);
  // Its quarter is full: the nearest place of all.
  const auto right = bare.place(Corner::top_right, agency);
  CHECK(right.record.place == "moved");
  CHECK(covered(page, right.record.box) == 0);
  CHECK_FALSE(overlap(left.record.box, right.record.box));
  CHECK(seen(page, right).right < 110);
}

TEST_CASE(
    "block place: codes with their margin, text, seals and strokes of a pen are not covered") {
  const Box corner{20, 20, 300, 200};
  for (const int kind : {0, 1, 2, 3}) {
    CAPTURE(kind);
    Page page = paper();
    if (kind == 0) page.codes.push_back({"QR_CODE", "x", corner});
    if (kind == 1) page.marks.push_back({MarkKind::seal, corner, corner, 1});
    if (kind == 2) page.marks.push_back({MarkKind::pen, corner, corner, 1});
    if (kind == 3) page.text.lines.push_back({{}, corner, corner});
    const auto placed = BarePaper(page).place(Corner::top_left, clerk);
    REQUIRE(placed.block);
    CHECK(placed.record.place == "moved");
    CHECK_FALSE(overlap(placed.record.box, corner));
    if (kind == 0) CHECK(placed.record.box.y >= corner.bottom() + 20);
  }
}

TEST_CASE("block place: beside the sheet, on the scanner's bed, nothing is written") {
  for (const int turn : {0, 90}) {
    CAPTURE(turn);
    Page page = paper(turn);
    const bool sideways = turn == 90;
    page.surroundings = InkMap(cells(sideways ? 297 : 210), cells(sideways ? 210 : 297));
    // 20 mm along the upper edge of what is shown: of a page turned clockwise that is the left one.
    for (int y = 0; y < (sideways ? page.surroundings.rows() : cells(20)); ++y)
      for (int x = 0; x < (sideways ? cells(20) : page.surroundings.columns()); ++x)
        page.surroundings.set(x, y);
    const auto placed = BarePaper(page).place(Corner::top_left, clerk);
    REQUIRE(placed.block);
    CHECK(placed.record.place == "moved");
    CHECK(seen(page, placed).top > 20);
    CHECK(seen(page, placed).top < 24);
  }
}

TEST_CASE("block place: two blocks do not cover each other on the smallest paper") {
  const Page card = paper(0, 0, 300, 300, 86, 54);
  BarePaper bare(card);
  const auto one = bare.place(Corner::top_left, clerk);
  const auto two = bare.place(Corner::top_right, long_agency);
  REQUIRE(one.block);
  REQUIRE(two.block);
  CHECK_FALSE(overlap(one.record.box, two.record.box));
}

TEST_CASE("block place: a page that is full, unknown or beyond measure has no room") {
  Page full = paper();
  ink(full, 0, 0, 210, 297);
  Page unknown = paper();
  unknown.ink = {};
  Page giant = paper();
  giant.image.dpi_x = giant.image.dpi_y = 0.5;
  for (const Page& page : {full, unknown, giant}) {
    const auto placed = BarePaper(page).place(Corner::top_left, clerk);
    CHECK_FALSE(placed.block);
    CHECK(placed.record.place == "left_out");
    CHECK(placed.record.lines.empty());
    CHECK(placed.record.box.empty());
  }
}

TEST_CASE("block place: dirt is avoided if that is easy, and else does not matter") {
  Page one = paper();
  one.ink.set(cells(20), cells(6));
  const auto beside = BarePaper(one).place(Corner::top_left, clerk);
  REQUIRE(beside.block);
  CHECK(covered(one, beside.record.box) == 0);
  Page dirty = paper();
  for (int y = 0; y < dirty.ink.rows(); y += 6)
    for (int x = 0; x < dirty.ink.columns(); x += 6) dirty.ink.set(x, y);
  CHECK(BarePaper(dirty).place(Corner::top_left, clerk).record.place == "corner");
  // Close together it is no dirt.
  for (int y = 2; y < dirty.ink.rows(); y += 6)
    for (int x = 2; x < dirty.ink.columns(); x += 6) dirty.ink.set(x, y);
  CHECK(BarePaper(dirty).place(Corner::top_left, clerk).record.place == "left_out");
}

TEST_CASE("block place: no ink and no text is covered however a page lies (R14)") {
  std::mt19937 random(6);
  const auto between = [&random](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  int found = 0;
  for (int round = 0; round < 24; ++round) {
    CAPTURE(round);
    const bool fax = round % 5 == 4;
    Page page =
        paper(round % 4 * 90, round % 3 == 0 ? 0 : between(-4, 4), fax ? 204 : 300, fax ? 98 : 300);
    for (int i = 0; i < 14; ++i) {
      const double x = between(0, 180), y = between(0, 200);
      ink(page, x, y, x + between(10, 90), y + between(2, 20));
    }
    for (int i = 0; i < 6; ++i) {
      const Box upright{static_cast<int>(between(0, page.image.width / 2.0)),
                        static_cast<int>(between(0, page.image.height / 2.0)), 200, 40};
      Line line;
      line.upright = upright;
      line.box = to_original(page.placement, page.image.width, page.image.height, upright);
      page.text.lines.push_back(line);
    }
    BarePaper bare(page);
    const auto one = bare.place(Corner::top_left, clerk);
    const auto two = bare.place(Corner::top_right, round % 2 == 0 ? agency : long_agency);
    CHECK_FALSE(overlap(one.record.box, two.record.box));
    for (const auto* placed : {&one, &two}) {
      if (!placed->block) continue;
      ++found;
      CHECK(covered(page, placed->record.box) == 0);
      for (const auto& line : page.text.lines) CHECK_FALSE(overlap(line.box, placed->record.box));
      const Box& box = placed->record.box;
      CHECK(box.x >= 0);
      CHECK(box.y >= 0);
      CHECK(box.right() <= page.image.width);
      CHECK(box.bottom() <= page.image.height);
    }
  }
  CHECK(found >= 40);
}

TEST_CASE("block place: layouts keep all words in order, and begin with a line a text") {
  const auto layouts = layouts_of(long_agency);
  REQUIRE(layouts.size() >= 6);
  CHECK(layouts.front() == long_agency);
  for (const auto& lines : layouts) {
    CHECK(said(lines) == said(long_agency));
    CHECK(lines.size() <= 7);
  }
  for (std::size_t i = 0; i < layouts.size(); ++i)
    CHECK(std::count(layouts.begin(), layouts.end(), layouts[i]) == 1);
}
