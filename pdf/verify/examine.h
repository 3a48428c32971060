// The work of verify(), on an open file and in this process.
#pragma once
#include <string>
#include <vector>

#include "core/file.h"
#include "pdf/verify/verify.h"

namespace sohoa::pdf {

// Never throws for what is wrong inside the file.
PdfVerdict examine(const Fd& file, const std::vector<std::string>& anchors_pem);

}  // namespace sohoa::pdf
