#include "ocr/handwriting.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

constexpr float sure = 0.9995F;         // on the engine's scale: print is mostly above
constexpr double most_irregular = 0.1;  // of a line's other letters, else the copy is bad

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, values.begin() + at);
  return values[static_cast<std::size_t>(at)];
}

// Most letters of the line are small ones, so that its x-height is one.
bool is_lower_case(const LineReading& reading) {
  int small = 0, others = 0;
  for (const Character& c : reading.characters) {
    if (c.text == " ") continue;
    const bool is_small = lower(c.text) == c.text && upper(c.text) != c.text;
    (is_small ? small : others) += 1;
  }
  return small > others;
}

// The regular shapes of a line's print.
class Print {
 public:
  Print(const LineReading& reading, const TextLine& line) : line_(line) {
    std::vector<double> heights;
    for (const Piece& piece : line.pieces)
      if (is_body(piece)) heights.push_back(piece.box.h);
    tallest_ = quantile(std::move(heights), 0.75);
    if (is_lower_case(reading)) tallest_ = std::max(tallest_, 1.5 * line.x_height);
  }

  bool is_body(const Piece& piece) const { return piece.box.h >= 0.6 * line_.x_height; }

  // Neither as tall as print nor standing as it does: on the line its neighbours stand on, or below
  // it by a descender.
  bool breaks(const Piece& piece) const {
    if (!is_body(piece)) return false;
    const double below = (piece.box.bottom() - line_beside(piece.box)) / line_.x_height;
    const bool stands = std::abs(below) < 0.12 || (below > 0.2 && below < 0.65);
    return piece.box.h > 1.12 * tallest_ || (!stands && piece.box.h > 0.75 * tallest_);
  }

 private:
  double line_beside(const Box& box) const {
    std::vector<double> bottoms;
    for (const Piece& piece : line_.pieces) {
      const int away = std::max(piece.box.x - box.right(), box.x - piece.box.right());
      if (is_body(piece) && away >= 0 && away < 12 * line_.x_height)
        bottoms.push_back(piece.box.bottom());
    }
    return bottoms.size() < 4 ? line_.baseline : quantile(std::move(bottoms), 0.4);
  }

  const TextLine& line_;
  double tallest_ = 0;
};

struct Span {
  double left, right;
  bool holds(double x) const { return x >= left && x < right; }
};

double centre(const Character& c, const Box& origin) { return origin.x + (c.left + c.right) / 2.0; }

// Mean confidence of the characters there; 1 if there are none.
float confidence(const LineReading& reading, const Box& origin, const Span& span) {
  float sum = 0;
  int count = 0;
  for (const Character& c : reading.characters)
    if (c.text != " " && span.holds(centre(c, origin))) {
      sum += c.confidence;
      ++count;
    }
  return count > 0 ? sum / static_cast<float>(count) : 1;
}

std::vector<Span> runs_of(const std::vector<Box>& boxes, double x_height) {
  std::vector<Span> runs;
  for (const Box& box : boxes) {
    if (!runs.empty() && box.x < runs.back().right + 1.2 * x_height)
      runs.back().right = std::max<double>(runs.back().right, box.right());
    else
      runs.push_back({double(box.x), double(box.right())});
  }
  return runs;
}

// Whether what stands before is what offices print to have a number filled in: "Số:", "ngày".
// Elsewhere a letter out of line is print more often than writing.
bool is_to_be_filled(const LineReading& reading, const Box& origin, const Span& run) {
  std::string before;
  for (const Character& c : reading.characters)
    if (centre(c, origin) < run.left) before += c.text;
  while (!before.empty() && std::string_view(" :.").find(before.back()) != std::string_view::npos)
    before.pop_back();
  before.erase(0, before.find_last_of(' ') + 1);
  // What the engine makes of the first stroke may stick to the colon.
  const std::string word = folded(before.substr(0, before.find(':')));
  return word == "so" || word == "ngay" || word == "thang" || word == "nam";
}

void take_out(LineReading& reading, const Box& origin, const Span& span) {
  for (Character& c : reading.characters)
    if (span.holds(centre(c, origin))) {
      c.text = " ";
      c.others.clear();
    }
}

}  // namespace

std::vector<Box> take_out_writing(LineReading& reading, TextLine& line, const Box& origin) {
  const Print print(reading, line);
  std::vector<Box> irregular;
  double bodies = 0;
  for (const Piece& piece : line.pieces) {
    if (!print.is_body(piece)) continue;
    ++bodies;
    if (print.breaks(piece)) irregular.push_back(piece.box);
  }
  std::vector<Span> filled;
  double elsewhere = static_cast<double>(irregular.size());
  for (Span run : runs_of(irregular, line.x_height)) {
    run = {run.left - 0.2 * line.x_height, run.right + 0.2 * line.x_height};
    if (confidence(reading, origin, run) >= sure || !is_to_be_filled(reading, origin, run))
      continue;
    elsewhere -= static_cast<double>(std::ranges::count_if(
        irregular, [&](const Box& box) { return run.holds(box.x + box.w / 2.0); }));
    filled.push_back(run);
  }
  if (elsewhere > most_irregular * bodies) return {};
  std::vector<Box> written;
  for (const Span& run : filled) {
    const auto inside = [&](const Piece& p) { return run.holds(p.box.x + p.box.w / 2.0); };
    Box box;
    for (const Piece& piece : line.pieces)
      if (inside(piece)) box = united(box, piece.box);
    std::erase_if(line.pieces, inside);
    take_out(reading, origin, run);
    written.push_back(box);
  }
  return written;
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
