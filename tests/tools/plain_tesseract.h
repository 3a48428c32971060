// libtesseract on single lines as its own users call it, nothing of ours in between: what our
// engine is measured against, and without its dictionary the oracle for it.
#pragma once
#include <filesystem>
#include <memory>

#include "ocr/line_recognizer.h"

namespace sohoa::test {

enum class Dictionary { used, left_out };

// `model`: a .traineddata file. Its dictionaries are left out as it is loaded; the file stays as it
// is (load_system_dawg and its like do nothing for the network of libtesseract 5.3). Readings have
// no places. Throws Error(data_missing).
std::unique_ptr<ocr::LineRecognizer> plain_tesseract(const std::filesystem::path& model,
                                                     Dictionary dictionary);

}  // namespace sohoa::test
