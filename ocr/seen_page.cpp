#include "ocr/seen_page.h"

#include <algorithm>

#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

constexpr float likely_right = 0.8F;

std::size_t letters(const std::string& text) {
  const std::u32string points = to_utf32(text);
  return static_cast<std::size_t>(std::ranges::count_if(points, [](char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
           c >= 0xc0;
  }));
}

}  // namespace

std::vector<Box> word_boxes(const SeenPage& page) {
  std::vector<Box> boxes = page.written;
  for (const auto& line : page.lines)
    for (const SeenWord& word : line) boxes.push_back(word.box);
  return boxes;
}

std::size_t sure_letters(const SeenPage& page) {
  std::size_t sum = 0;
  for (const auto& line : page.lines)
    for (const SeenWord& word : line)
      if (word.confidence >= likely_right) sum += letters(word.text);
  return sum;
}

double mean_confidence(const SeenPage& page) {
  double sum = 0, count = 0;
  for (const auto& line : page.lines)
    for (const SeenWord& word : line) {
      const auto weight = static_cast<double>(letters(word.text));
      sum += weight * double{word.confidence};
      count += weight;
    }
  return count > 0 ? sum / count : 0;
}

}  // namespace sohoa::ocr
