// Text lines as they lie on a reading copy, found from the page's ink alone.
#pragma once
#include <span>
#include <vector>

#include "core/frames.h"
#include "core/page.h"

namespace sohoa::ocr {

// A connected piece of ink: a letter, a part of one, a mark, or letters that touch.
struct Piece {
  Box box;      // reading frame
  int ink = 0;  // pixels
};

struct TextLine {
  Box box;                    // around its pieces, reading frame
  std::vector<Piece> pieces;  // by their left edge, marks with their letters
  double x_height = 0;        // pixels: height of letters without ascenders
  double baseline = 0;        // y, in the middle of the line
};

struct Layout {
  std::vector<TextLine> lines;  // in reading order: columns and table cells one after the other
  std::vector<Piece> rest;      // text-like ink that no line took
};

// `reading`: cleaned (imaging/clean.h); marks and tables as found on it, boxes in the upright frame
// that `frames` maps from. Pure; thread-safe.
Layout find_text_lines(const PageImage& reading, std::span<const Mark> marks,
                       std::span<const Table> tables, const Frames& frames);

// The line's pixels with a rim of paper, gray8; every mark of its letters is in it. `origin` is set
// to the reading-frame position of its top left pixel.
PageImage line_image(const PageImage& reading, const TextLine& line, Box& origin);

}  // namespace sohoa::ocr
