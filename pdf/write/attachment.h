// Files kept in a PDF/A-3 byte for byte, as its source (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4).
#pragma once
#include <vector>

#include "pdf/write/file_stream.h"
#include "pdf/write/writer.h"

class QPDF;

namespace sohoa::pdf {

// Their bytes are read when the PDF is written; only their checksums are made here. Throws
// Error(file_missing), Error(bug) for two of the same name or a time that is none.
void add_attachments(QPDF& pdf, const std::vector<Attachment>& attachments, const Failure& failure);

}  // namespace sohoa::pdf
