#include "ocr/ticks.h"

#include <algorithm>
#include <cstdlib>

namespace sohoa::ocr {
namespace {

Word word_of(const Mark& mark) {
  return {mark.ticked ? "☒" : "☐", mark.box, mark.upright, mark.confidence};
}

int middle(const Box& box) { return box.y + box.h / 2; }

// How far `box` is to the left or right of `line`; 0 if it is within.
int distance(const Box& box, const Box& line) {
  return std::max({line.x - box.right(), box.x - line.right(), 0});
}

// The line whose words stand beside or around the box; nearer than five of the box's widths.
Line* line_of(const Box& box, std::vector<Line>& lines) {
  Line* nearest = nullptr;
  for (Line& line : lines) {
    if (middle(box) < line.upright.y || middle(box) >= line.upright.bottom()) continue;
    if (distance(box, line.upright) > 5 * box.w) continue;
    // A box stands before its words more often than behind the words before it.
    const auto rank = [&](const Line& l) {
      return 2 * distance(box, l.upright) + (l.upright.x < box.x ? 1 : 0);
    };
    if (nearest == nullptr || rank(line) < rank(*nearest)) nearest = &line;
  }
  return nearest;
}

}  // namespace

void add_ticks(PageText& text, std::span<const Mark> marks) {
  for (const Mark& mark : marks) {
    if (mark.kind != MarkKind::tick_box) continue;
    const Word word = word_of(mark);
    if (Line* line = line_of(mark.upright, text.lines)) {
      const auto at = std::ranges::find_if(line->words, [&](const Word& other) {
        return other.upright.x + other.upright.w / 2 > mark.upright.x + mark.upright.w / 2;
      });
      line->words.insert(at, word);
      line->box = united(line->box, word.box);
      line->upright = united(line->upright, word.upright);
      continue;
    }
    const auto at = std::ranges::find_if(text.lines, [&](const Line& line) {
      return line.upright.y > middle(mark.upright) ||
             (line.upright.bottom() > middle(mark.upright) && line.upright.x > mark.upright.x);
    });
    text.lines.insert(at, {{word}, mark.box, mark.upright});
  }
}

}  // namespace sohoa::ocr
