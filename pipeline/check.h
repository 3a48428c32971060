// The self-check of a finished file, as written, before anyone may see it.
#pragma once
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "pdf/reread.h"
#include "pdf/verify/verify.h"

namespace sohoa {

// Keeps its helpers from one document to the next. Used by one thread.
class DocumentCheck {
 public:
  explicit DocumentCheck(const pdf::Trust& trust) : verifier_(trust) {}
  // The file has exactly these pages with exactly this text (as an independent reader extracts it,
  // in any order, white space apart), and these signatures: intact, trusted, nothing unsigned after
  // the last; and it is PDF/A. Throws Error(check_failed) naming what differs, Error(stopped).
  void pass(const std::filesystem::path& file, const std::vector<std::string>& texts,
            const std::vector<SignatureRecord>& signatures, const std::stop_token& stop);

  // Of any file: what its signatures are worth to the same anchors.
  pdf::PdfVerdict verdict(const std::filesystem::path& file) { return verifier_.verify(file); }

 private:
  pdf::Verifier verifier_;
  pdf::Rereader rereader_;
};

}  // namespace sohoa
