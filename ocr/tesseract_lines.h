// Tesseract as the reader of single lines: its network on each line as it is, without its layout
// (page segmentation mode 13, "raw line").
//
// Confidences are Tesseract's, in logarithms: 1 + 0.05 ln p or so, where p is the share the network
// gives the character. 0.9 is doubtful.
#pragma once
#include <memory>

#include "ocr/line_recognizer.h"
#include "ocr/tesseract_engine.h"

namespace sohoa::ocr {

class TesseractLines final : public LineRecognizer {
 public:
  // `engine` may be used for other things between two calls of read().
  explicit TesseractLines(std::shared_ptr<TesseractEngine> engine);
  std::string name() const override;
  std::vector<LineReading> read(std::span<const PageImage> lines,
                                const Deadline& deadline) override;

 private:
  std::shared_ptr<TesseractEngine> engine_;
};

}  // namespace sohoa::ocr
