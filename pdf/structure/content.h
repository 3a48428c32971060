// What content streams do: their operators and resources (6.2.2), graphics state (6.2.5), XObjects
// (6.2.9), transparency (6.2.10), limits (6.1.13). What they paint goes to the checks of colours,
// images and fonts: only what is used is judged.
#pragma once
#include <memory>

#include "pdf/structure/colour.h"
#include "pdf/structure/fonts.h"

namespace sohoa::pdf {

// Follows every page and the appearances of its annotations; a form that is drawn often, once.
void check_contents(QPDF& pdf, Colours& colours, Fonts& fonts, Findings& findings);

}  // namespace sohoa::pdf
