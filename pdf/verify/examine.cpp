#include "pdf/verify/examine.h"

#include <algorithm>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <fmt/format.h>

#include "core/error.h"
#include "pdf/slice.h"
#include "pdf/times.h"
#include "pdf/verify/revisions.h"
#include "pdf/verify/spans.h"
#include "pdf/verify/stored_evidence.h"

namespace sohoa::pdf {
namespace {

std::string title(QPDF& file) {
  QPDFObjectHandle info = file.getTrailer().getKey("/Info");
  if (!info.isDictionary()) return {};
  QPDFObjectHandle text = info.getKey("/Title");
  return text.isString() ? text.getUTF8Value() : std::string();
}

constexpr std::size_t max_signatures = 100;

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
  Examination(const Fd& file, const Anchors& anchors, const JudgePath& judge)
      : file_(file), size_(size_of(file)), anchors_(anchors), judge_(judge) {}

  PdfVerdict run() {
    finding(verdict_.problems, [this] {
      whole_ = parse_revision(file_, size_, "file");
      verdict_.pages = whole_->getAllPages().size();
      verdict_.title = title(*whole_);
      find_signatures();
      stored_ = stored_evidence(*whole_);
    });
    for (auto& c : cases_) finding(c.verdict.problems, [this, &c] { look_at(c); });
    judge_later_changes();
    judge_trust(cases_, stored_, anchors_, judge_, std::time(nullptr));
    refuse_ambiguity();
    for (auto& c : cases_)
      (c.is_stamp() ? verdict_.time_stamps : verdict_.signatures).push_back(std::move(c.verdict));
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
    c.verdict.time = iso_date(field.date).value_or("");
    if (!field.problem.empty()) c.problem(field.problem);
    const auto contents = std::as_bytes(std::span(field.contents));
    x509_st* signer = nullptr;
    if (c.is_stamp())
      signer = c.stamp.emplace(contents).signer();
    else
      signer = c.message.emplace(contents).signer();
    c.verdict.signer = common_name(signer);
    c.verdict.issuer = issuer_common_name(signer);
    c.verdict.fingerprint = fingerprint(signer);
    if (!field.problem.empty()) return;
    const std::string why = broken(c);
    c.verdict.intact = why.empty();
    if (!why.empty()) c.problem(why);
  }

  // Why the signed bytes are not what was signed; empty: they are.
  std::string broken(const Case& c) const {
    const SignatureField& field = c.field;
    if (std::string why = check_gap(file_, size_, field); !why.empty()) return why;
    const bool cades = field.sub_filter == "ETSI.CAdES.detached";
    if (!c.is_stamp() && !cades && field.sub_filter != "adbe.pkcs7.detached")
      return "a kind of signature that is not known here: " + field.sub_filter;
    Digest digest(c.is_stamp() ? c.stamp->digest_name() : c.message->digest_name());
    digest.add(file_, 0, field.covers.gap_begin);
    digest.add(file_, field.covers.gap_end, field.covers.end);
    return c.is_stamp() ? c.stamp->verify(digest.end()) : c.message->verify(digest.end(), cades);
  }

  // Each signature must end a revision of its own. Each step from one to the next, and from the
  // last to the end of the file, may add nothing but what revisions.h allows.
  void judge_later_changes() {
    bool allowed = true;
    std::unique_ptr<QPDF> next;
    for (std::size_t i = cases_.size(); i-- > 0;) {
      Case& c = cases_[i];
      std::unique_ptr<QPDF> own;
      const std::size_t before = c.verdict.problems.size();
      finding(c.verdict.problems, [&] {
        own = revision_of(c);
        if (!own) return;
        if (c.is_stamp()) c.evidence = stored_evidence(*own);
        if (i + 1 < cases_.size() && next) step(c, *own, cases_[i + 1].field, *next);
        if (i + 1 == cases_.size() && c.field.covers.end != size_) step_to_end(c, *own);
      });
      allowed = allowed && own && c.verdict.problems.size() == before;
      c.verdict.later_changes_allowed = allowed;
      if (i + 1 < cases_.size()) {
        const auto& later = cases_[i + 1].verdict.shown_later;
        c.verdict.shown_later.insert(c.verdict.shown_later.end(), later.begin(), later.end());
      }
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

  void step(Case& c, QPDF& own, const SignatureField& following, QPDF& next) const {
    if (following.covers.gap_begin < c.field.covers.end) c.problem("another signature overlaps it");
    take(c, compare_revisions(own, next));
    const std::string why = stray_bytes(file_, c.field.covers.end, following.covers.end);
    if (!why.empty()) c.problem("changed later: " + why);
  }

  void step_to_end(Case& c, QPDF& own) const {
    const Changes changes = compare_revisions(own, *whole_);
    take(c, changes);
    const std::string why = stray_bytes(file_, c.field.covers.end, size_);
    if (!changes.evidence || !changes.signatures.empty() || !changes.time_stamps.empty() ||
        !why.empty())
      c.problem("bytes follow that no signature covers" + (why.empty() ? why : ": " + why));
  }

  static void take(Case& c, const Changes& changes) {
    for (const auto& change : changes.forbidden) c.problem("changed later: " + change);
    if (c.field.permissions == 1 && !changes.signatures.empty())
      c.problem("signed again later, which its certification does not permit");
    c.verdict.shown_later = changes.visible_pages;
  }

  // A dictionary that says a thing twice means one thing here and another to the next reader.
  void refuse_ambiguity() {
    if (!whole_) return;
    for (const auto& warning : whole_->getWarnings())
      if (warning.getMessageDetail().find("duplicated key") != std::string::npos)
        verdict_.problems.push_back(warning.getObject() + ": " + warning.getMessageDetail());
  }

  const Fd& file_;
  std::uint64_t size_;
  const Anchors& anchors_;
  const JudgePath& judge_;
  std::unique_ptr<QPDF> whole_;
  Evidence stored_;
  std::vector<Case> cases_;
  PdfVerdict verdict_;
};

}  // namespace

PdfVerdict examine(const Fd& file, const Anchors& anchors, const JudgePath& judge) {
  return Examination(file, anchors, judge).run();
}

}  // namespace sohoa::pdf
