// From the grey pixels of one text line to its characters: the seam between finding lines and the
// engine that reads them.
#pragma once
#include <chrono>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/page.h"

namespace sohoa::ocr {

struct Alternative {
  std::string text;      // one letter with its marks, NFC
  float confidence = 0;  // 0..1, on the scale of the chosen character's
};

struct Character {
  std::string text;         // one letter with its marks, NFC; " " between words
  float confidence = 0;     // 0..1, as the engine puts it
  int left = 0, right = 0;  // where it is, pixels of the line image; engines are off by a letter
  std::vector<Alternative> others;  // what else it may be, best first; without the chosen one
};

struct LineReading {
  std::vector<Character> characters;  // left to right
};

struct Deadline {
  std::stop_token stop;
  std::chrono::steady_clock::time_point until;

  // Throws Error(stopped) or Error(reading_failed) when it is time.
  void check() const;
};

// Owned and used by one thread.
class LineRecognizer {
 public:
  virtual ~LineRecognizer() = default;
  virtual std::string name() const = 0;  // "tesseract 5.3.0, vie"
  // One reading for each line, in order. Lines are gray8, dark on light, each upright and alone but
  // for what reaches in from its neighbours; any size from 1x1. Throws Error(reading_failed),
  // Error(stopped).
  virtual std::vector<LineReading> read(std::span<const PageImage> lines,
                                        const Deadline& deadline) = 0;
};

}  // namespace sohoa::ocr
