// Any bytes as a PDF whose structure is checked: a report, never a crash or an endless run.
#include <cstdint>
#include <span>

#include "pdf/structure/structure.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sohoa::Fd file = sohoa::sealed_memory(std::as_bytes(std::span(data, size)), "fuzz");
  sohoa::pdf::check_structure(file);
  return 0;
}
