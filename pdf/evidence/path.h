// A certificate's path to an anchor, and whether any certificate on it was revoked (RFC 5280, 6;
// ETSI EN 319 102-1, 5.2.6). Nothing is fetched: collect.h does that.
#pragma once
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

#include "pdf/crypto.h"
#include "pdf/evidence/evidence.h"
#include "pdf/evidence/trust.h"

namespace sohoa::pdf {

enum class Purpose : std::uint8_t { signing, time_stamping };
enum class Revocation : std::uint8_t { good, revoked, unknown };

struct PathVerdict {
  std::string problem;  // why there is no path good at that time; empty: there is one
  Revocation revocation = Revocation::unknown;  // the worst of the path
  std::string revocation_detail;  // which certificate, since when or why unknown; empty: good
  std::vector<Certificate> path;  // from the certificate to its anchor; empty with a problem
  // What the verdict rests on: the path and the responses and lists that were used, responders'
  // certificates included.
  Evidence used;
  bool good() const noexcept { return problem.empty() && revocation == Revocation::good; }
};

// Judges `certificate` at the moment `when`, given other certificates (those of the signature) and
// evidence. A revocation after `when` does not count. A response or list counts if it is signed by
// who may sign it (the issuer, or its delegate with the OCSP-signing purpose), and says something
// about the time: thisUpdate <= when + tolerance for freshness at signing, or, of one made later,
// that the certificate was not revoked before `when`. Anchors are not asked about. Untrusted bytes
// are expected everywhere; what cannot be parsed is left out of account. Thread-safe.
PathVerdict judge_path(const Anchors& anchors, x509_st* certificate,
                       const std::vector<Certificate>& others, const Evidence& evidence,
                       std::time_t when, Purpose purpose);

}  // namespace sohoa::pdf
