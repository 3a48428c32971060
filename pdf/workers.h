// The helpers of this module, each the other half of a function: see workers() in reread.h.
#pragma once
#include "core/child.h"

namespace sohoa::pdf {

void reread_worker(Channel& parent);  // of reread_text()
void verify_worker(Channel& parent);  // of verify()

}  // namespace sohoa::pdf
