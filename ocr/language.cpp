#include "ocr/language.h"

#include "core/lexicon.h"
#include "ocr/calibration.h"
#include "ocr/judge.h"

namespace sohoa::ocr {

struct Language::Tables {
  explicit Tables(const std::filesystem::path& data)
      : lexicon(data), calibration(Calibration::load(data / "calibration.json")) {}
  Lexicon lexicon;
  Calibration calibration;
};

Language::Language(const std::filesystem::path& data)
    : tables_(std::make_unique<const Tables>(data)) {}

Language::Language(Language&&) noexcept = default;
Language& Language::operator=(Language&&) noexcept = default;
Language::~Language() = default;

std::vector<JudgedWord> Language::judge(const std::vector<ReadWord>& line) const {
  std::vector<JudgedWord> words;
  words.reserve(line.size());
  for (Judgement& judgement : judge_line(line, tables_->lexicon))
    words.push_back({std::move(judgement.text), tables_->calibration.probability(judgement.facts),
                     std::move(judgement.alternatives)});
  return words;
}

}  // namespace sohoa::ocr
