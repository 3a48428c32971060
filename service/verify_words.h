// The verdict on a signature in a sentence of Vietnamese: what holds, and what to do if it does
// not.
#pragma once
#include <string>

#include "pdf/verify/verify.h"

namespace sohoa::service {

// Of a signature, or of a document time-stamp (`stamp`). The gravest trouble decides.
std::string reason(const pdf::SignatureVerdict& signature, bool stamp);

}  // namespace sohoa::service
