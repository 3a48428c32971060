// Whether an image file is all there, found without decoding it.
#pragma once
#include <cstddef>
#include <span>

#include "core/image_header.h"

namespace sohoa::scanners {

// JPEG: the markers lead to the end marker. PNG: the chunks lead to IEND. PNM: the pixels are as
// many as the header says. `header` is that of `bytes`.
bool is_whole(std::span<const std::byte> bytes, const ImageHeader& header) noexcept;

}  // namespace sohoa::scanners
