// What proves that certificates were good: kept beside a signature so that it can be judged without
// a network, for as long as it is kept (R55; ETSI EN 319 142-1, 5.4.2).
#pragma once
#include <vector>

#include "pdf/bytes.h"

namespace sohoa::pdf {

// Each value is one DER object: a certificate (RFC 5280), an OCSP response (RFC 6960), a CRL. None
// is held twice.
struct Evidence {
  std::vector<Bytes> certificates, ocsps, crls;

  void add(const Evidence& more);
  bool empty() const noexcept { return certificates.empty() && ocsps.empty() && crls.empty(); }
};

}  // namespace sohoa::pdf
