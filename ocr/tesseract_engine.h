// One libtesseract, opened once and kept for a worker's life: it reads single lines
// (tesseract_lines.h) and whole pages by a layout of its own (tesseract_page.h).
#pragma once
#include <filesystem>
#include <memory>
#include <string>

namespace tesseract {
class TessBaseAPI;
}

namespace sohoa::ocr {

// Used by one thread. Start costs 0.1 s.
class TesseractEngine {
 public:
  // `tessdata`: folder with LANGUAGE.traineddata; empty: Tesseract's own. Requires
  // OMP_THREAD_LIMIT=1 in the environment since process start (libtesseract asks for four threads
  // and is five times slower with them). Throws Error(data_missing).
  TesseractEngine(const std::filesystem::path& tessdata, const std::string& language);
  TesseractEngine(TesseractEngine&&) noexcept;
  TesseractEngine& operator=(TesseractEngine&&) noexcept;
  ~TesseractEngine();

  tesseract::TessBaseAPI& api() noexcept { return *api_; }
  std::string name() const;  // "tesseract 5.3.0, vie"

 private:
  std::unique_ptr<tesseract::TessBaseAPI> api_;
  std::string language_;
};

std::string tesseract_name(const std::string& language);

}  // namespace sohoa::ocr
