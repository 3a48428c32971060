// Any bytes as an OCSP response about a certificate of the authority in evidence_authority.h: left
// out of account or read, and never an answer about a certificate that no response was made for.
#include <cstdint>

#include "tests/fuzz/evidence_authority.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  sohoa::fuzz::judge({{}, {{bytes, bytes + size}}, {}});
  return 0;
}
