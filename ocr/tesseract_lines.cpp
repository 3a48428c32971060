#include "ocr/tesseract_lines.h"

#include <algorithm>

#include <tesseract/resultiterator.h>

#include "ocr/tesseract_symbols.h"

namespace sohoa::ocr {
namespace {

// The network reads lines scaled to 36 pixels; with less than this it is refused or, very wide,
// would be blown up to gigabytes.
constexpr int least_side = 12;
constexpr int most_widths_per_height = 150;
constexpr int most_pixels = 1 << 25;
// Paper with no ink to speak of: there is nothing to read.
constexpr int least_contrast = 16;

struct Range {
  std::uint8_t darkest = 255, lightest = 0;
};

Range range_of(const PageImage& image) {
  Range range;
  for (const std::byte b : image.pixels()) {
    const auto value = std::to_integer<std::uint8_t>(b);
    range.darkest = std::min(range.darkest, value);
    range.lightest = std::max(range.lightest, value);
  }
  return range;
}

// The line with paper added below and to the right until its shape is one that can be read.
PageImage readable_shape(const PageImage& line, std::uint8_t paper) {
  const int height =
      std::max({line.height(), least_side, (line.width() + 1) / most_widths_per_height});
  const int width = std::max({line.width(), least_side, height / 4});
  if (width == line.width() && height == line.height()) return line;
  std::vector<std::byte> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                std::byte{paper});
  for (int y = 0; y < line.height(); ++y)
    std::ranges::copy(line.row(y), pixels.begin() + std::ptrdiff_t{y} * width);
  return PageImage(width, height, line.dpi(), PixelFormat::gray8, std::move(pixels));
}

void check(const Deadline& deadline) {
  if (deadline.stop.stop_requested()) throw Error(Cause::stopped, "reading was interrupted");
  if (std::chrono::steady_clock::now() >= deadline.until)
    throw Error(Cause::reading_failed, "lines: not read within the time given to a page");
}

LineReading characters(tesseract::ResultIterator& at) {
  LineReading reading;
  at.Begin();
  do {
    Character character = symbol_at(at);
    if (character.text.empty()) continue;
    if (at.IsAtBeginningOf(tesseract::RIL_WORD) && !reading.characters.empty()) {
      const int before = reading.characters.back().right;
      reading.characters.push_back(
          {" ", character.confidence, before, std::max(before, character.left), {}});
    }
    reading.characters.push_back(std::move(character));
  } while (at.Next(tesseract::RIL_SYMBOL));
  return reading;
}

LineReading read_line(TesseractUse& engine, const PageImage& line, const Deadline& deadline) {
  if (!engine.recognise(line, deadline)) return {};
  const auto results = engine.results();
  return results ? characters(*results) : LineReading{};
}

}  // namespace

TesseractLines::TesseractLines(std::shared_ptr<TesseractEngine> engine)
    : engine_(std::move(engine)) {}

std::string TesseractLines::name() const { return engine_->name(); }

std::vector<LineReading> TesseractLines::read(std::span<const PageImage> lines,
                                              const Deadline& deadline) {
  TesseractUse engine(*engine_, TesseractUse::Mode::one_line);
  std::vector<LineReading> readings;
  readings.reserve(lines.size());
  for (const PageImage& line : lines) {
    check(deadline);
    LineReading reading;
    if (!line.empty() && line.format() == PixelFormat::gray8 &&
        std::int64_t{line.width()} * line.height() <= most_pixels) {
      const Range range = range_of(line);
      if (range.lightest - range.darkest >= least_contrast)
        reading = read_line(engine, readable_shape(line, range.lightest), deadline);
    }
    readings.push_back(std::move(reading));
  }
  if (!lines.empty()) check(deadline);
  return readings;
}

}  // namespace sohoa::ocr
