#include "pdf/verify/judge.h"

#include <algorithm>
#include <ranges>

#include "core/error.h"
#include "pdf/sign/level.h"
#include "pdf/slice.h"
#include "pdf/times.h"

namespace sohoa::pdf {
namespace {

constexpr std::time_t clock_tolerance = 3600;  // seconds a signer's clock may be ahead

// The moments that newer document time-stamps prove.
struct Proof {
  std::time_t when = 0;
  const Case* by = nullptr;  // nullptr: nothing but the clock, now
};

class TrustOfFile {
 public:
  TrustOfFile(const Evidence& stored, const Anchors& anchors, const JudgePath& judge,
              std::time_t now)
      : stored_(stored), anchors_(anchors), judge_(judge), now_(now) {}

  void run(std::vector<Case>& cases) {
    Proof proof{now_, nullptr};
    for (auto& c : std::views::reverse(cases)) {
      if (c.is_stamp() && c.stamp) {
        judge_document_stamp(c, proof);
        if (c.verdict.intact && c.verdict.trusted && c.verdict.revocation == Revocation::good) {
          proof = {c.stamp->seconds(), &c};
          if (newest_ == nullptr) newest_ = &c;
        }
      } else if (c.message) {
        judge_signature(c, proof);
      }
    }
  }

 private:
  static void take_over(Case& c, const PathVerdict& path) {
    c.verdict.trusted = path.problem.empty();
    if (!path.problem.empty()) c.problem("not trusted: " + path.problem);
    c.verdict.revocation = path.problem.empty() ? path.revocation : Revocation::unknown;
    c.verdict.revocation_detail = path.revocation_detail;
    if (!c.verdict.trusted || path.revocation == Revocation::good) return;
    c.problem((path.revocation == Revocation::revoked ? "revoked: " : "revocation is not known: ") +
              path.revocation_detail);
  }

  // A token's authority must hold at `control`. If what is at hand does not reach that far, it is
  // enough that the authority was not revoked when it made the token.
  PathVerdict judge_stamp(const TimeStamp& stamp, std::time_t control) const {
    PathVerdict path = at(stamp, control);
    if (stamp.seconds() > control + clock_tolerance)
      path.problem = "it is of a later time than what proves it";
    if (!path.problem.empty() || path.revocation != Revocation::unknown) return path;
    PathVerdict then = at(stamp, stamp.seconds());
    return then.good() ? std::move(then) : std::move(path);
  }

  PathVerdict at(const TimeStamp& stamp, std::time_t when) const {
    return judge_(stamp.signer(), stamp.certificates(), stored_, Purpose::time_stamping, when);
  }

  void judge_document_stamp(Case& c, const Proof& proof) const {
    c.verdict.time = c.stamp->time();
    take_over(c, judge_stamp(*c.stamp, proof.when));
    if (proof.by != nullptr) c.verdict.proven = iso_utc(proof.when);
  }

  // The time-stamp within a signature, if it is right and to be trusted.
  std::optional<TimeStamp> own_stamp(Case& c, std::time_t control) const {
    const auto token = c.message->time_stamp();
    if (!token) return std::nullopt;
    std::string why;
    try {
      TimeStamp stamp(*token);
      Digest digest(stamp.digest_name());
      const Bytes value = c.message->value();
      digest.add({reinterpret_cast<const char*>(value.data()), value.size()});
      why = stamp.verify(digest.end());
      if (why.empty()) {
        const PathVerdict path = judge_stamp(stamp, control);
        if (path.good()) return stamp;
        why = !path.problem.empty() ? path.problem
              : path.revocation == Revocation::revoked
                  ? "its authority was revoked: " + path.revocation_detail
                  : "revocation of its authority is not known: " + path.revocation_detail;
      }
    } catch (const Error& e) {
      why = e.what();
    }
    c.problem("its time-stamp is not to be trusted: " + why);
    return std::nullopt;
  }

  void judge_signature(Case& c, const Proof& proof) {
    const auto stamp = own_stamp(c, proof.when);
    std::optional<std::time_t> proven;
    if (proof.by != nullptr) proven = proof.when;
    if (stamp) proven = std::min(proven.value_or(stamp->seconds()), stamp->seconds());
    if (proven) c.verdict.proven = iso_utc(*proven);
    take_over(c, judge_(c.message->signer(), c.message->certificates(), stored_, Purpose::signing,
                        proven.value_or(now_)));
    judge_claim(c, proven);
    c.verdict.level = level_of(c, proven, stamp, proof);
  }

  void judge_claim(Case& c, std::optional<std::time_t> proven) const {
    std::string why;
    const auto claimed = seconds(c.verdict.time);
    if (!claimed && !proven)
      why = "it does not say when it was made";
    else if (claimed && *claimed > proven.value_or(now_) + clock_tolerance)
      why =
          proven ? "it says it was made after its time-stamp" : "it says it was made in the future";
    else if (claimed && !proven)
      why = anchors_.check(c.message->signer(), with_stored(c.message->certificates()), *claimed);
    if (why.empty()) return;
    c.verdict.trusted = false;
    c.problem("not trusted: " + why);
  }

  std::vector<Certificate> with_stored(const std::vector<Certificate>& enclosed) const {
    std::vector<Certificate> all;
    for (const auto& one : enclosed) all.push_back(shared(one.get()));
    for (const auto& der : stored_.certificates)
      if (auto one = read_certificate(der)) all.push_back(std::move(one));
    return all;
  }

  std::string level_of(const Case& c, std::optional<std::time_t> proven,
                       const std::optional<TimeStamp>& stamp, const Proof& proof) const {
    if (!c.verdict.intact || c.field.sub_filter != "ETSI.CAdES.detached") return {};
    if (!proven) return level_name(Level::b);
    if (!enclosed(c, *proven, stamp, proof, stored_)) return level_name(Level::t);
    const bool archived = newest_ != nullptr && proof.by != nullptr &&
                          enclosed(c, *proven, stamp, proof, newest_->evidence);
    return level_name(archived ? Level::lta : Level::lt);
  }

  // Does this evidence alone show that signer and time-stamp were good?
  bool enclosed(const Case& c, std::time_t proven, const std::optional<TimeStamp>& stamp,
                const Proof& proof, const Evidence& evidence) const {
    const auto good = [&](x509_st* of, const std::vector<Certificate>& others, Purpose purpose,
                          std::time_t when) {
      return judge_path(anchors_, of, others, evidence, when, purpose).good();
    };
    if (!good(c.message->signer(), c.message->certificates(), Purpose::signing, proven))
      return false;
    const TimeStamp* by = stamp ? &*stamp : proof.by != nullptr ? &*proof.by->stamp : nullptr;
    return by == nullptr ||
           good(by->signer(), by->certificates(), Purpose::time_stamping, by->seconds());
  }

  const Evidence& stored_;
  const Anchors& anchors_;
  const JudgePath& judge_;
  std::time_t now_;
  const Case* newest_ = nullptr;  // of the document time-stamps that hold
};

}  // namespace

void judge_trust(std::vector<Case>& cases, const Evidence& stored, const Anchors& anchors,
                 const JudgePath& judge, std::time_t now) {
  TrustOfFile(stored, anchors, judge, now).run(cases);
}

}  // namespace sohoa::pdf
