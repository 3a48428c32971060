// Any bytes as a procedure's file: accepted, or refused with a message that names a place.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/error.h"
#include "forms/procedures.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    const auto procedure = sohoa::forms::parse_procedure(text, "p.toml");
    (void)sohoa::forms::check_against(procedure, {{"cccd", {}}, {"", {}}}, {1});
  } catch (const sohoa::Error& error) {
    if (!std::string_view(error.what()).starts_with("p.toml:"))
      throw std::logic_error("a message without its place");
  }
  return 0;
}
