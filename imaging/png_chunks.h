// The chunks of a PNG (ISO/IEC 15948), walked without decoding its pixels.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sohoa::imaging {

struct PngChunks {
  int colour_type = 0;  // 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
  int bits = 8;
  bool interlaced = false, transparent = false;  // transparent: has a tRNS chunk
  std::vector<std::byte> palette;                // RGB triples
  std::vector<std::span<const std::byte>> data;  // the IDAT chunks' contents, in order
};

// Checks order, lengths and CRCs. Throws Error(image_damaged) naming `name`.
PngChunks png_chunks(std::span<const std::byte> bytes, const std::string& name);

}  // namespace sohoa::imaging
