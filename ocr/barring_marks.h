// Which marks part the text beside them, by what the ink around them says.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/frames.h"
#include "core/page.h"
#include "ocr/ink.h"

namespace sohoa::ocr {

// All but the upright rules that run through words: folds and scratches, not edges of columns.
// `letters`: blobs that may be text; marks in the upright frame that `frames` maps from. Pure.
std::vector<Mark> barring_marks(const Ink& ink, std::span<const std::uint32_t> letters,
                                std::span<const Mark> marks, const Frames& frames);

}  // namespace sohoa::ocr
