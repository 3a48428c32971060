#include "ocr/network_lines.h"

#include <algorithm>
#include <thread>

#include "core/resources.h"
#include "core/vietnamese.h"
#include "tests/support/cause_of.h"
#include "tests/unit/ocr/sample_page.h"

namespace sohoa::ocr {
namespace {

std::shared_ptr<const Network> network() {
  static const auto one = load_network(resource("models/ocr/vie_sohoa.traineddata"));
  return one;
}

NetworkLines& recognizer() {
  static NetworkLines one(network());
  return one;
}

Deadline in_a_minute() { return {{}, std::chrono::steady_clock::now() + std::chrono::minutes(1)}; }

std::vector<LineReading> read(const std::vector<PageImage>& lines) {
  return recognizer().read(lines, in_a_minute());
}

std::string text_of(const LineReading& reading) {
  std::string text;
  for (const Character& c : reading.characters) text += c.text;
  return text;
}

bool same(const LineReading& one, const LineReading& other) {
  return std::ranges::equal(
      one.characters, other.characters, [](const Character& a, const Character& b) {
        return a.text == b.text && a.confidence == b.confidence && a.left == b.left &&
               a.right == b.right && a.others.size() == b.others.size();
      });
}

PageImage filled(int width, int height, auto value) {
  std::vector<std::byte> pixels(std::size_t(width) * std::size_t(height));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = std::byte(std::uint8_t(value(i)));
  return PageImage(width, height, 200, PixelFormat::gray8, std::move(pixels));
}
PageImage blank(int width, int height, int value) {
  return filled(width, height, [=](std::size_t) { return value; });
}
PageImage noise(int width, int height) {
  return filled(width, height,
                [](std::size_t i) { return (i * 2654435761U >> 13U) & 1U ? 255 : 0; });
}

const Box heading{534, 148, 731, 57}, sentence{234, 925, 958, 57};

}  // namespace

TEST_CASE("network lines: characters come in reading order with places and doubts") {
  const PageImage line = cut(sample_page(), sentence);
  const auto reading = read({line}).front();
  CHECK(text_of(reading).starts_with("sinh theo Sổ đăng ký khai sinh năm 1959, số 417,"));
  int before = 0;
  for (const Character& c : reading.characters) {
    CHECK(c.text == nfc(c.text));
    CHECK(to_utf32(c.text).size() == 1);
    CHECK(c.confidence > 0.8F);
    CHECK(c.confidence <= 1);
    CHECK(c.left >= before);
    CHECK(c.left <= c.right);
    CHECK(c.right <= line.width());
    before = c.left;
    for (const Alternative& other : c.others) {
      CHECK(other.text != c.text);
      CHECK(other.confidence >= 0);
      CHECK(other.confidence <= 1);
    }
  }
}

TEST_CASE("network lines: characters lie where their ink is") {
  const PageImage line = cut(sample_page(), heading);
  const auto reading = read({line}).front();
  REQUIRE(text_of(reading).starts_with("CỘNG HÒA"));
  // Spaces lie over columns without ink.
  for (const Character& c : reading.characters) {
    if (c.text != " ") continue;
    bool paper = false;
    for (int x = c.left; x < c.right; ++x) {
      bool ink = false;
      for (int y = 0; y < line.height(); ++y)
        ink = ink || std::to_integer<int>(line.row(y)[static_cast<std::size_t>(x)]) < 128;
      paper = paper || !ink;
    }
    CHECK(paper);
  }
}

TEST_CASE("network lines: a line reads the same alone, among others and with every kernel") {
  std::vector<PageImage> lines;
  for (int i = 0; i < 60; ++i) {
    const Box box{234, 300 + 30 * i, 300 + 11 * i, 40 + i};
    lines.push_back(cut(sample_page(), box));
  }
  lines.push_back(noise(300, 30));
  const auto together = read(lines);
  REQUIRE(together.size() == lines.size());
  for (std::size_t i = 0; i < lines.size(); i += 7) {
    CAPTURE(i);
    CHECK(same(together[i], read({lines[i]}).front()));
  }
  for (const Kernels* kernel : kernels()) {
    CAPTURE(kernel->name);
    NetworkLines other(network(), *kernel);
    const auto read_by_it = other.read(lines, in_a_minute());
    for (std::size_t i = 0; i < lines.size(); ++i) CHECK(same(read_by_it[i], together[i]));
  }
}

TEST_CASE("network lines: letters of 8 to 200 pixels are read alike") {
  // The heading, made larger and smaller by whole pixels.
  const PageImage line = cut(sample_page(), heading);
  for (const int times : {2, 3, 4}) {
    const PageImage large = filled(line.width() * times, line.height() * times, [&](std::size_t i) {
      const auto width = static_cast<std::size_t>(line.width() * times);
      const auto t = static_cast<std::size_t>(times);
      return std::to_integer<int>(line.row(static_cast<int>(i / width / t))[i % width / t]);
    });
    CAPTURE(times);
    CHECK(text_of(read({large}).front()).starts_with("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
  }
}

TEST_CASE("network lines: light letters on dark are read as dark ones on light") {
  const PageImage line = cut(sample_page(), heading);
  const PageImage inverted = filled(line.width(), line.height(), [&](std::size_t i) {
    const auto width = static_cast<std::size_t>(line.width());
    return 255 - std::to_integer<int>(line.row(static_cast<int>(i / width))[i % width]);
  });
  CHECK(text_of(read({inverted}).front()) == text_of(read({line}).front()));
}

TEST_CASE("network lines: a word on much paper is not taken for light on dark") {
  const PageImage word = cut(sample_page(), {534, 148, 90, 57});
  const PageImage line = filled(2600, 57, [&](std::size_t i) {
    const std::size_t x = i % 2600;
    const int grey = x < 90 ? std::to_integer<int>(word.row(static_cast<int>(i / 2600))[x]) : 255;
    return grey < 128 ? 0 : 255;
  });
  CHECK(text_of(read({line}).front()) == "CỘNG");
}

TEST_CASE("network lines: images of any shape are survived") {
  const int sizes[][2] = {{1, 1},      {2, 1},   {1, 2},    {1, 3000},  {3000, 1},
                          {10000, 30}, {12, 12}, {3, 5000}, {20000, 2}, {11, 400},
                          {100, 1200}, {7, 8},   {300, 200}};
  std::vector<PageImage> lines;
  for (const auto& [width, height] : sizes)
    for (const int value : {0, 128, 255}) lines.push_back(blank(width, height, value));
  for (const auto& [width, height] : sizes) lines.push_back(noise(width, height));
  lines.emplace_back();
  lines.emplace_back(8, 8, 200, PixelFormat::bilevel, std::vector<std::byte>(8));
  CHECK(read(lines).size() == lines.size());
  CHECK(read({blank(400, 40, 255)}).front().characters.empty());
  CHECK(text_of(read({cut(sample_page(), heading)}).front()).starts_with("CỘNG HÒA"));
}

TEST_CASE("network lines: a stop and a deadline end the reading between lines") {
  const std::vector<PageImage> lines(3000, cut(sample_page(), heading));
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

TEST_CASE("network lines: the engine says what it is, and what is wrong with a model") {
  CHECK(recognizer().name() == "network vie_sohoa");
  CHECK(test::cause_of([] { load_network("khong/co.traineddata"); }) == "data_missing");
  CHECK(test::cause_of([] { load_network(SOHOA_SOURCE_DIR "/README.md"); }) == "data_missing");
}

}  // namespace sohoa::ocr
