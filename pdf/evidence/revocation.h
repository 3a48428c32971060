// What OCSP responses (RFC 6960) and lists of revocations (RFC 5280, 5) say about a certificate.
#pragma once
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "pdf/crypto.h"
#include "pdf/evidence/path.h"

namespace sohoa::pdf {

struct RevocationAnswer {
  Revocation status = Revocation::unknown;
  std::string detail;  // since when; or why what there is does not count; "" if there is nothing
  Evidence used;       // that it rests on, a delegated responder's certificate included
};

// Responses and lists, parsed once; both arguments must outlive it. What cannot be parsed is left
// out. Used by one thread.
class RevocationAnswers {
 public:
  // `responders`: certificates of which some may have signed responses.
  RevocationAnswers(const Evidence& evidence, const std::vector<Certificate>& responders);
  RevocationAnswers(const RevocationAnswers&) = delete;
  RevocationAnswers& operator=(const RevocationAnswers&) = delete;
  ~RevocationAnswers();

  // Whether the certificate was revoked at `when`: one answer that says so outweighs all others.
  RevocationAnswer about(x509_st* certificate, x509_st* issuer, std::time_t when) const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace sohoa::pdf
