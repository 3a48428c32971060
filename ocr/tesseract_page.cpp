#include "ocr/tesseract_page.h"

#include <algorithm>
#include <cmath>

#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include "ocr/raw_images.h"
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
    if (Character c = symbol_at(at, true); !c.text.empty()) word.characters.push_back(std::move(c));
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

bool asked_to_stop(void* stop, int /*words*/) {
  return static_cast<const std::stop_token*>(stop)->stop_requested();
}

}  // namespace

std::vector<WordLine> read_by_tesseract_layout(TesseractEngine& engine, const PageImage& reading,
                                               const Deadline& deadline) {
  auto& api = engine.api();
  const RawImages raw_images;
  struct Cleared {  // the page's pixels and results go, the engine stays
    tesseract::TessBaseAPI& engine;
    ~Cleared() { engine.Clear(); }
  } const cleared{api};
  api.SetPageSegMode(tesseract::PSM_SINGLE_COLUMN);
  api.SetImage(reinterpret_cast<const unsigned char*>(reading.pixels().data()), reading.width(),
               reading.height(), 1, static_cast<int>(reading.stride()));
  api.SetSourceResolution(std::max(70, static_cast<int>(std::lround(reading.dpi()))));
  tesseract::ETEXT_DESC monitor;
  std::stop_token stop = deadline.stop;
  monitor.cancel = asked_to_stop;
  monitor.cancel_this = &stop;
  monitor.end_time = deadline.until;
  const int failed = api.Recognize(&monitor);
  if (deadline.stop.stop_requested()) throw Error(Cause::stopped, "reading was interrupted");
  if (failed != 0)
    throw Error(Cause::reading_failed, std::chrono::steady_clock::now() >= deadline.until
                                           ? "the page was not read within the time given to it"
                                           : "tesseract gave the page up");
  const std::unique_ptr<tesseract::ResultIterator> iterator(api.GetIterator());
  return iterator ? read_lines(*iterator) : std::vector<WordLine>{};
}

}  // namespace sohoa::ocr
