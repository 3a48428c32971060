#include "pdf/verify/examine.h"

#include <algorithm>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "pdf/evidence/trust.h"
#include "pdf/signature_field.h"
#include "pdf/slice.h"
#include "pdf/times.h"
#include "pdf/verify/revisions.h"

namespace sohoa::pdf {
namespace {

std::string title(QPDF& file) {
  QPDFObjectHandle info = file.getTrailer().getKey("/Info");
  if (!info.isDictionary()) return {};
  QPDFObjectHandle text = info.getKey("/Title");
  return text.isString() ? text.getUTF8Value() : std::string();
}

constexpr std::size_t max_signatures = 100;
constexpr std::time_t clock_tolerance = 3600;  // seconds a signer's clock may be ahead of ours

// One signature while it is looked at.
struct Case {
  SignatureField field;
  SignatureVerdict verdict;
  void problem(const std::string& text) { verdict.problems.push_back(text); }
};

// Runs a step over hostile data; what it throws is a finding.
template <class Step>
void finding(std::vector<std::string>& problems, Step&& step) {
  try {
    step();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    problems.emplace_back(e.what());
  }
}

class Examination {
 public:
  Examination(const Fd& file, const std::vector<std::string>& anchors)
      : file_(file), size_(size_of(file)), anchors_(anchors) {}

  PdfVerdict run() {
    finding(verdict_.problems, [this] {
      whole_ = parse_revision(file_, size_, "file");
      verdict_.pages = whole_->getAllPages().size();
      verdict_.title = title(*whole_);
      find_signatures();
    });
    for (auto& c : cases_) finding(c.verdict.problems, [this, &c] { look_at(c); });
    judge_later_changes();
    for (auto& c : cases_) verdict_.signatures.push_back(std::move(c.verdict));
    return std::move(verdict_);
  }

 private:
  void find_signatures() {
    for (auto& field : signature_fields(*whole_)) {
      if (cases_.size() == max_signatures)
        throw Error(Cause::image_damaged, fmt::format("more than {} signatures", max_signatures));
      Case c;
      c.verdict.field = field.name;
      c.verdict.sub_filter = field.sub_filter;
      c.field = std::move(field);
      cases_.push_back(std::move(c));
    }
    std::stable_sort(cases_.begin(), cases_.end(), [](const Case& a, const Case& b) {
      return a.field.covers.end < b.field.covers.end;
    });
  }

  void look_at(Case& c) {
    const SignatureField& field = c.field;
    c.verdict.covers_file = field.problem.empty() && field.covers.end == size_;
    const auto time = iso_date(field.date);
    if (time) c.verdict.time = *time;
    const SignedMessage message(std::as_bytes(std::span(field.contents)));
    c.verdict.signer = common_name(message.signer());
    c.verdict.issuer = issuer_common_name(message.signer());
    c.verdict.fingerprint = fingerprint(message.signer());
    judge_integrity(c, message);
    judge_trust(c, message);
  }

  void judge_integrity(Case& c, const SignedMessage& message) const {
    const SignatureField& field = c.field;
    std::string why = field.problem;
    if (why.empty()) why = check_gap(file_, size_, field);
    const bool cades = field.sub_filter == "ETSI.CAdES.detached";
    if (why.empty() && !cades && field.sub_filter != "adbe.pkcs7.detached")
      why = "a kind of signature that is not known here: " + field.sub_filter;
    if (why.empty()) {
      Digest digest(message.digest_name());
      digest.add(file_, 0, field.covers.gap_begin);
      digest.add(file_, field.covers.gap_end, field.covers.end);
      why = message.verify(digest.end(), cades);
    }
    c.verdict.intact = why.empty();
    if (!why.empty()) c.problem(why);
  }

  void judge_trust(Case& c, const SignedMessage& message) const {
    const std::time_t now = std::time(nullptr);
    std::time_t when = now;
    std::string why;
    if (c.verdict.time.empty())
      why = "it does not say when it was made";
    else
      when = *seconds(c.verdict.time);
    if (when > now + clock_tolerance) why = "it says it was made in the future";
    if (why.empty()) why = anchors_.check(message.signer(), message.certificates(), when);
    c.verdict.trusted = why.empty();
    if (!why.empty()) c.problem("not trusted: " + why);
  }

  // Each signature must end a revision of its own, and each step from one to the next may add
  // nothing but the next; bytes after the last belong to nobody.
  void judge_later_changes() {
    if (cases_.empty()) return;
    bool allowed = true;
    if (cases_.back().field.covers.end != size_) {
      allowed = false;
      cases_.back().problem("bytes follow that no signature covers");
    }
    std::unique_ptr<QPDF> next;
    for (std::size_t i = cases_.size(); i-- > 0;) {
      Case& c = cases_[i];
      std::unique_ptr<QPDF> own;
      const std::size_t before = c.verdict.problems.size();
      finding(c.verdict.problems, [&] {
        own = revision_of(c);
        if (own && next) compare(c, cases_[i + 1], *own, *next);
        // What follows the last signature is refused already; this says what it did.
        if (own && !next && c.field.covers.end != size_) compare(c, *own, *whole_);
      });
      allowed = allowed && own && c.verdict.problems.size() == before;
      c.verdict.later_changes_allowed = allowed;
      next = std::move(own);
    }
  }

  // The file as it was when this signature was made; nullptr if that was no PDF with it in.
  std::unique_ptr<QPDF> revision_of(Case& c) const {
    if (!c.field.problem.empty() || c.field.covers.end > size_) return nullptr;
    auto revision = parse_revision(file_, c.field.covers.end, "signed revision");
    for (const auto& field : signature_fields(*revision))
      if (field.name == c.field.name && field.covers == c.field.covers &&
          field.contents == c.field.contents)
        return revision;
    c.problem("it was not in the file when it was made");
    return nullptr;
  }

  static void compare(Case& c, const Case& following, QPDF& own, QPDF& next) {
    if (following.field.covers.gap_begin < c.field.covers.end)
      c.problem("another signature overlaps it");
    compare(c, own, next);
  }
  static void compare(Case& c, QPDF& own, QPDF& next) {
    for (const auto& change : forbidden_changes(own, next)) c.problem("changed later: " + change);
  }

  const Fd& file_;
  std::uint64_t size_;
  Anchors anchors_;
  std::unique_ptr<QPDF> whole_;
  std::vector<Case> cases_;
  PdfVerdict verdict_;
};

}  // namespace

PdfVerdict examine(const Fd& file, const std::vector<std::string>& anchors_pem) {
  return Examination(file, anchors_pem).run();
}

}  // namespace sohoa::pdf
