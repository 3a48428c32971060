// A finished page as the extraction of fields sees it.
#pragma once
#include "core/page.h"
#include "forms/extract.h"

namespace sohoa {

forms::PageView page_view(const Page& page);

}  // namespace sohoa
