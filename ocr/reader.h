// Reading a page: Tesseract in process.
#pragma once
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "core/page.h"

namespace sohoa::ocr {

struct ReaderSettings {
  std::filesystem::path tessdata;  // folder with LANGUAGE.traineddata; empty: Tesseract's own
  std::string language = "vie";
  int page_seconds = 60;  // then the page is given up: Error(reading_failed)
};

// One engine; used by one thread, kept for the worker's life (start costs 0.1 s).
// Requires OMP_THREAD_LIMIT=1 in the environment since process start (libtesseract asks for four
// threads and is five times slower with them): throws Error(data_missing) otherwise, and also if
// the language data is not found.
class Reader {
 public:
  explicit Reader(const ReaderSettings& settings);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // The text of an upright grey page with boxes in the frames of its width x height original
  // (core/page.h). Words are NFC. Throws Error(reading_failed), Error(stopped).
  PageText read(const PageImage& reading, const Placement& placement, int width, int height,
                const std::stop_token& stop);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

// "tesseract 5.3.0, vie": for the software list of a dossier.
std::string engine_name(const ReaderSettings& settings);

}  // namespace sohoa::ocr
