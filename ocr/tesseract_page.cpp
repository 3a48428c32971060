#include "ocr/tesseract_page.h"

#include <tesseract/resultiterator.h>

#include "ocr/tesseract_symbols.h"

namespace sohoa::ocr {
namespace {

// The word that `at` stands on; leaves it on the word's last symbol.
ReadWord read_word(tesseract::ResultIterator& at) {
  ReadWord word;
  int left = 0, top = 0, right = 0, bottom = 0;
  if (at.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom))
    word.box = {left, top, right - left, bottom - top};
  for (;;) {
    if (Character c = symbol_at(at); !c.text.empty()) word.characters.push_back(std::move(c));
    if (at.IsAtFinalElement(tesseract::RIL_WORD, tesseract::RIL_SYMBOL)) break;
    if (!at.Next(tesseract::RIL_SYMBOL)) break;
  }
  return word;
}

std::vector<WordLine> read_lines(tesseract::ResultIterator& at) {
  std::vector<WordLine> lines;
  at.Begin();
  bool new_line = true;
  do {
    if (at.Empty(tesseract::RIL_WORD)) continue;
    if (new_line || at.IsAtBeginningOf(tesseract::RIL_TEXTLINE)) lines.emplace_back();
    new_line = false;
    if (ReadWord word = read_word(at); !word.characters.empty() && !word.box.empty())
      lines.back().push_back(std::move(word));
  } while (at.Next(tesseract::RIL_WORD));
  std::erase_if(lines, [](const WordLine& line) { return line.empty(); });
  return lines;
}

}  // namespace

std::vector<WordLine> read_by_tesseract_layout(TesseractEngine& engine, const PageImage& reading,
                                               const Deadline& deadline) {
  TesseractUse use(engine, TesseractUse::Mode::page);
  const bool whole = use.recognise(reading, deadline);
  if (deadline.stop.stop_requested()) throw Error(Cause::stopped, "reading was interrupted");
  if (!whole)
    throw Error(Cause::reading_failed, std::chrono::steady_clock::now() >= deadline.until
                                           ? "the page was not read within the time given to it"
                                           : "tesseract gave the page up");
  const auto results = use.results();
  return results ? read_lines(*results) : std::vector<WordLine>{};
}

}  // namespace sohoa::ocr
