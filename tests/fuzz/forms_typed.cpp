// Any bytes as a file of typed values: accepted, or refused with a message that names a place.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/error.h"
#include "forms/typed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    const auto typing = sohoa::forms::parse_typing(text, "typed.toml");
    if (typing.user.empty()) throw std::logic_error("typed by nobody");
    (void)sohoa::forms::assigned(typing, {"a.jpg", "b.jpg"});
  } catch (const sohoa::Error& error) {
    if (!std::string_view(error.what()).starts_with("typed.toml:"))
      throw std::logic_error("a message without its place");
  }
  return 0;
}
