// Any bytes as what a reader of characters made of a machine-readable zone: what is called valid
// can be parsed, and what is mended is valid.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "core/mrz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  const std::string text(data, data + size);
  (void)mrz_check_digit(text);
  const std::size_t third = size / 3;
  (void)is_mrz({text.substr(0, third), text.substr(third, third), text.substr(2 * third)});
  const auto lines = mrz_lines(text);
  if (!lines) return 0;
  if (mrz_text(*lines) != text) throw std::logic_error("lines that are not the text");
  const auto card = parse_mrz(*lines);
  if (is_mrz(*lines) != card.has_value()) throw std::logic_error("valid, but without content");
  const auto mended = mended_mrz(*lines);
  if (mended && !is_vietnamese_mrz(*mended)) throw std::logic_error("mended to what is invalid");
  if (is_vietnamese_mrz(*lines) && mended != lines) throw std::logic_error("a valid zone changed");
  return 0;
}
