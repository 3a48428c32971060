#include "ocr/network_lines.h"

#include <algorithm>
#include <utility>

#include "core/resources.h"
#include "core/vietnamese.h"
#include "tests/unit/ocr/line_images.h"

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

std::vector<LineReading> read(const std::vector<PageImage>& lines) {
  return recognizer().read(lines, in_a_minute());
}

bool same(const LineReading& one, const LineReading& other) {
  return std::ranges::equal(
      one.characters, other.characters, [](const Character& a, const Character& b) {
        return a.text == b.text && a.confidence == b.confidence && a.left == b.left &&
               a.right == b.right && a.others.size() == b.others.size();
      });
}

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

TEST_CASE("network lines: letters half as large and up to four times as large are read alike") {
  const PageImage line = cut(sample_page(), heading);
  // Whole pixels taken apart, or left out.
  const auto scaled = [&](int times, int of) {
    const int width = line.width() * times / of, height = line.height() * times / of;
    return filled(width, height, [&](std::size_t i) {
      const int x = static_cast<int>(i) % width * of / times;
      const int y = static_cast<int>(i) / width * of / times;
      return std::to_integer<int>(line.row(y)[static_cast<std::size_t>(x)]);
    });
  };
  for (const auto& [times, of] : {std::pair(1, 2), {2, 1}, {3, 1}, {4, 1}}) {
    CAPTURE(times);
    CAPTURE(of);
    CHECK(text_of(read({scaled(times, of)}).front())
              .starts_with("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
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
  check_any_shape_is_survived(recognizer());
}

TEST_CASE("network lines: a stop and a deadline end the reading") {
  check_stop_and_deadline(recognizer(), 3000);
}

TEST_CASE("network lines: the engine says what it is, and what is wrong with a model") {
  CHECK(recognizer().name() == "network vie_sohoa");
  CHECK(test::cause_of([] { load_network("khong/co.traineddata"); }) == "data_missing");
  CHECK(test::cause_of([] { load_network(SOHOA_SOURCE_DIR "/README.md"); }) == "data_missing");
}

}  // namespace sohoa::ocr
