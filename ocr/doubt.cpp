#include "ocr/doubt.h"

#include <algorithm>

#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

// Of a line's letters and digits, on the engine's scale, below which they are guesses. Few letters
// must be surer: they are more easily made of dirt.
constexpr float guessed = 0.93F, guessed_few = 0.95F;
constexpr int few = 4;

bool is_letter_or_digit(const Character& c) {
  const std::u32string text = to_utf32(c.text);
  return !text.empty() &&
         ((text[0] >= U'0' && text[0] <= U'9') || (text[0] >= U'a' && text[0] <= U'z') ||
          (text[0] >= U'A' && text[0] <= U'Z') || (text[0] >= 0xc0 && text[0] < 0x2000));
}

}  // namespace

double common_x_height(const Layout& layout) {
  std::vector<double> heights;
  for (const TextLine& line : layout.lines)
    heights.insert(heights.end(), line.pieces.size(), line.x_height);
  if (heights.empty()) return 16;
  const auto middle = heights.begin() + std::ssize(heights) / 2;
  std::ranges::nth_element(heights, middle);
  return std::max(*middle, 4.0);
}

bool may_be_text(const TextLine& line, double common_x_height) {
  return line.box.h >= 0.6 * common_x_height && line.box.w >= 0.15 * common_x_height;
}

bool is_text(const WordLine& words, const TextLine& line, double common_x_height) {
  int letters = 0, others = 0;
  float sum = 0;
  for (const ReadWord& word : words)
    for (const Character& c : word.characters) {
      if (is_letter_or_digit(c)) {
        ++letters;
        sum += c.confidence;
      } else {
        ++others;
      }
    }
  if (letters == 0 || others > 2 * letters) return false;
  if (sum / static_cast<float>(letters) < (letters <= few ? guessed_few : guessed)) return false;
  // One upright stroke: a dash of a border as likely as a one.
  if (letters + others == 1 && line.box.h > 3.3 * line.box.w) return false;
  return letters > 1 || line.box.h >= 0.8 * common_x_height;
}

}  // namespace sohoa::ocr
