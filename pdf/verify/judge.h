// Whom to trust and since when: chains, revocation, time and level of a file's signatures (ETSI EN
// 319 102-1, 5.5 and 5.6; levels: ETSI EN 319 142-1, 6).
//
// From the newest to the oldest: each document time-stamp is judged at the moment which the next
// newer one proves (now, if there is none), and so proves its own moment for all that it covers,
// for longer than its certificate lasts. A signature's own time-stamp is judged in the same way.
// The signer is judged at the earliest proven moment; without one now, and at the claimed moment
// too: who holds a stolen key claims what he likes.
#pragma once
#include <ctime>
#include <functional>
#include <optional>
#include <vector>

#include "pdf/evidence/path.h"
#include "pdf/evidence/time_stamp.h"
#include "pdf/signature_field.h"
#include "pdf/verify/verify.h"

namespace sohoa::pdf {

// judge_path() with whatever else is at hand to know revocations by.
using JudgePath =
    std::function<PathVerdict(x509_st* certificate, const std::vector<Certificate>& others,
                              const Evidence& known, Purpose purpose, std::time_t when)>;

// One signature or document time-stamp while it is looked at.
struct Case {
  SignatureField field;
  SignatureVerdict verdict;
  std::optional<SignedMessage> message;  // of a signature
  std::optional<TimeStamp> stamp;        // of a document time-stamp
  Evidence evidence;                     // in the file when a document time-stamp was made

  bool is_stamp() const { return field.sub_filter == time_stamp_filter; }
  void problem(const std::string& text) { verdict.problems.push_back(text); }
};

// `cases`: oldest first, their integrity judged; trusted, revocation, proven, level and problems of
// each verdict are filled in. `stored`: evidence in the file. `anchors` and `judge` know the same
// anchors.
void judge_trust(std::vector<Case>& cases, const Evidence& stored, const Anchors& anchors,
                 const JudgePath& judge, std::time_t now);

}  // namespace sohoa::pdf
