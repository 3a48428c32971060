// Any bytes as a PDF whose signatures are examined: a verdict, never a crash, and never "good"
// (nothing is trusted here).
#include <cstdint>
#include <cstdlib>
#include <span>

#include "pdf/verify/examine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sohoa::Fd file = sohoa::sealed_memory(std::as_bytes(std::span(data, size)), "fuzz");
  if (sohoa::pdf::examine(file, {}).good()) std::abort();
  return 0;
}
