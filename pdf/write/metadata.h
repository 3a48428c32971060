// What the file says of itself: XMP (ISO 16684-1) as PDF/A asks for it, and the same in /Info.
#pragma once
#include <string>

#include "pdf/write/writer.h"

namespace sohoa::pdf {

// Our own properties: of the conversion mark and of attachments. The packet describes them in an
// extension schema, without which PDF/A allows none (ISO 19005-2, 6.6.2.3).
inline constexpr const char* xmp_namespace = "urn:sohoa:xmp:1#";

// The packet. Its identifiers follow from `info`: the same document gives the same bytes.
std::string xmp_packet(const DocumentInfo& info, const Completion& completion = {});

}  // namespace sohoa::pdf
