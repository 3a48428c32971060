// Any bytes as a PDF whose signatures are examined: a verdict, never a crash, and never "good"
// (nothing is trusted here).
#include <cstdint>
#include <cstdlib>
#include <span>

#include "pdf/verify/examine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa::pdf;
  static const Anchors none({});
  static const JudgePath judge = [](x509_st* certificate, const std::vector<Certificate>& others,
                                    const Evidence& stored, Purpose purpose, std::time_t when) {
    return judge_path(none, certificate, others, stored, when, purpose);
  };
  const sohoa::Fd file = sohoa::sealed_memory(std::as_bytes(std::span(data, size)), "fuzz");
  if (examine(file, none, judge).good()) std::abort();
  return 0;
}
