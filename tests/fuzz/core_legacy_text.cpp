// Any bytes as text of each old charset, and the guess which it is.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "core/legacy_text.h"
#include "core/resources.h"
#include "core/vietnamese.h"

namespace {
void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sohoa::Lexicon lexicon(sohoa::resource("models/text"));
  const std::string bytes(data, data + size);
  for (const sohoa::Charset charset : sohoa::charsets()) {
    const std::string text = sohoa::from_charset(bytes, charset);
    demand(sohoa::nfc(text) == text, "not NFC");
    demand(text.find('\x1B') == std::string::npos, "a control character passed");
    demand(sohoa::from_charset(text, sohoa::Charset::utf8) == text, "not UTF-8");
  }
  const sohoa::Guess guess = sohoa::guess_charset(bytes, lexicon);
  demand(guess.confidence >= 0 && guess.confidence <= 1, "confidence out of range");
  return 0;
}
