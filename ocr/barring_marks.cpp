#include "ocr/barring_marks.h"

#include <algorithm>
#include <cmath>

#include "ocr/blob_grid.h"

namespace sohoa::ocr {
namespace {

// Pixels at 200 dpi.
constexpr int beside = 8;         // a space; office programs keep 15 beside a rule
constexpr int least_letter = 10;  // 5-point print without ascenders
constexpr int one_line = 12;      // how far parts of one fold are from a straight line
constexpr int least_words = 2;    // a table may have one entry too long for its cell

bool on_one_row(const Box& a, const Box& b) {
  const int shared = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return 2 * shared > std::min(a.h, b.h);
}

// How many words the rule runs through: letters lie across it or close to it on both sides.
int words_across(const Ink& ink, const BlobGrid& grid, const Box& rule) {
  std::vector<Box> left, right;
  int across = 0;
  grid.visit({rule.x - beside, rule.y, rule.w + 2 * beside, rule.h}, [&](std::uint32_t i) {
    const Box& box = ink.blobs[i].box;
    if (box.h < least_letter || box.h > rule.h / 2) return;
    const bool starts_left = box.x<rule.x - beside, ends_right = box.right()> rule.right() + beside;
    if (starts_left && ends_right)
      ++across;
    else if (starts_left)
      left.push_back(box);
    else if (ends_right)
      right.push_back(box);
  });
  for (const Box& a : left)
    across += std::ranges::any_of(right, [&](const Box& b) { return on_one_row(a, b); }) ? 1 : 0;
  return across;
}

}  // namespace

std::vector<Mark> barring_marks(const Ink& ink, std::span<const std::uint32_t> letters,
                                std::span<const Mark> marks, const Frames& frames) {
  const BlobGrid grid(ink, letters);
  struct Rule {
    double x;
    bool upright;
    int words;  // across what is an upright rule
  };
  std::vector<Rule> rules;  // of each mark
  for (const Mark& mark : marks) {
    const Box box = frames.reading(mark.upright);
    const bool upright = mark.kind == MarkKind::rule && box.h > 2 * box.w;
    rules.push_back({box.x + box.w / 2.0, upright, upright ? words_across(ink, grid, box) : 0});
  }
  std::vector<Mark> barring;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    // A fold is found in parts, some of them between words.
    int words = 0;
    for (const Rule& part : rules)
      if (std::abs(part.x - rules[i].x) <= one_line) words += part.words;
    if (!rules[i].upright || words < least_words) barring.push_back(marks[i]);
  }
  return barring;
}

}  // namespace sohoa::ocr
