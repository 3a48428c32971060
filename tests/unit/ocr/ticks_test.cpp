#include "ocr/ticks.h"

#include <doctest/doctest.h>

namespace sohoa::ocr {
namespace {

Line line(const char* word, Box box) { return {{{word, box, box, 1}}, box, box}; }

Mark box(int x, int y, bool ticked) {
  const Box at{x, y, 30, 30};
  return {MarkKind::tick_box, at, at, 0.9F, ticked};
}

}  // namespace

TEST_CASE("ticks: a box is a word of the line it stands before, ticked or not") {
  PageText text;
  text.lines = {line("Nhận", {100, 100, 80, 30}), line("Trực tiếp", {240, 102, 150, 30}),
                line("Bản điện tử", {500, 101, 150, 30})};
  const Mark marks[] = {box(200, 100, false), box(460, 99, true)};
  add_ticks(text, marks);
  CHECK(text.plain() == "Nhận\t☐ Trực tiếp\t☒ Bản điện tử\n");
  CHECK(text.lines[2].upright == united({460, 99, 30, 30}, {500, 101, 150, 30}));
}

TEST_CASE("ticks: a box without a line is a line of its own, at its place") {
  PageText text;
  text.lines = {line("trên", {100, 100, 80, 30}), line("dưới", {100, 300, 80, 30})};
  const Mark marks[] = {box(100, 200, true), {MarkKind::rule, {0, 250, 900, 2}, {0, 250, 900, 2}}};
  add_ticks(text, marks);
  CHECK(text.plain() == "trên\n☒\ndưới\n");
}

TEST_CASE("ticks: a page without boxes stays as it is") {
  PageText text;
  text.lines = {line("một", {100, 100, 80, 30})};
  add_ticks(text, {});
  CHECK(text.plain() == "một\n");
}

}  // namespace sohoa::ocr
