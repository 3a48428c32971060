// Is this file what its signers signed, and who were they? (ETSI EN 319 102-1, the part for B-B)
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/error.h"

namespace sohoa::pdf {

struct SignatureVerdict {
  std::string field, signer, issuer, time, fingerprint, sub_filter;
  bool intact = false;       // digest and signature value are right
  bool trusted = false;      // chain to one of the anchors, valid at `time`, strong enough
  bool covers_file = false;  // its ByteRange ends at the end of the file
  bool later_changes_allowed = false;  // what follows is nothing but further signatures
  std::vector<std::string> problems;   // English, for logs and JSON; empty: good
};

struct PdfVerdict {
  std::size_t pages = 0;
  std::vector<SignatureVerdict> signatures;
  std::vector<std::string> problems;  // of the file as a whole
  bool good() const noexcept;         // at least one signature, and no problem anywhere
};

// PEM certificates that are trusted. Throws Error(data_missing, settings_invalid).
std::vector<std::string> read_anchors(const std::vector<std::filesystem::path>& files);

// Never throws for what is wrong inside the file: that is in the verdict. Throws
// Error(file_missing, page_too_large). Reads under limits; nothing is fetched from a network.
PdfVerdict verify(const std::filesystem::path& file, const std::vector<std::string>& anchors_pem);

}  // namespace sohoa::pdf
