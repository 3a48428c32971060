// Colour: what the file is meant for (6.2.3), and whether the colours used in it have a meaning
// there (6.2.4).
#pragma once
#include <memory>

#include "pdf/structure/findings.h"

namespace sohoa::pdf {

class Colours {
 public:
  // Looks at the output intents.
  Colours(QPDF& pdf, Findings& findings);
  ~Colours();

  bool has_output() const noexcept;
  // A colour space that paints: a name or an array, as a content stream, image or shading has it,
  // with the resources in force there; null is the default, DeviceGray. `overprinted`: in overprint
  // mode 1.
  void use(const QPDFObjectHandle& space, const QPDFObjectHandle& resources, bool overprinted);

 private:
  struct Check;
  std::unique_ptr<Check> check_;
};

}  // namespace sohoa::pdf
