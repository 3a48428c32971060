// The verdict on a signature or a structure in a sentence of Vietnamese: what holds, and what to do
// if it does not.
#pragma once
#include <string>

#include "pdf/verify/verify.h"

namespace sohoa::service {

// A proven moment for people: in Vietnam's time, as claimed ones are.
std::string local_time(const std::string& utc);

// Of a signature, or of a document time-stamp (`stamp`). The gravest trouble decides.
std::string reason(const pdf::SignatureVerdict& signature, bool stamp);

// Whether a file is the PDF/A that it says it is.
std::string pdfa(const pdf::StructureReport& structure);

}  // namespace sohoa::service
