// libtesseract with its dictionary off: what its network alone reads, the oracle for our own
// engine.
#pragma once
#include <filesystem>
#include <memory>

#include "ocr/line_recognizer.h"

namespace sohoa::test {

// `model`: a .traineddata file. Its dictionaries are left out when it is loaded; the file stays as
// it is (no setting of libtesseract 5.3 turns off those of its network). Throws
// Error(data_missing).
std::unique_ptr<ocr::LineRecognizer> bare_tesseract(const std::filesystem::path& model);

}  // namespace sohoa::test
