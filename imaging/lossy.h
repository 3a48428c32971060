// The profiles with loss: a page's pixels coded, decoded again and compared before they are kept.
#pragma once
#include <filesystem>
#include <optional>

#include "core/page.h"

namespace sohoa::imaging {

// JPEG 2000 at 0.3 bits a pixel for 300 dpi (1:80 of a colour page), more for coarser pixels and
// if the page does not stay true to itself (fidelity.h) at that; nothing if it does not at four
// times as much. `page`: gray8 or rgb24. Throws Error(storage_unusable, disk_full). Thread-safe.
std::optional<EncodedImage> encode_access(const PageImage& page, const std::filesystem::path& out);

// Layers: paper at 100 dpi (JPEG), ink of one colour (a G4 stencil), and over them patches (JPEG,
// chroma in full) of all that is coloured or does not stay true otherwise: seals, pens,
// photographs, light print on dark. Nothing if patches would take most of the page. Parameters and
// errors as above.
std::optional<EncodedImage> encode_compact(const PageImage& page, const std::filesystem::path& out);

}  // namespace sohoa::imaging
