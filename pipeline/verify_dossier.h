// Can a published dossier be trusted? The bag, every hash, every signature, every promised file,
// that each is PDF/A, and the text of every page.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "pdf/reread.h"
#include "pdf/verify/verify.h"

namespace sohoa {

struct FileVerdict {
  std::string file;  // as given, or relative to the dossier
  pdf::PdfVerdict pdf;
  std::vector<bool> text;             // of each page: has it readable text?
  std::vector<std::string> problems;  // English, beside those of `pdf`
  // Nor does it say falsely that it is PDF/A; in a dossier it has to be.
  bool good() const noexcept {
    return pdf.good() && problems.empty() && !pdf.structure.breaks_claim();
  }
};

// The helpers that look at files, kept from one to the next. Used by one thread.
class Examiner {
 public:
  explicit Examiner(const pdf::Trust& trust) : verifier_(trust) {}
  // What is wrong inside the file is in the verdict. Throws Error(file_missing, page_too_large).
  FileVerdict examine(const std::filesystem::path& file);

 private:
  pdf::Verifier verifier_;
  pdf::Rereader rereader_;
};

struct DossierVerdict {
  std::string code, state;            // state as the dossier says: "complete", "needs_review"
  std::vector<std::string> problems;  // English, of the dossier as a whole
  std::vector<FileVerdict> documents;
  bool good() const noexcept;
};

// `folder` is untrusted: what is wrong inside it is in the verdict, not thrown. Paths that leave
// the folder are not followed. Throws Error(file_missing) if there is no such folder.
DossierVerdict verify_dossier(const std::filesystem::path& folder, Examiner& examiner);

}  // namespace sohoa
