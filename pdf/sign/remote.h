// A key behind a service that signs hashes: what it answers. The protocol is docs/keys.md.
#pragma once
#include <string_view>
#include <vector>

#include "pdf/bytes.h"
#include "pdf/crypto.h"

namespace sohoa::pdf {

// {"certificates": [base64 DER, …]}, the key's own first, then issuers. Throws
// Error(service_unreachable) for anything else.
std::vector<Certificate> read_remote_certificates(std::string_view json);
// {"signature": base64}. Throws Error(service_unreachable) for anything else.
Bytes read_remote_signature(std::string_view json);

}  // namespace sohoa::pdf
