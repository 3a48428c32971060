// Any bytes as the signature value of a PDF: read or refused, and not right for a digest of zeros.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "pdf/evidence/trust.h"
#include "pdf/sign/cms.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa::pdf;
  try {
    const SignedMessage message(std::as_bytes(std::span(data, size)));
    const std::array<std::byte, 32> zeros{};
    if (message.verify(zeros, true).empty()) std::abort();
    if (const auto token = message.time_stamp(); token && !token->empty()) {
      const SignedMessage twice(message.with_time_stamp(*token));
      if (twice.time_stamp() != token || twice.value() != message.value()) std::abort();
    }
    (void)common_name(message.signer());
    (void)issuer_common_name(message.signer());
    (void)not_after(message.signer());
    const Anchors none({});
    if (none.check(message.signer(), message.certificates(), 1'800'000'000).empty()) std::abort();
  } catch (const sohoa::Error&) {
    return 0;  // refused
  }
  return 0;
}
