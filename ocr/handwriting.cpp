#include "ocr/handwriting.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sohoa::ocr {
namespace {

constexpr float guessed = 0.85F;  // mean of a word's characters, on the engine's scale

double median(std::vector<double> values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::ranges::nth_element(values, middle);
  return *middle;
}

bool is_body(const Piece& piece, double x_height) { return piece.box.h >= 0.6 * x_height; }

// The line on which the word's neighbours stand; the whole line's if there are too few.
double baseline_beside(const Box& word, const TextLine& line) {
  std::vector<double> bottoms;
  for (const Piece& piece : line.pieces) {
    const int away = std::max(word.x - piece.box.right(), piece.box.x - word.right());
    if (away >= 0 && away < 10 * line.x_height && is_body(piece, line.x_height))
      bottoms.push_back(piece.box.bottom());
  }
  return bottoms.size() < 5 ? line.baseline : median(std::move(bottoms));
}

// Print stands on the baseline or reaches below it by a descender, and is no taller than a capital
// with two marks.
bool off_the_line(const Box& box, double baseline, double x_height) {
  const double below = (box.bottom() - baseline) / x_height;
  const bool stands = std::abs(below) < 0.2 || (below > 0.2 && below < 0.75);
  return !stands || box.h > 2.5 * x_height;
}

}  // namespace

bool looks_written(const ReadWord& word, const TextLine& line) {
  float sum = 0;
  for (const Character& c : word.characters) sum += c.confidence;
  if (sum >= guessed * static_cast<float>(word.characters.size())) return false;
  const double baseline = baseline_beside(word.box, line);
  int bodies = 0, off = 0;
  for (const Piece& piece : line.pieces) {
    const int centre = piece.box.x + piece.box.w / 2;
    if (centre < word.box.x || centre >= word.box.right() || !is_body(piece, line.x_height))
      continue;
    ++bodies;
    off += off_the_line(piece.box, baseline, line.x_height) ? 1 : 0;
  }
  return bodies > 0 && 2 * off >= bodies;
}

bool looks_written(std::span<const Piece> pieces, double x_height) {
  double all = 0, running = 0;
  for (const Piece& piece : pieces) {
    all += piece.ink;
    const bool runs_on = piece.box.w > 2.5 * x_height && piece.box.h > x_height;
    const bool tall = piece.box.h > 2.5 * x_height;
    if (runs_on || tall) running += piece.ink;
  }
  return running > 0.5 * all;
}

}  // namespace sohoa::ocr
