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

  struct Path {
    std::string problem;                    // empty: there is a path
    std::vector<Certificate> certificates;  // the given one first, an anchor last
  };
  // The path over `others` to an anchor, if all of it was valid at `when` and its keys and digests
  // have 112 bits of strength (no SHA-1, no RSA under 2048).
  Path path(x509_st* certificate, const std::vector<Certificate>& others, std::time_t when) const;

  // Why the signer's chain is not good at `when` (empty: it is): no path, or not a certificate
  // for signing. Revocation is not looked at.
  std::string check(x509_st* signer, const std::vector<Certificate>& others,
                    std::time_t when) const;

 private:
  struct Store;
  std::unique_ptr<Store> store_;
};

}  // namespace sohoa::pdf
