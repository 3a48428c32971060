// Before a signature is made: may this key sign now? (TT 15/2025/TT-BKHCN, article 5; R50)
#pragma once
#include <stop_token>

#include "pdf/evidence/collect.h"
#include "pdf/sign/sign.h"

namespace sohoa::pdf {

// Returns if the key's certificate leads to an anchor, every certificate on the way is valid now,
// and none is revoked. Else throws Error(key_unusable: no such path, or revoked;
// revocation_unknown: whether it was revoked could not be learnt; data_missing: a list's file;
// stopped). Cheap if asked again within a minute. Thread-safe.
void require_usable(const SigningKey& key, Collector& collector, const std::stop_token& stop);

}  // namespace sohoa::pdf
