#include "pdf/sign/usable.h"

#include "core/error.h"
#include "pdf/sign/key.h"

namespace sohoa::pdf {

void require_usable(const SigningKey& key, Collector& collector, const std::stop_token& stop) {
  const auto& parts = key.parts();
  const PathVerdict verdict = collector.judge(parts.certificate.get(), parts.chain, {},
                                              Purpose::signing, std::time(nullptr), stop);
  const std::string name = key.common_name();
  if (!verdict.problem.empty())
    throw Error(Cause::key_unusable, name + ": does not lead to a trust root: " + verdict.problem);
  if (verdict.revocation == Revocation::revoked)
    throw Error(Cause::key_unusable, verdict.revocation_detail);
  if (verdict.revocation == Revocation::unknown)
    throw Error(Cause::revocation_unknown, verdict.revocation_detail);
}

}  // namespace sohoa::pdf
