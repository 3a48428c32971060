#include "ocr/tesseract_lines.h"

#include "core/vietnamese.h"
#include "tests/unit/ocr/line_images.h"

namespace sohoa::ocr {
namespace {

TesseractLines& recognizer() {
  static TesseractLines one(std::make_shared<TesseractEngine>("", "vie"));
  return one;
}

}  // namespace

TEST_CASE("tesseract lines: characters come in reading order with places and doubts") {
  const PageImage line = cut(sample_page(), {234, 925, 958, 57});
  const auto readings = recognizer().read({&line, 1}, in_a_minute());
  REQUIRE(readings.size() == 1);
  CHECK(text_of(readings[0]).starts_with("sinh theo Sổ đăng ký khai sinh năm 1959, số 417,"));
  std::size_t doubts = 0;
  for (const Character& c : readings[0].characters) {
    CHECK(c.text == nfc(c.text));
    CHECK(to_utf32(c.text).size() == 1);
    CHECK(c.confidence > 0.8F);
    CHECK(c.confidence <= 1);
    CHECK(c.left >= 0);
    CHECK(c.left <= c.right);
    CHECK(c.right <= line.width());
    for (const Alternative& other : c.others) {
      CHECK(other.text != c.text);
      CHECK(other.confidence >= 0);
      CHECK(other.confidence <= c.confidence);
    }
    doubts += c.others.size();
  }
  CHECK(doubts > 0);
}

TEST_CASE("tesseract lines: a line reads the same alone and among others") {
  const std::vector<PageImage> lines{cut(sample_page(), heading), blank(400, 40, 255),
                                     noise(300, 30), cut(sample_page(), heading)};
  const auto readings = recognizer().read(lines, in_a_minute());
  REQUIRE(readings.size() == 4);
  CHECK(text_of(readings[0]) == text_of(readings[3]));
  CHECK(readings[1].characters.empty());
}

TEST_CASE("tesseract lines: images of any shape are survived") {
  check_any_shape_is_survived(recognizer());
}

TEST_CASE("tesseract lines: a stop and a deadline end the reading between lines") {
  check_stop_and_deadline(recognizer(), 50);
}

TEST_CASE("tesseract lines: the engine says what it is") {
  CHECK(recognizer().name().starts_with("tesseract 5."));
  CHECK(recognizer().name().ends_with(", vie"));
}

}  // namespace sohoa::ocr
