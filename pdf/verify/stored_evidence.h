// The evidence that a PDF carries: its document security store (ETSI EN 319 142-1, 5.4.2).
#pragma once
#include "pdf/evidence/evidence.h"

class QPDF;
class QPDFObjectHandle;

namespace sohoa::pdf {

// What /DSS of the catalog lists; what is no stream, or too large to be evidence, is left out.
// Values are not parsed. Throws Error(image_damaged) for a store beyond limits; qpdf's exceptions
// pass through.
Evidence stored_evidence(QPDF& pdf);

// Could this stream be a value of /DSS: one DER value, not larger than evidence is?
bool may_be_evidence(QPDFObjectHandle stream);

}  // namespace sohoa::pdf
