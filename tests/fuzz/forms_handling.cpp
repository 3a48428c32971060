// Any bytes as rules of handling: accepted, or refused with a message that names a place.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/error.h"
#include "forms/handling.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    (void)sohoa::forms::parse_handling(text, "r.toml");
  } catch (const sohoa::Error& error) {
    if (!std::string_view(error.what()).starts_with("r.toml:"))
      throw std::logic_error("a message without its place");
  }
  return 0;
}
