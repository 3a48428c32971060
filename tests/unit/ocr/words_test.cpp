#include "ocr/words.h"

#include <string_view>

#include <doctest/doctest.h>

#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

// Letters 10 wide with 2 between them and 8 between words, x-height 16, at (100, 50) on the page;
// the reading says where each is on the line image, which has a rim of 6.
struct Example {
  TextLine line;
  LineReading reading;
  Box origin{94, 40, 0, 0};
  std::vector<Box> words;

  explicit Example(std::string_view text, int word_gap = 8) {
    line.x_height = 16;
    line.baseline = 70;
    int x = 100;
    words.push_back({});
    for (const char32_t c : to_utf32(text)) {
      if (c == U' ') {
        reading.characters.push_back(
            {" ", 0.9F, x - 2 - origin.x, x - 2 + word_gap - origin.x, {}});
        x += word_gap - 2;
        words.push_back({});
        continue;
      }
      const Box box{x, 50, 10, 20};
      line.pieces.push_back({box, 100});
      line.box = united(line.box, box);
      words.back() = united(words.back(), box);
      reading.characters.push_back(
          {to_utf8(std::u32string(1, c)), 0.9F, x - origin.x, x + 10 - origin.x, {}});
      x += 12;
    }
    origin.w = line.box.w + 12;
    origin.h = line.box.h + 20;
  }

  std::vector<Box> found() const {
    std::vector<Box> boxes;
    for (const ReadWord& word : find_words(reading, line, origin)) boxes.push_back(word.box);
    return boxes;
  }
};

std::string text_of(const ReadWord& word) {
  std::string text;
  for (const Character& c : word.characters) text += c.text;
  return text;
}

}  // namespace

TEST_CASE("words: each has its letters, without spaces, and a box exactly on its ink") {
  const Example example("Ủy ban nhân dân, xã");
  const auto words = find_words(example.reading, example.line, example.origin);
  REQUIRE(words.size() == 5);
  CHECK(text_of(words[0]) == "Ủy");
  CHECK(text_of(words[3]) == "dân,");
  CHECK(example.found() == example.words);
}

TEST_CASE("words: positions of the engine may be off by a letter") {
  for (const int shift : {-12, -7, 7, 12}) {
    CAPTURE(shift);
    Example example("Ủy ban nhân dân xã");
    for (Character& c : example.reading.characters) {
      c.left += shift;
      c.right += shift;
    }
    CHECK(example.found() == example.words);
  }
}

TEST_CASE("words: two words that changed places in the engine's positions are put right") {
  Example example("Số 15 ngày 02");
  for (int i = 0; i < 2; ++i) {
    auto& a = example.reading.characters[static_cast<std::size_t>(i)];
    auto& b = example.reading.characters[static_cast<std::size_t>(i + 3)];
    std::swap(a.left, b.left);
    std::swap(a.right, b.right);
  }
  CHECK(example.found() == example.words);
}

TEST_CASE("words: marks of a letter and dots apart stay with their word") {
  Example example("ni ha");
  example.line.pieces.push_back({{114, 42, 4, 5}, 12});   // the dot of i
  example.line.pieces.push_back({{136, 40, 14, 4}, 12});  // a mark that reaches over two letters
  example.words[0] = united(example.words[0], {114, 42, 4, 5});
  example.words[1] = united(example.words[1], {136, 40, 14, 4});
  CHECK(example.found() == example.words);
}

TEST_CASE("words: that touch are parted where the engine has them") {
  Example example("mot hai");
  example.line.pieces = {{example.line.box, 1000}};
  const auto boxes = example.found();
  REQUIRE(boxes.size() == 2);
  CHECK(boxes[0].x == example.words[0].x);
  CHECK(boxes[0].right() == boxes[1].x);
  CHECK(boxes[0].right() >= example.words[0].right());
  CHECK(boxes[1].x <= example.words[1].x);
  CHECK(boxes[1].right() == example.words[1].right());
}

TEST_CASE("words: an underline does not join them") {
  Example example("mot hai");
  example.line.pieces.push_back({{100, 72, 80, 2}, 160});
  CHECK(example.found() == example.words);
}

TEST_CASE("words: ink far from what was read belongs to none") {
  Example example("mot hai");
  example.line.pieces.push_back({{20, 50, 18, 18}, 80});
  example.line.pieces.push_back({{300, 50, 18, 18}, 80});
  example.line.box = {20, 50, 298, 20};
  CHECK(example.found() == example.words);
}

TEST_CASE("words: without pieces, or with more words than pixels, each still has a box") {
  Example bare("mot hai ba");
  bare.line.pieces.clear();
  for (const Box& box : bare.found()) CHECK_FALSE(box.empty());
  Example narrow("a b c d e f");
  narrow.line.box = {100, 50, 3, 20};
  narrow.line.pieces = {{narrow.line.box, 20}};
  const auto boxes = narrow.found();
  CHECK(boxes.size() == 6);
  for (const Box& box : boxes) CHECK_FALSE(box.empty());
  CHECK(find_words({}, bare.line, bare.origin).empty());
}

}  // namespace sohoa::ocr
