// Every object of the file, whatever it is for: streams and their filters (6.1.7), attached files
// (6.8).
#pragma once
#include "pdf/structure/findings.h"

namespace sohoa::pdf {

// `part`: 2 or 3, of ISO 19005.
void check_objects(QPDF& pdf, int part, Findings& findings);

}  // namespace sohoa::pdf
