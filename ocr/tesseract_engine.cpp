#include "ocr/tesseract_engine.h"

#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <tesseract/baseapi.h>

#include "core/error.h"

namespace sohoa::ocr {

TesseractEngine::TesseractEngine(const std::filesystem::path& tessdata, const std::string& language)
    : api_(std::make_unique<tesseract::TessBaseAPI>()), language_(language) {
  const char* threads = std::getenv("OMP_THREAD_LIMIT");
  if (threads == nullptr || std::string_view(threads) != "1")
    throw Error(Cause::data_missing,
                "OMP_THREAD_LIMIT is not set; 1 was expected since the start of the process");
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
}

TesseractEngine::TesseractEngine(TesseractEngine&&) noexcept = default;
TesseractEngine& TesseractEngine::operator=(TesseractEngine&&) noexcept = default;
TesseractEngine::~TesseractEngine() = default;

std::string TesseractEngine::name() const { return tesseract_name(language_); }

std::string tesseract_name(const std::string& language) {
  return fmt::format("tesseract {}, {}", tesseract::TessBaseAPI::Version(), language);
}

}  // namespace sohoa::ocr
