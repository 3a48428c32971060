// Is this file what its signers signed, and who were they? (ETSI EN 319 102-1, the part for B-B)
//
// The time of a B-B signature is what its signer claims (/M): certificates are judged at that time,
// and only a time-stamp could prove it. Revocation is not looked at.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/child.h"

namespace sohoa::pdf {

struct SignatureVerdict {
  std::string field;           // its name: "clerk"
  std::string signer, issuer;  // common names
  std::string time;            // claimed; ISO 8601; empty: none
  std::string fingerprint;     // SHA-256 of the signer's certificate, hex
  std::string sub_filter;      // "ETSI.CAdES.detached"
  bool intact = false;         // digest and signature value are right
  bool trusted = false;        // chain to one of the anchors, valid at `time`, strong enough
  bool covers_file = false;    // its ByteRange ends at the end of the file
  // What follows is nothing but further invisible signatures, up to the end of the file; anything
  // else, be it a byte, is a problem.
  bool later_changes_allowed = false;
  std::vector<std::string> problems;  // English, for logs and JSON; empty: good
};

struct PdfVerdict {
  std::size_t pages = 0;
  std::string title;                         // of the document; "" if it has none
  std::vector<SignatureVerdict> signatures;  // oldest first
  std::vector<std::string> problems;         // of the file as a whole
  bool good() const noexcept;                // at least one signature, and no problem anywhere
};

// PEM certificates that are trusted. Throws Error(data_missing, settings_invalid).
std::vector<std::string> read_anchors(const std::vector<std::filesystem::path>& files);

// Parses files in a helper process under limits (see workers() in reread.h), which it keeps from
// one file to the next: to start one costs more than to examine a file. It is started when first
// needed and again after it died. Nothing is fetched from a network. Used by one thread.
class Verifier {
 public:
  // Throws Error(settings_invalid) for more anchors than anybody has.
  explicit Verifier(const std::vector<std::string>& anchors_pem);
  // Never throws for what is wrong inside the file: that is in the verdict. Throws
  // Error(file_missing, page_too_large).
  PdfVerdict verify(const std::filesystem::path& file);

 private:
  Fd anchors_;
  std::shared_ptr<Child> child_;  // only while it waits for the next file
};

// One file from wherever it comes, in a helper of its own. Thread-safe.
PdfVerdict verify(const std::filesystem::path& file, const std::vector<std::string>& anchors_pem);

}  // namespace sohoa::pdf
