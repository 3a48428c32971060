#include "ocr/tesseract_symbols.h"

#include <algorithm>
#include <memory>

#include <tesseract/resultiterator.h>

#include "core/vietnamese.h"
#include "ocr/letter.h"

namespace sohoa::ocr {
namespace {

std::string letter(const char* utf8) { return to_utf8(letter_of(utf8)); }

float share(float percent) { return std::clamp(percent / 100, 0.0F, 1.0F); }

std::vector<Alternative> others(const tesseract::ResultIterator& at, const std::string& chosen) {
  std::vector<Alternative> result;
  tesseract::ChoiceIterator choice(at);
  do {
    const char* utf8 = choice.GetUTF8Text();
    if (utf8 == nullptr) continue;
    Alternative other{letter(utf8), share(choice.Confidence())};
    if (other.text.empty() || other.text == chosen || other.confidence <= 0) continue;
    result.push_back(std::move(other));
  } while (choice.Next());
  return result;
}

}  // namespace

Character symbol_at(const tesseract::ResultIterator& at) {
  const std::unique_ptr<char[]> utf8(at.GetUTF8Text(tesseract::RIL_SYMBOL));
  int left = 0, top = 0, right = 0, bottom = 0;
  if (!utf8 || !at.BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom)) return {};
  Character character{
      letter(utf8.get()), share(at.Confidence(tesseract::RIL_SYMBOL)), left, right, {}};
  if (!character.text.empty()) character.others = others(at, character.text);
  return character;
}

}  // namespace sohoa::ocr
