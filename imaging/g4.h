// Bilevel pixels as CCITT Group 4 data (ITU-T T.6), by libtiff in memory.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace sohoa::imaging {

// `rows`: packed, MSB first, 1 = ink, each row on a byte boundary. The result has ink as black
// runs, MSB first, with no row beyond `height`: for PDF's CCITTFaxDecode with K -1, BlackIs1 false.
std::vector<std::byte> to_g4(std::span<const std::byte> rows, int width, int height);

// What to_g4() gave, as rows again. Throws Error(bug) if it is not whole.
std::vector<std::byte> from_g4(std::span<const std::byte> packed, int width, int height);

}  // namespace sohoa::imaging
