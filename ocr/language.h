// What Vietnamese office texts say about a doubtful reading, and how far a reading can be trusted.
//
// Never invents: a reading is chosen only among those that the engine found nearly as likely.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ocr/words.h"

namespace sohoa::ocr {

struct JudgedWord {
  std::string text;                       // NFC
  float confidence = 0;                   // 0..1, calibrated (Word::confidence)
  std::vector<std::string> alternatives;  // the engine's own reading first if another was chosen
};

// Immutable after construction; may be shared between threads.
class Language {
 public:
  // `data`: the folder models/text. Throws Error(data_missing).
  explicit Language(const std::filesystem::path& data);
  Language(Language&&) noexcept;
  Language& operator=(Language&&) noexcept;
  ~Language();

  // One judgement for each word of one line, in order.
  std::vector<JudgedWord> judge(const std::vector<ReadWord>& line) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace sohoa::ocr
