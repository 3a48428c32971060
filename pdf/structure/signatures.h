// What PDF/A asks of a signature as a thing in the file (6.4.3). Whether it is right is
// pdf/verify's question.
#pragma once
#include "pdf/structure/findings.h"

namespace sohoa::pdf {

void check_signatures(QPDF& pdf, const Fd& file, std::uint64_t size, Findings& findings);

}  // namespace sohoa::pdf
