// The machine-readable zones of identity cards on a page that was read.
#pragma once
#include <stop_token>

#include "core/page.h"
#include "ocr/reader.h"

namespace sohoa {

// Adds a code "MRZ_TD1" for each zone whose check digits hold, its lines divided by '\n'. Costs
// nothing on a page without a line that looks like one; otherwise the original is decoded once
// more, for zones are small. Throws Error.
void read_machine_zones(Page& page, ocr::Reader& reader, const std::stop_token& stop);

}  // namespace sohoa
