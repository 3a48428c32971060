#include "ocr/tesseract_lines.h"

#include <thread>

#include "core/vietnamese.h"
#include "tests/support/cause_of.h"
#include "tests/unit/ocr/sample_page.h"

namespace sohoa::ocr {
namespace {

TesseractLines& recognizer() {
  static TesseractLines one(std::make_shared<TesseractEngine>("", "vie"));
  return one;
}

Deadline in_a_minute() { return {{}, std::chrono::steady_clock::now() + std::chrono::minutes(1)}; }

std::string text_of(const LineReading& reading) {
  std::string text;
  for (const Character& c : reading.characters) text += c.text;
  return text;
}

PageImage blank(int width, int height, int value) {
  return PageImage(width, height, 200, PixelFormat::gray8,
                   std::vector<std::byte>(std::size_t(width) * std::size_t(height),
                                          std::byte(std::uint8_t(value))));
}

PageImage checked(int width, int height) {
  std::vector<std::byte> pixels(std::size_t(width) * std::size_t(height));
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] = std::byte(std::uint8_t((i * 2654435761U >> 13U) & 1U ? 255 : 0));
  return PageImage(width, height, 200, PixelFormat::gray8, std::move(pixels));
}

const Box heading{534, 148, 731, 57};

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
                                     checked(300, 30), cut(sample_page(), heading)};
  const auto readings = recognizer().read(lines, in_a_minute());
  REQUIRE(readings.size() == 4);
  CHECK(text_of(readings[0]) == text_of(readings[3]));
  CHECK(readings[1].characters.empty());
}

TEST_CASE("tesseract lines: images of any shape are survived") {
  const int sizes[][2] = {{1, 1},   {2, 1},    {1, 2},     {1, 3000}, {3000, 1},  {10000, 30},
                          {12, 12}, {3, 5000}, {20000, 2}, {11, 400}, {100, 1200}};
  std::vector<PageImage> lines;
  for (const auto& [width, height] : sizes)
    for (const int value : {0, 128, 255}) lines.push_back(blank(width, height, value));
  for (const auto& [width, height] : sizes) lines.push_back(checked(width, height));
  lines.emplace_back();
  lines.emplace_back(8, 8, 200, PixelFormat::bilevel, std::vector<std::byte>(8));
  CHECK(recognizer().read(lines, in_a_minute()).size() == lines.size());
  const PageImage line = cut(sample_page(), heading);
  CHECK(text_of(recognizer().read({&line, 1}, in_a_minute()).front()).starts_with("CỘNG HÒA"));
}

TEST_CASE("tesseract lines: a stop and a deadline end the reading between lines") {
  const std::vector<PageImage> lines(50, cut(sample_page(), heading));
  std::stop_source stop;
  Deadline deadline = in_a_minute();
  deadline.stop = stop.get_token();
  std::jthread later([&stop] { stop.request_stop(); });
  CHECK(test::cause_of([&] { recognizer().read(lines, deadline); }) == "stopped");
  later.join();
  CHECK(test::cause_of([&] {
          recognizer().read(lines, {{}, std::chrono::steady_clock::now()});
        }) == "reading_failed");
  CHECK(recognizer().read({}, in_a_minute()).empty());
}

TEST_CASE("tesseract lines: the engine says what it is") {
  CHECK(recognizer().name().starts_with("tesseract 5."));
  CHECK(recognizer().name().ends_with(", vie"));
}

}  // namespace sohoa::ocr
