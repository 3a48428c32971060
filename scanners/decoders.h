// The helper processes that decode files: a TIFF or PDF comes as a descriptor and is answered by
// {"ready": true}; pages go back one by one as they are asked for by {"page": index}, {"end": true}
// after the last. Nothing is sent to a helper that is at work: were it to die with a message
// unread, its own last words would be lost (ECONNRESET).
#pragma once
#include "core/child.h"

namespace sohoa::scanners {

void run_tiff_worker(Channel& parent);
void run_pdf_worker(Channel& parent);

}  // namespace sohoa::scanners
