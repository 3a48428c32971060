// The map of a page's ink, by which pages are compared.
#pragma once
#include "core/ink_map.h"
#include "core/page.h"

namespace sohoa::imaging {

// `reading`: gray8 at 200 dpi, as straightened, before rules and codes are taken out. One pass over
// its pixels. Thread-safe.
InkMap ink_map(const PageImage& reading);

}  // namespace sohoa::imaging
