// PNG bytes through the chunk walk: every part it names lies within the file.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/error.h"
#include "imaging/png_chunks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto chunks = sohoa::imaging::png_chunks(bytes, "fuzz.png");
  for (const auto& part : chunks.data)
    if (part.data() < bytes.data() || part.data() + part.size() > bytes.data() + bytes.size())
      std::abort();
  if (chunks.palette.size() > 768) std::abort();
  return 0;
} catch (const sohoa::Error&) {
  return 0;
}
