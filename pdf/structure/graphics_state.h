// Graphics state dictionaries that a content stream sets (6.2.5, 6.2.6, 6.2.10).
#pragma once
#include "pdf/structure/findings.h"

namespace sohoa::pdf {

struct Overprint {
  bool stroke = false, fill = false;
  long long mode = 0;
};

// Judges the dictionary and applies what it says of overprinting; whether it makes things
// transparent.
bool set_graphics_state(const QPDFObjectHandle& dictionary, Overprint& overprint,
                        Findings& findings);

}  // namespace sohoa::pdf
