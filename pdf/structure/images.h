// Images (6.2.8), also those within content streams, and their rendering intents (6.2.6).
#pragma once
#include "pdf/structure/colour.h"

namespace sohoa::pdf {

// An image XObject that is painted, with its masks.
void check_image(const QPDFObjectHandle& image, const QPDFObjectHandle& resources, Colours& colours,
                 Findings& findings);
// The dictionary of an inline image, its keys written out.
void check_inline_image(const QPDFObjectHandle& dictionary, const QPDFObjectHandle& resources,
                        Colours& colours, Findings& findings);

void check_intent(const QPDFObjectHandle& name, Findings& findings);

}  // namespace sohoa::pdf
