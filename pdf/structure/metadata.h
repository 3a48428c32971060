// The file's metadata: that it is XMP (6.6.2.1), that every property is one of XMP 2005 or
// described by an extension schema (6.6.2.3), and what the file claims to be (6.6.4).
#pragma once
#include <string>

#include "pdf/structure/findings.h"

namespace sohoa::pdf {

struct Claim {
  int part = 0;             // 0: it says none
  std::string conformance;  // "U"
};

Claim check_metadata(QPDF& pdf, Findings& findings);

}  // namespace sohoa::pdf
