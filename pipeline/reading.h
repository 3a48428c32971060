// From a page's original image to its text, step by step: what the stages do, and what is done
// again when a page turns out to lie another way.
#pragma once
#include <optional>
#include <stop_token>

#include "core/page.h"
#include "ocr/reader.h"

namespace sohoa {

// Placement, reading copy and coloured marks; `turn` as in imaging::straighten(). Throws its Error.
void straighten(Page& page, std::optional<int> turn = {});
// The reading copy without rules, leaders and the page's codes; marks and tables join the page's.
void clean(Page& page);
// Text, handwriting and unread ink. Throws Error(reading_failed, stopped).
void read(Page& page, ocr::Reader& reader, const std::stop_token& stop);

// The same page read from the start in the given turn: all three of them.
Page read_turned(const Page& page, int turn, ocr::Reader& reader, const std::stop_token& stop);

}  // namespace sohoa
