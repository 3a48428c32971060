// The QR and bar codes of a page that was straightened.
#pragma once
#include <stop_token>
#include <vector>

#include "core/page.h"
#include "imaging/codes.h"

namespace sohoa {

// Looked for on the reading copy; where bars stand on it that it is too coarse or too smooth for,
// again in the original, which is decoded for that. Throws what CodeReader::read() does.
std::vector<Code> read_codes(const Page& page, imaging::CodeReader& reader,
                             const std::stop_token& stop);

}  // namespace sohoa
