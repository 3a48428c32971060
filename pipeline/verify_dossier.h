// Can a published dossier be trusted? The bag, every hash, every signature, every promised file.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "pdf/verify/verify.h"

namespace sohoa {

struct FileVerdict {
  std::string file;  // as given, or relative to the dossier
  pdf::PdfVerdict pdf;
};

struct DossierVerdict {
  std::string code, state;            // state as the dossier says: "complete", "needs_review"
  std::vector<std::string> problems;  // English, of the dossier as a whole
  std::vector<FileVerdict> documents;
  bool good() const noexcept;
};

// `folder` is untrusted: what is wrong inside it is in the verdict, not thrown. Paths that leave
// the folder are not followed. Throws Error(file_missing) if there is no such folder.
DossierVerdict verify_dossier(const std::filesystem::path& folder,
                              const std::vector<std::string>& anchors_pem);

}  // namespace sohoa
