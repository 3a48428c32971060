// Is this file what its signers signed, who were they, and since when? (ETSI EN 319 102-1)
//
// Nothing is fetched from a network unless Trust says so. What cannot be known is said to be
// unknown, and is never good.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/child.h"
#include "pdf/evidence/collect.h"
#include "pdf/structure/structure.h"

namespace sohoa::pdf {

// Whom to trust, and where to learn of revocations beside what is in the file.
struct Trust {
  std::vector<std::string> anchors;  // PEM
  RevocationSources revocations = {};
};

// Of a signature, or of a document time-stamp (its authority is the signer).
struct SignatureVerdict {
  std::string field;           // its name: "clerk"
  std::string signer, issuer;  // common names
  std::string time;            // claimed by the signer, or the time-stamp's own; ISO 8601; or empty
  std::string proven;  // ISO 8601: trusted time-stamps show that it was there by then; empty: none
  std::string level;   // "PAdES-B-LT", by what is in the file; empty: none, and of time-stamps
  std::string fingerprint;   // SHA-256 of the signer's certificate, hex
  std::string sub_filter;    // "ETSI.CAdES.detached"
  bool intact = false;       // digest and signature value are right
  bool trusted = false;      // chain to one of the anchors, valid and strong enough (judge.h: when)
  bool covers_file = false;  // its ByteRange ends at the end of the file
  // What follows, up to the end of the file, is nothing but further signatures, document
  // time-stamps and evidence (revisions.h); anything else, be it a byte, is a problem.
  bool later_changes_allowed = false;
  std::vector<std::size_t> shown_later;         // pages on which signatures added later can be seen
  Revocation revocation = Revocation::unknown;  // of the chain, at `proven`, else now
  std::string revocation_detail;                // English; empty: good
  std::vector<std::string> problems;            // English, for logs and JSON; empty: good
  bool good() const noexcept;
};

struct PdfVerdict {
  std::size_t pages = 0;
  std::string title;                          // of the document; "" if it has none
  std::vector<SignatureVerdict> signatures;   // oldest first
  std::vector<SignatureVerdict> time_stamps;  // of the document, oldest first
  std::vector<std::string> problems;          // of the file as a whole
  StructureReport structure;                  // is it PDF/A? Says nothing of signatures
  bool good() const noexcept;  // at least one signature, and no problem but of structure
};

// PEM certificates that are trusted. Throws Error(data_missing, settings_invalid).
std::vector<std::string> read_anchors(const std::vector<std::filesystem::path>& files);

// Parses files in a helper process under limits (see workers() in reread.h), which it keeps from
// one file to the next: to start one costs more than to examine a file. It is started when first
// needed and again after it died. Used by one thread.
class Verifier {
 public:
  // Throws Error(settings_invalid) for more anchors than anybody has.
  explicit Verifier(const Trust& trust);
  // Never throws for what is wrong inside the file: that is in the verdict. Throws
  // Error(file_missing, page_too_large).
  PdfVerdict verify(const std::filesystem::path& file);

 private:
  Fd trust_;
  std::shared_ptr<Child> child_;  // only while it waits for the next file
};

// One file from wherever it comes, in a helper of its own. Thread-safe.
PdfVerdict verify(const std::filesystem::path& file, const Trust& trust);

}  // namespace sohoa::pdf
