#include "ocr/reader.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include "core/frames.h"
#include "core/vietnamese.h"
#include "ocr/raw_images.h"

namespace sohoa::ocr {
namespace {

using Iterator = std::unique_ptr<tesseract::ResultIterator>;

// A word is one token: what Tesseract may leave of white space inside is dropped.
std::string clean_text(const char* utf8) {
  std::u32string text = to_utf32(nfc(utf8));
  std::erase_if(text,
                [](char32_t c) { return c <= U' ' || (c >= 0x7f && c <= 0xa0) || c == 0x3000; });
  return to_utf8(text);
}

Line read_line(tesseract::ResultIterator& at, const Frames& frames) {
  Line line;
  do {
    const std::unique_ptr<char[]> text(at.GetUTF8Text(tesseract::RIL_WORD));
    int left = 0, top = 0, right = 0, bottom = 0;
    if (!text || !at.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
    Word word;
    word.text = clean_text(text.get());
    if (word.text.empty()) continue;
    word.upright = frames.upright({left, top, right - left, bottom - top});
    word.box = frames.original(word.upright);
    word.confidence = std::clamp(at.Confidence(tesseract::RIL_WORD) / 100, 0.0F, 1.0F);
    line.upright = united(line.upright, word.upright);
    line.box = united(line.box, word.box);
    line.words.push_back(std::move(word));
  } while (!at.IsAtFinalElement(tesseract::RIL_TEXTLINE, tesseract::RIL_WORD) &&
           at.Next(tesseract::RIL_WORD));
  return line;
}

std::vector<Line> read_lines(tesseract::ResultIterator& at, const Frames& frames) {
  std::vector<Line> lines;
  at.Begin();
  do {
    if (at.Empty(tesseract::RIL_WORD)) continue;
    if (Line line = read_line(at, frames); !line.words.empty()) lines.push_back(std::move(line));
  } while (at.Next(tesseract::RIL_TEXTLINE));
  return lines;
}

bool asked_to_stop(void* stop, int /*words*/) {
  return static_cast<const std::stop_token*>(stop)->stop_requested();
}

}  // namespace

struct Reader::Engine {
  tesseract::TessBaseAPI api;
  int page_seconds = 60;
};

Reader::Reader(const ReaderSettings& settings) : engine_(std::make_unique<Engine>()) {
  const char* threads = std::getenv("OMP_THREAD_LIMIT");
  if (threads == nullptr || std::string_view(threads) != "1")
    throw Error(Cause::data_missing,
                "OMP_THREAD_LIMIT is not set; 1 was expected since the start of the process");
  auto& api = engine_->api;
  engine_->page_seconds = settings.page_seconds;
  api.SetVariable("debug_file", "/dev/null");  // or it writes to stderr
  const std::string folder = settings.tessdata.string();
  if (api.Init(folder.empty() ? nullptr : folder.c_str(), settings.language.c_str(),
               tesseract::OEM_LSTM_ONLY) != 0)
    throw Error(Cause::data_missing,
                fmt::format("{}.traineddata: not found or not readable in {}", settings.language,
                            folder.empty() ? "tesseract's own folder" : folder));
  api.SetPageSegMode(tesseract::PSM_AUTO);
}

Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Reading Reader::read(const Page& page, const std::stop_token& stop) {
  const PageImage& reading = page.reading;
  if (reading.format() != PixelFormat::gray8 || reading.empty())
    throw Error(Cause::bug, "a page is read from gray8 pixels only");
  if (stop.stop_requested()) throw Error(Cause::stopped, "reading was interrupted");
  auto& api = engine_->api;
  const RawImages raw_line_images;
  struct Cleared {  // the page's pixels and results go, the engine stays
    tesseract::TessBaseAPI& engine;
    ~Cleared() { engine.Clear(); }
  } const cleared{api};

  api.SetImage(reinterpret_cast<const unsigned char*>(reading.pixels().data()), reading.width(),
               reading.height(), 1, static_cast<int>(reading.stride()));
  api.SetSourceResolution(static_cast<int>(std::lround(reading.dpi())));
  tesseract::ETEXT_DESC monitor;
  std::stop_token token = stop;
  monitor.cancel = asked_to_stop;
  monitor.cancel_this = &token;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(engine_->page_seconds);
  monitor.end_time = until;
  const int failed = api.Recognize(&monitor);
  if (stop.stop_requested()) throw Error(Cause::stopped, "reading was interrupted");
  if (failed != 0)
    throw Error(Cause::reading_failed,
                std::chrono::steady_clock::now() >= until
                    ? fmt::format("the page was not read within {} s", engine_->page_seconds)
                    : std::string("tesseract gave the page up"));

  const Iterator iterator(api.GetIterator());
  if (!iterator) return {};  // a blank page
  Reading result;
  result.text.lines = read_lines(*iterator, Frames(page));
  return result;
}

std::string engine_name(const ReaderSettings& settings) {
  return fmt::format("tesseract {}, {}", tesseract::TessBaseAPI::Version(), settings.language);
}

}  // namespace sohoa::ocr
