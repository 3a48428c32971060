// Does a certificate descend from one that we trust?
#pragma once
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "pdf/crypto.h"

namespace sohoa::pdf {

// Trust anchors. Nothing but them is trusted: not the system's store, nothing from a network.
class Anchors {
 public:
  // PEM texts, each with one or more certificates. Throws Error(settings_invalid).
  explicit Anchors(const std::vector<std::string>& pem);
  Anchors(const Anchors&) = delete;
  Anchors& operator=(const Anchors&) = delete;
  ~Anchors();

  // Why the signer's chain is not good at `when` (empty: it is): no path over `others` to an
  // anchor, a certificate that was not valid then, keys or digests under 112 bits of strength
  // (SHA-1, RSA under 2048), or not a certificate for signing. Revocation is not looked at.
  std::string check(x509_st* signer, const std::vector<Certificate>& others,
                    std::time_t when) const;

 private:
  struct Store;
  std::unique_ptr<Store> store_;
};

}  // namespace sohoa::pdf
