// The ink of a reading copy as connected pieces, kept as runs of pixels.
#pragma once
#include <cstdint>
#include <vector>

#include "core/page.h"

namespace sohoa::ocr {

struct Run {
  int y = 0, left = 0, right = 0;  // pixels [left, right) of row y
  std::uint8_t darkest = 255;      // tone among them
};

// Ink that hangs together, corners included.
struct Blob {
  Box box;
  int ink = 0;                        // pixels
  std::uint8_t darkest = 255;         // tone among them
  std::uint32_t first = 0, runs = 0;  // its runs in Ink::runs, top to bottom
};

struct Ink {
  int width = 0, height = 0;
  std::vector<Run> runs;    // by blob
  std::vector<Blob> blobs;  // top to bottom
};

// What is darker than half way from paper to the ink around it, so that faded print is ink and the
// shine of the other side is not. Noise that would make more than some ten thousand blobs is left
// out, smallest first. `reading`: gray8, paper near white. Pure.
Ink find_ink(const PageImage& reading);

}  // namespace sohoa::ocr
