// Pictures of lines, and what every recogniser of lines must do with them.
#pragma once
#include <string>
#include <thread>
#include <vector>

#include "ocr/line_recognizer.h"
#include "tests/support/cause_of.h"
#include "tests/unit/ocr/sample_page.h"

namespace sohoa::ocr {

// Of the sample page: its heading, and a line of its text.
inline const Box heading{534, 148, 731, 57}, sentence{234, 925, 958, 57};

inline Deadline in_a_minute() {
  return {{}, std::chrono::steady_clock::now() + std::chrono::minutes(1)};
}

inline std::string text_of(const LineReading& reading) {
  std::string text;
  for (const Character& c : reading.characters) text += c.text;
  return text;
}

// The pixel at each place, row by row, is `value` of its number.
inline PageImage filled(int width, int height, auto value) {
  std::vector<std::byte> pixels(std::size_t(width) * std::size_t(height));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = std::byte(std::uint8_t(value(i)));
  return PageImage(width, height, 200, PixelFormat::gray8, std::move(pixels));
}
inline PageImage blank(int width, int height, int value) {
  return filled(width, height, [=](std::size_t) { return value; });
}
inline PageImage noise(int width, int height) {
  return filled(width, height,
                [](std::size_t i) { return (i * 2654435761U >> 13U) & 1U ? 255 : 0; });
}

inline void check_any_shape_is_survived(LineRecognizer& recognizer) {
  const int sizes[][2] = {{1, 1},      {2, 1},   {1, 2},    {1, 3000},  {3000, 1},
                          {10000, 30}, {12, 12}, {3, 5000}, {20000, 2}, {11, 400},
                          {100, 1200}, {7, 8},   {300, 200}};
  std::vector<PageImage> lines;
  for (const auto& [width, height] : sizes)
    for (const int value : {0, 128, 255}) lines.push_back(blank(width, height, value));
  for (const auto& [width, height] : sizes) lines.push_back(noise(width, height));
  lines.emplace_back();
  lines.emplace_back(8, 8, 200, PixelFormat::bilevel, std::vector<std::byte>(8));
  CHECK(recognizer.read(lines, in_a_minute()).size() == lines.size());
  const std::vector<PageImage> good{blank(400, 40, 255), cut(sample_page(), heading)};
  const auto readings = recognizer.read(good, in_a_minute());
  CHECK(readings.front().characters.empty());
  CHECK(text_of(readings.back()).starts_with("CỘNG HÒA"));
}

// `count` lines must take it longer than a thread needs to start.
inline void check_stop_and_deadline(LineRecognizer& recognizer, std::size_t count) {
  const std::vector<PageImage> lines(count, cut(sample_page(), heading));
  std::stop_source stop;
  Deadline deadline = in_a_minute();
  deadline.stop = stop.get_token();
  std::jthread later([&stop] { stop.request_stop(); });
  CHECK(test::cause_of([&] { recognizer.read(lines, deadline); }) == "stopped");
  later.join();
  CHECK(test::cause_of([&] {
          recognizer.read(lines, {{}, std::chrono::steady_clock::now()});
        }) == "reading_failed");
  CHECK(recognizer.read({}, in_a_minute()).empty());
}

}  // namespace sohoa::ocr
