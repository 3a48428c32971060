// Reading a page: its lines found from the ink, recognised one by one, and judged.
#pragma once
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/page.h"

namespace sohoa::ocr {

struct ReaderSettings {
  std::filesystem::path tessdata;  // folder with LANGUAGE.traineddata; empty: Tesseract's own
  std::filesystem::path text;  // folder models/text; empty: readings stay as the engine has them
  std::string language = "vie";
  int page_seconds = 60;  // then the page is given up: Error(reading_failed)
};

struct Reading {
  PageText text;            // of print only: what looks written by hand is not guessed at
  std::vector<Mark> marks;  // handwriting and unread ink
  // Whose lines they are: "lines", our own, or "tesseract", its page layout, for a page that could
  // be read better by it; "" for a page without text.
  std::string layout;
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

  // Reads page.reading; tick boxes among its marks become the words ☐ and ☒. Needs its placement,
  // marks and tables. Words are NFC. Throws Error(reading_failed), Error(stopped).
  Reading read(const Page& page, const std::stop_token& stop);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

// "tesseract 5.3.0, vie": for the software list of a dossier.
std::string engine_name(const ReaderSettings& settings);

}  // namespace sohoa::ocr
