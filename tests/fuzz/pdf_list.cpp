// Any bytes as a file with lists of revocations (CRL) of the authority in evidence_authority.h:
// left out of account or read. The authority's own lists all say that the second certificate is
// revoked.
#include <cstdint>
#include <span>

#include "pdf/evidence/questions.h"
#include "tests/fuzz/evidence_authority.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  sohoa::fuzz::judge({{}, {}, sohoa::pdf::lists_in(std::span(bytes, size))});
  return 0;
}
