// The work of verify(), on an open file and in this process.
#pragma once
#include "core/file.h"
#include "pdf/verify/judge.h"

namespace sohoa::pdf {

// Never throws for what is wrong inside the file. `anchors` and `judge` know the same anchors.
PdfVerdict examine(const Fd& file, const Anchors& anchors, const JudgePath& judge);

}  // namespace sohoa::pdf
