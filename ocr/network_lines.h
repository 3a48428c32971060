// Our own engine as the reader of single lines: a .traineddata's network in int8, all lines of a
// page side by side, without a dictionary.
//
// Confidences are logarithms as Tesseract's are: 1 + 0.05 ln p, where p is the least share that the
// network gives the character on the way through it. The same lines give the same readings
// whatever the processor and whatever other lines are read with them.
#pragma once
#include <memory>

#include "ocr/line_recognizer.h"
#include "ocr/network/kernels.h"

namespace sohoa::ocr {

class NetworkLines final : public LineRecognizer {
 public:
  // `kernels`: the best for this processor unless named.
  explicit NetworkLines(std::shared_ptr<const Network> network,
                        const Kernels& kernels = *sohoa::ocr::kernels().front());
  ~NetworkLines() override;
  std::string name() const override;  // "network vie_sohoa"
  std::vector<LineReading> read(std::span<const PageImage> lines,
                                const Deadline& deadline) override;

 private:
  struct State;
  std::shared_ptr<const Network> network_;
  std::unique_ptr<State> state_;
};

std::string network_name(const std::string& model);

}  // namespace sohoa::ocr
