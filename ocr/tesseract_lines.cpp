#include "ocr/tesseract_lines.h"

#include <algorithm>

#include <tesseract/resultiterator.h>

#include "ocr/line_shape.h"
#include "ocr/tesseract_symbols.h"

namespace sohoa::ocr {
namespace {

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
    deadline.check();
    const PageImage image = readable(line);
    readings.push_back(image.empty() ? LineReading{} : read_line(engine, image, deadline));
  }
  if (!lines.empty()) deadline.check();
  return readings;
}

}  // namespace sohoa::ocr
