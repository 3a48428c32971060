// Any bytes as a time-stamp: read or refused, and not right for a digest of zeros.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/error.h"
#include "pdf/evidence/path.h"
#include "pdf/evidence/time_stamp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa::pdf;
  try {
    const TimeStamp stamp(std::as_bytes(std::span(data, size)));
    const std::array<std::byte, 32> zeros{};
    if (stamp.verify(zeros).empty()) std::abort();
    (void)stamp.time();
    (void)common_name(stamp.signer());
    const Anchors none({});
    const auto verdict = judge_path(none, stamp.signer(), stamp.certificates(), {}, stamp.seconds(),
                                    Purpose::time_stamping);
    if (verdict.good()) std::abort();
  } catch (const sohoa::Error&) {
    return 0;  // refused
  }
  return 0;
}
