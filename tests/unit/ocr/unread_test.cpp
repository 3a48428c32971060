#include "ocr/unread.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "ocr/handwriting.h"

namespace sohoa::ocr {
namespace {

// 45 lines of 60 letters, 10 x 16 of 60 pixels of ink, 44 from line to line.
struct Sheet {
  Layout layout;
  std::vector<Box> words;

  Sheet() {
    for (int i = 0; i < 45; ++i) {
      TextLine line;
      line.x_height = 16;
      for (int letter = 0; letter < 60; ++letter)
        line.pieces.push_back({{100 + 14 * letter, 100 + 44 * i, 10, 16}, 60});
      for (const Piece& piece : line.pieces) line.box = united(line.box, piece.box);
      line.baseline = line.box.bottom();
      layout.lines.push_back(line);
      words.push_back(line.box);
    }
  }
};

}  // namespace

TEST_CASE("unread: a page read in full has none, dirt and rules are not text") {
  Sheet sheet;
  sheet.layout.rest = {{{500, 20, 3, 3}, 9},        // a speck
                       {{900, 2200, 14, 20}, 90},   // a blot alone
                       {{100, 60, 900, 3}, 2700}};  // a rule
  for (int y = 100; y < 2000; y += 20) sheet.layout.rest.push_back({{60, y, 2, 13}, 26});
  const Unread unread = unread_ink(sheet.layout, sheet.words);
  CHECK(unread.share == 0);
  CHECK(unread.regions.empty());
  CHECK(unread.written.empty());
}

TEST_CASE("unread: one line of 45 that was not read is seen, and where it lies (R11)") {
  Sheet sheet;
  const Box lost = sheet.words[20];
  SUBCASE("because nobody could read it") {}
  SUBCASE("because no line took it") {
    sheet.layout.rest = sheet.layout.lines[20].pieces;
    sheet.layout.lines.erase(sheet.layout.lines.begin() + 20);
  }
  sheet.words.erase(sheet.words.begin() + 20);
  const Unread unread = unread_ink(sheet.layout, sheet.words);
  CHECK(unread.share == doctest::Approx(1.0 / 45));
  REQUIRE(unread.regions.size() == 1);
  CHECK(unread.regions[0] == lost);
}

TEST_CASE("unread: an empty layout has none") { CHECK(unread_ink({}, {}).share == 0); }

TEST_CASE("handwriting: running strokes outside the lines are told from print") {
  Sheet sheet;
  sheet.layout.rest = {{{400, 2150, 90, 40}, 400}, {{495, 2140, 120, 60}, 600}};
  const Unread unread = unread_ink(sheet.layout, sheet.words);
  CHECK(unread.share == 0);
  REQUIRE(unread.written.size() == 1);
  CHECK(unread.written[0] == Box{400, 2140, 215, 60});
}

TEST_CASE("handwriting: doubtful letters out of the line are taken out, print stays") {
  Sheet sheet;
  TextLine line = sheet.layout.lines[0];
  const Box origin{94, 94, 860, 30};
  LineReading reading;
  for (std::size_t i = 0; i < 60; ++i) {
    const int left = line.pieces[i].box.x - origin.x;
    const bool in_doubt = i >= 20 && i < 24;
    const char* text = i == 18 ? "s" : i == 19 ? "ố" : "x";
    if (i == 18) reading.characters.push_back({" ", 0.99F, left - 2, left - 1, {}});
    reading.characters.push_back({text, in_doubt ? 0.6F : 0.99F, left, left + 10, {}});
  }
  const auto letters = [&] {
    return std::ranges::count_if(reading.characters,
                                 [](const Character& c) { return c.text != " "; });
  };
  CHECK(take_out_writing(reading, line, origin).empty());  // print, however doubtful
  CHECK(letters() == 60);
  const auto write = [&] {
    for (std::size_t i = 20; i < 24; ++i) {
      line.pieces[i].box.y -= 12;
      line.pieces[i].box.h += i % 2 == 0 ? 9 : 24;
    }
  };
  SUBCASE("out of the line and doubtful") {
    write();
    const auto boxes = take_out_writing(reading, line, origin);
    REQUIRE(boxes.size() == 1);
    CHECK(boxes[0] == Box{380, 88, 52, 40});
    CHECK(letters() == 56);
    CHECK(line.pieces.size() == 56);
  }
  SUBCASE("out of the line and doubtful, where nothing was to be filled in") {
    write();
    reading.characters[18].text = "x";
    CHECK(take_out_writing(reading, line, origin).empty());
  }
  SUBCASE("out of the line, but sure") {
    write();
    for (Character& c : reading.characters) c.confidence = 0.9999F;
    CHECK(take_out_writing(reading, line, origin).empty());
    CHECK(letters() == 60);
  }
  SUBCASE("on a copy so bad that nothing is in line") {
    write();
    for (std::size_t i = 0; i < 60; i += 2) {
      line.pieces[i].box.y -= 5;
      line.pieces[i].box.h += 8;
    }
    CHECK(take_out_writing(reading, line, origin).empty());
    CHECK(letters() == 60);
  }
}

}  // namespace sohoa::ocr
