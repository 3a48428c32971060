// Reading a page: its lines found from the ink, recognised one by one, and judged.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/mrz.h"
#include "core/page.h"

namespace sohoa::ocr {

// Who reads lines: our own engine, or libtesseract with the same network and its dictionary, ten
// times slower.
enum class LineEngine : std::uint8_t { network, tesseract };

struct ReaderSettings {
  std::filesystem::path model;  // a .traineddata; empty: models/ocr/vie_sohoa.traineddata
  std::filesystem::path text;   // folder models/text; empty: readings stay as the engine has them
  LineEngine engine = LineEngine::network;
  int page_seconds = 60;  // then the page is given up: Error(reading_failed)
};

struct Reading {
  PageText text;            // of print only: what looks written by hand is not guessed at
  std::vector<Mark> marks;  // handwriting and unread ink
  // Whose lines they are: "lines", our own, or "tesseract", its page layout, for a page that could
  // be read better by it; "" for a page without text.
  std::string layout;
};

// One engine; used by one thread, kept for the worker's life. libtesseract is started at the first
// page that needs it.
// Requires OMP_THREAD_LIMIT=1 in the environment since process start (libtesseract asks for four
// threads and is five times slower with them): throws Error(data_missing) otherwise, and also if
// the model is not found or not usable.
class Reader {
 public:
  explicit Reader(const ReaderSettings& settings);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // Reads page.reading; tick boxes among its marks become the words ☐ and ☒. Needs its placement,
  // marks and tables. Words are NFC. Throws Error(reading_failed), Error(stopped).
  Reading read(const Page& page, const std::stop_token& stop);

  // What the zone of an identity card says that lies in this part of a page, gray8
  // (machine_zone.h). Throws as read() does.
  std::optional<MrzLines> read_machine_zone(const PageImage& part, const std::stop_token& stop);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

// "network vie_sohoa" or "tesseract 5.3.0, vie_sohoa": for the software list of a dossier.
std::string engine_name(const ReaderSettings& settings);

}  // namespace sohoa::ocr
