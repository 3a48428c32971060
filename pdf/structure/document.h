// What a reader may do with the document beyond showing it: annotations, forms, signatures,
// actions, optional content (6.1.12, 6.1.13-11, 6.3 to 6.5, 6.9 to 6.11).
#pragma once
#include "pdf/structure/findings.h"

namespace sohoa::pdf {

void check_document(QPDF& pdf, const Fd& file, std::uint64_t size, Findings& findings);

}  // namespace sohoa::pdf
