// The JPEG, PNG and PNM header reader on any bytes: it answers within its limits or refuses.
#include <cstdint>
#include <cstdlib>

#include "core/image_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto header = sohoa::read_header(std::as_bytes(std::span(data, size)));
    const bool sound = header.width > 0 && header.height > 0 && header.width <= 30000 &&
                       header.height <= 30000 && header.dpi_x >= 0 && header.dpi_y >= 0;
    if (!sound) std::abort();
  } catch (const sohoa::Error&) {
  }
  return 0;
}
