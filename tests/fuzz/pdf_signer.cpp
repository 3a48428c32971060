// Any text as a PKCS#11 URI, and as what a signing service answers: read or refused.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "pdf/sign/remote.h"
#include "pdf/sign/token_uri.h"

namespace {

template <typename Read>
void try_to(Read read) {
  try {
    read();
  } catch (const sohoa::Error&) {
    return;  // refused
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa::pdf;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_to([&] { parse_token_uri(text); });
  try_to([&] {
    if (read_remote_certificates(text).empty()) std::abort();
  });
  try_to([&] {
    if (read_remote_signature(text).empty()) std::abort();
  });
  return 0;
}
