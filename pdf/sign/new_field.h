// A signature field added to a PDF, whoever wrote it: to its form, which may not be there yet, and
// to page 1 (ISO 32000-1, 12.7.4.5).
#pragma once
#include <string>

#include "pdf/sign/revision.h"

namespace sohoa::pdf {

// `signature`: the object that is its value. `look`: the entries of its widget that say where and
// how it is seen; as it stands, not at all. Throws Error(bug) for a name that is taken, and
// image_damaged for a file without a first page.
void add_signature_field(Revision& revision, const std::string& name, int signature,
                         const std::string& look = "/Rect [0 0 0 0]");

}  // namespace sohoa::pdf
