#include "ocr/doubt.h"

#include <string_view>

#include <doctest/doctest.h>

#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

std::vector<ReadWord> read(std::string_view text, float confidence) {
  std::vector<ReadWord> words(1);
  for (const char32_t c : to_utf32(text))
    words[0].characters.push_back({to_utf8(std::u32string(1, c)), confidence, 0, 1, {}});
  return words;
}

TextLine line(int width, int height) {
  TextLine line;
  line.box = {0, 0, width, height};
  line.pieces = {{line.box, width * height / 3}};
  line.x_height = 16;
  return line;
}

}  // namespace

TEST_CASE("doubt: a line of signs alone is no text, one with a letter is") {
  CHECK_FALSE(is_text({}, line(300, 30), 16));
  CHECK_FALSE(is_text(read("{|", 0.99F), line(10, 14), 16));
  CHECK_FALSE(is_text(read("----", 0.99F), line(200, 12), 16));
  CHECK(is_text(read("Điều", 0.99F), line(80, 30), 16));
  CHECK(is_text(read("(3)", 0.97F), line(40, 30), 16));
  CHECK_FALSE(is_text(read("=~-*a+.", 0.97F), line(90, 30), 16));
}

TEST_CASE("doubt: what the engine guessed is no text, and few letters must be surer") {
  CHECK_FALSE(is_text(read("xưqwmrd", 0.9F), line(200, 30), 16));
  CHECK(is_text(read("phường", 0.94F), line(200, 30), 16));
  CHECK_FALSE(is_text(read("nÊ", 0.94F), line(50, 30), 16));
  CHECK(is_text(read("Số", 0.96F), line(50, 30), 16));
}

TEST_CASE("doubt: a digit alone in its cell is text, a dash of a border or a speck is not") {
  CHECK(is_text(read("7", 0.98F), line(12, 24), 16));
  CHECK(is_text(read("1", 0.98F), line(8, 24), 16));
  CHECK_FALSE(is_text(read("1", 0.98F), line(3, 30), 16));
  CHECK_FALSE(is_text(read("o", 0.98F), line(8, 9), 16));
  CHECK_FALSE(may_be_text(line(5, 5), 16));
  CHECK_FALSE(may_be_text(line(1, 14), 16));
  CHECK(may_be_text(line(8, 24), 16));
}

TEST_CASE("doubt: the common x-height is that of most letters, not of most lines") {
  Layout layout;
  CHECK(common_x_height(layout) == 16);
  TextLine body = line(900, 30), note = line(30, 12);
  body.pieces.assign(60, {{0, 0, 10, 18}, 60});
  note.x_height = 8;
  layout.lines = {note, note, note, body};
  CHECK(common_x_height(layout) == 16);
}

}  // namespace sohoa::ocr
