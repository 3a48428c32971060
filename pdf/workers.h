// The helpers of this module, each the other half of a class: see workers() in reread.h.
#pragma once
#include "core/child.h"

namespace sohoa::pdf {

void reread_worker(Channel& parent);  // of Rereader
void verify_worker(Channel& parent);  // of Verifier
void token_worker(Channel& parent);   // of Token

}  // namespace sohoa::pdf
