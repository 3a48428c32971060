// What the file says of itself: XMP (ISO 16684-1) as PDF/A asks for it, and the same in /Info.
#pragma once
#include <string>

#include "pdf/write/writer.h"

namespace sohoa::pdf {

// The packet. Only properties of schemas that PDF/A predefines are used, so no extension schema is
// needed. Its identifiers follow from `info`: the same document gives the same bytes.
std::string xmp_packet(const DocumentInfo& info);

}  // namespace sohoa::pdf
