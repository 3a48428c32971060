// The helper processes that decode files: a TIFF or PDF comes as a descriptor, pages go back one by
// one as they are asked for by {"page": index}; {"end": true} after the last.
#pragma once
#include "core/child.h"

namespace sohoa::scanners {

void run_tiff_worker(Channel& parent);
void run_pdf_worker(Channel& parent);

}  // namespace sohoa::scanners
