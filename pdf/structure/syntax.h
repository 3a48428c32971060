// The file as bytes: header, end, cross-reference, how objects are set down, limits of values
// (6.1.2 to 6.1.4, 6.1.6 to 6.1.9, 6.1.13).
#pragma once
#include "pdf/structure/findings.h"
#include "pdf/structure/tokens.h"

namespace sohoa::pdf {

void check_syntax(QPDF& pdf, const Fd& file, std::uint64_t size, Findings& findings);

// One value, from a file or a content stream: 6.1.6 and the limits of 6.1.13.
void check_token(const Token& token, Findings& findings);

}  // namespace sohoa::pdf
