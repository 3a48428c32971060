// Code 128 (ISO/IEC 15417) from how dark each place along its bars is, by likeness to the symbols
// instead of by edges: it reads bars that have run together or are hardly wider than a pixel.
#pragma once
#include <optional>
#include <span>
#include <string>

namespace sohoa::imaging {

// `darkness`: of places side by side along the bars, any scale, paper least; from paper to paper,
// at least two places a module. The text, if start, stop and check symbol are right and every
// symbol is clearly liker to its pattern than to any other. Both directions are tried.
std::optional<std::string> read_code128(std::span<const float> darkness);

}  // namespace sohoa::imaging
