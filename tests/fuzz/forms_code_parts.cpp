// Any bytes as the text of a QR code or a zone: its parts are bounded and none is empty.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "forms/code_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  const std::string text(data, data + size);
  for (const char* format : {"QR_CODE", "MRZ_TD1", "CODE_128"}) {
    const auto parts = forms::parts_of({format, text, {0, 0, 1, 1}});
    if (parts.size() > 16) throw std::logic_error("too many parts");
    for (const Code& part : parts)
      if (part.text.empty() || part.format.find(':') == std::string::npos)
        throw std::logic_error("a part without name or text");
  }
  return 0;
}
