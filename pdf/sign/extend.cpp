#include "pdf/sign/extend.h"

#include <algorithm>
#include <qpdf/QPDF.hh>

#include <fmt/format.h>

#include "core/error.h"
#include "pdf/sign/evidence_revision.h"
#include "pdf/sign/working_copy.h"
#include "pdf/signature_field.h"
#include "pdf/slice.h"
#include "pdf/times.h"
#include "pdf/verify/examine.h"
#include "pdf/verify/stored_evidence.h"

namespace sohoa::pdf {
namespace {

// The values of `all` that `some` has not.
std::vector<Bytes> without(const std::vector<Bytes>& all, const std::vector<Bytes>& some) {
  std::vector<Bytes> out;
  for (const auto& value : all)
    if (std::ranges::find(some, value) == some.end()) out.push_back(value);
  return out;
}

Evidence without(const Evidence& all, const Evidence& some) {
  return {without(all.certificates, some.certificates), without(all.ocsps, some.ocsps),
          without(all.crls, some.crls)};
}

// How the file stands, and what would have to be in it so that it is found so without a network.
struct State {
  PdfVerdict verdict;
  std::vector<SignatureField> fields;  // oldest first
  Evidence missing;
  Level level = Level::b;  // of the weakest signature
  std::string good_until;

  bool unproven() const {
    return std::ranges::any_of(verdict.signatures, [](const auto& s) { return s.proven.empty(); });
  }
};

class Extending {
 public:
  Extending(const std::filesystem::path& file, const Extension& asked, const std::stop_token& stop)
      : copy_(file), asked_(asked), stop_(stop) {}

  Extended run() {
    look();
    Extended result{state_.level, state_.level, false, state_.good_until};
    const bool renew = asked_.target == Level::lta && state_.level == Level::lta && ends_soon();
    if (state_.level >= asked_.target && !renew) return result;
    prove();
    enclose();
    if (asked_.target == Level::lta) archive();
    if (state_.level < asked_.target)
      throw Error(Cause::check_failed, name() + ": it was raised to " + level_name(state_.level) +
                                           " only, not to " + level_name(asked_.target));
    // An authority whose own certificate ends no later cannot make it hold any longer.
    if (renew && state_.good_until <= result.good_until) return result;
    copy_.commit();
    return {result.before, state_.level, true, state_.good_until};
  }

 private:
  std::string name() const { return copy_.path().string(); }

  // Judges by what is in the file, and where that is not enough by what can be had; what was used
  // then is what is missing.
  void look() {
    const Fd file = open_for_reading(copy_.path());
    Evidence used;
    const JudgePath judge = [&](x509_st* certificate, const std::vector<Certificate>& others,
                                const Evidence& known, Purpose purpose, std::time_t when) {
      PathVerdict path = judge_path(*asked_.anchors, certificate, others, known, when, purpose);
      if (!path.good())
        path = asked_.collector->judge(certificate, others, known, purpose, when, stop_);
      if (path.good()) used.add(path.used);
      return path;
    };
    state_ = {};
    state_.verdict = examine(file, *asked_.anchors, judge);
    require_sound();
    const auto pdf = parse_revision(file, size_of(file), name());
    state_.missing = without(used, stored_evidence(*pdf));
    state_.fields = signature_fields(*pdf);
    std::ranges::stable_sort(state_.fields, {}, [](const auto& f) { return f.covers.end; });
    state_.level = weakest();
    state_.good_until = good_until();
  }

  void require_sound() const {
    const PdfVerdict& v = state_.verdict;
    const auto refuse = [this](Cause cause, const std::string& why) {
      throw Error(cause, name() + ": " + why);
    };
    if (!v.problems.empty()) refuse(Cause::not_trusted, v.problems.front());
    if (v.signatures.empty()) refuse(Cause::not_trusted, "it has no signature");
    for (const auto* list : {&v.signatures, &v.time_stamps})
      for (const auto& s : *list) {
        if (s.problems.empty()) continue;
        const bool known = !s.intact || !s.trusted || s.revocation != Revocation::unknown;
        refuse(known ? Cause::not_trusted : Cause::revocation_unknown,
               s.field + ": " + s.problems.front());
      }
    if (!v.good()) refuse(Cause::not_trusted, "its signatures do not hold");
  }

  Level weakest() const {
    Level level = Level::lta;
    for (const auto& s : state_.verdict.signatures) {
      const auto its = level_named(s.level);
      if (!its)
        throw Error(Cause::file_unsupported,
                    name() + ": " + s.field + " is no PAdES signature: " + s.sub_filter);
      level = std::min(level, *its);
    }
    return level;
  }

  // When the certificate of the newest time-stamp ends.
  std::string good_until() const {
    for (auto field = state_.fields.rbegin(); field != state_.fields.rend(); ++field) {
      const auto contents = std::as_bytes(std::span(field->contents));
      if (field->sub_filter == time_stamp_filter) return not_after(TimeStamp(contents).signer());
      if (const auto token = SignedMessage(contents).time_stamp())
        return not_after(TimeStamp(*token).signer());
    }
    return {};
  }

  bool ends_soon() const {
    const auto end = seconds(state_.good_until);
    constexpr std::time_t day = 24 * 3600;
    return !end || *end < std::time(nullptr) + asked_.renew_days * day;
  }

  // B-T. What a document time-stamp would prove the archive's own will prove too.
  void prove() {
    if (!state_.unproven()) return;
    const SignatureField newest = state_.fields.back();
    const auto& last = state_.verdict.signatures.back();
    if (last.covers_file && last.proven.empty() && last.field == newest.name) {
      copy_.open();
      stamp_signature(copy_.path(), newest, asked_.authority, stop_);
      look();
    }
    if (!state_.unproven() || asked_.target == Level::lta) return;
    stamp();
  }

  // B-LT: all that the verdict rests on goes into the file.
  void enclose() {
    if (asked_.target < Level::lt || state_.missing.empty()) return;
    copy_.open();
    append_evidence(copy_.path(), state_.missing);
    look();
  }

  // B-LTA. The evidence of the new time-stamp itself follows, if it is not there yet.
  void archive() {
    stamp();
    enclose();
  }

  void stamp() {
    copy_.open();
    append_time_stamp(copy_.path(), asked_.authority, stop_);
    look();
  }

  WorkingCopy copy_;
  const Extension& asked_;
  std::stop_token stop_;
  State state_;
};

}  // namespace

Extended extend(const std::filesystem::path& file, const Extension& extension,
                const std::stop_token& stop) {
  if (!extension.anchors || extension.collector == nullptr)
    throw Error(Cause::bug, "extension without anchors or collector");
  return Extending(file, extension, stop).run();
}

}  // namespace sohoa::pdf
