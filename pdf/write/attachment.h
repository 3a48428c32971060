// Files kept in a PDF/A-3 byte for byte, as its source (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4).
#pragma once
#include <filesystem>
#include <vector>

#include "pdf/write/writer.h"

namespace sohoa::pdf {

// Appends them to `pdf`, a file that nobody has signed yet, as a revision: QPDFWriter would hold
// each of them in memory, twice. Throws Error(file_missing), Error(bug) for two of the same name or
// a time that is none, and what Revision throws.
void attach(const std::filesystem::path& pdf, const std::vector<Attachment>& attachments);

}  // namespace sohoa::pdf
