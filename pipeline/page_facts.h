// What is remembered of a page while the pages after it come: enough to say whether it was in the
// stack before, and what number it bears. A few tens of kilobytes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/page.h"
#include "forms/opening.h"

namespace sohoa {

struct PrintedNumber {
  int number = 0;
  std::optional<int> of = {};  // "Trang 2/4"
};

// A page's number as printed in its top or bottom margin, alone on its row: "2", "- 2 -",
// "Trang 2/4". Only what was read surely; handwritten numbering of archives is none. `width` and
// `height` of the upright frame.
std::optional<PrintedNumber> printed_number(const PageText& text, int width, int height);

struct FactWord {
  std::uint32_t text = 0;    // hash of it, folded
  std::uint32_t digits = 0;  // hash of its digits; 0: it has none
  float x = 0, y = 0;        // its middle, in cells of the page's InkMap
  bool sure = false;
};

struct PageFacts {
  std::uint32_t number = 0;  // Page::number
  std::string origin;
  std::string sha256;  // of the original image
  Side side = Side::only;
  bool from_scanner = false;
  double inches_long = 0;           // of the original, as it was fed
  std::string separator;            // the text of a separator's code; empty: none
  bool sheet_of_separator = false;  // there is nothing else on the page
  bool blank = false;
  bool readable = true;  // false: damaged, or its reading failed; nothing below is known
  std::optional<PrintedNumber> printed;
  forms::FirstPage first;
  std::vector<FactWord> words;       // by text
  std::vector<std::uint32_t> codes;  // hashes, sorted
  std::vector<Box> strokes;          // of pen and seal, in cells of `ink`
  InkMap ink;
};

// `first`: as forms::Openings saw it.
PageFacts facts_of(const Page& page, forms::FirstPage first, bool from_scanner);

}  // namespace sohoa
