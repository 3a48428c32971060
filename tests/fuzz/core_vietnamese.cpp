// Any bytes as Vietnamese text: every canonical form is stable under itself.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "core/vietnamese.h"

namespace {
void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const std::string text = sohoa::nfc(bytes);
  demand(sohoa::nfc(text) == text, "nfc is not idempotent");
  demand(sohoa::to_utf8(sohoa::to_utf32(text)) == text, "utf-32 does not come back");
  const std::string key = sohoa::folded(bytes);
  demand(sohoa::folded(key) == key, "folded is not idempotent");
  demand(sohoa::folded(text) == key, "folded depends on the spelling");
  const std::string comparable = sohoa::comparable(bytes);
  demand(sohoa::comparable(comparable) == comparable, "comparable is not idempotent");
  return 0;
}
