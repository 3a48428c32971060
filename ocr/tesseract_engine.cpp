#include "ocr/tesseract_engine.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include "core/error.h"

namespace sohoa::ocr {
namespace {

bool asked_to_stop(void* stop, int /*words*/) {
  return static_cast<const std::stop_token*>(stop)->stop_requested();
}

}  // namespace

void require_one_thread() {
  const char* threads = std::getenv("OMP_THREAD_LIMIT");
  if (threads == nullptr || std::string_view(threads) != "1")
    throw Error(Cause::data_missing,
                "OMP_THREAD_LIMIT is not set; 1 was expected since the start of the process");
}

TesseractEngine::TesseractEngine(const std::filesystem::path& tessdata, const std::string& language)
    : api_(std::make_unique<tesseract::TessBaseAPI>()), language_(language) {
  require_one_thread();
  api_->SetVariable("debug_file", "/dev/null");  // or it writes to stderr
  const std::string folder = tessdata.string();
  if (api_->Init(folder.empty() ? nullptr : folder.c_str(), language.c_str(),
                 tesseract::OEM_LSTM_ONLY) != 0)
    throw Error(Cause::data_missing,
                fmt::format("{}.traineddata: not found or not readable in {}", language,
                            folder.empty() ? "tesseract's own folder" : folder));
  // Or lines read with doubt are read a second time as white on black, which we know they are not.
  api_->SetVariable("tessedit_do_invert", "0");
  api_->SetVariable("invert_threshold", "0");
  // Two other readings of each character at most: 8 % more time, where five cost 17 %.
  api_->SetVariable("lstm_choice_mode", "2");
  api_->SetVariable("lstm_choice_iterations", "2");
}

TesseractEngine::~TesseractEngine() = default;

std::string TesseractEngine::name() const { return tesseract_name(language_); }

TesseractUse::TesseractUse(TesseractEngine& engine, Mode mode) : api_(*engine.api_) {
  api_.SetPageSegMode(mode == Mode::one_line ? tesseract::PSM_RAW_LINE
                                             : tesseract::PSM_SINGLE_COLUMN);
}

TesseractUse::~TesseractUse() { api_.Clear(); }

bool TesseractUse::recognise(const PageImage& image, const Deadline& deadline) {
  api_.SetImage(reinterpret_cast<const unsigned char*>(image.pixels().data()), image.width(),
                image.height(), 1, static_cast<int>(image.stride()));
  api_.SetSourceResolution(std::max(70, static_cast<int>(std::lround(image.dpi()))));
  tesseract::ETEXT_DESC monitor;
  std::stop_token stop = deadline.stop;
  monitor.cancel = asked_to_stop;
  monitor.cancel_this = &stop;
  monitor.end_time = deadline.until;
  return api_.Recognize(&monitor) == 0;
}

std::unique_ptr<tesseract::ResultIterator> TesseractUse::results() const {
  return std::unique_ptr<tesseract::ResultIterator>(api_.GetIterator());
}

std::string tesseract_name(const std::string& language) {
  return fmt::format("tesseract {}, {}", tesseract::TessBaseAPI::Version(), language);
}

}  // namespace sohoa::ocr
