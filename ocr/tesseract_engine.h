// One libtesseract, opened once and kept for a worker's life: it reads single lines
// (tesseract_lines.h) and whole pages by a layout of its own (tesseract_page.h).
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "ocr/line_recognizer.h"
#include "ocr/raw_images.h"

namespace tesseract {
class ResultIterator;
class TessBaseAPI;
}  // namespace tesseract

namespace sohoa::ocr {

// Throws Error(data_missing) unless OMP_THREAD_LIMIT=1 is in the environment; it must have been
// since process start (libtesseract asks for four threads and is five times slower with them).
void require_one_thread();

// Used by one thread. Start costs 0.1 s.
class TesseractEngine {
 public:
  // `tessdata`: folder with LANGUAGE.traineddata; empty: Tesseract's own. Throws
  // Error(data_missing), also as require_one_thread() does.
  TesseractEngine(const std::filesystem::path& tessdata, const std::string& language);
  ~TesseractEngine();

  std::string name() const;  // "tesseract 5.3.0, vie"

 private:
  friend class TesseractUse;
  std::unique_ptr<tesseract::TessBaseAPI> api_;
  std::string language_;
};

// One use of the engine: images recognised in one mode, one after the other.
class TesseractUse {
 public:
  enum class Mode { one_line, page };
  TesseractUse(TesseractEngine& engine, Mode mode);
  TesseractUse(const TesseractUse&) = delete;
  TesseractUse& operator=(const TesseractUse&) = delete;
  ~TesseractUse();  // the last image and its results go, the engine stays

  // `image`: gray8. False if the engine gave up: stopped, out of time, or for reasons of its own.
  bool recognise(const PageImage& image, const Deadline& deadline);
  // Of the last image, valid until the next; null if there is nothing on it.
  std::unique_ptr<tesseract::ResultIterator> results() const;

 private:
  tesseract::TessBaseAPI& api_;
  RawImages raw_images_;
};

std::string tesseract_name(const std::string& language);

}  // namespace sohoa::ocr
