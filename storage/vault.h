// The watched folder: a dossier is built out of sight and appears by one rename, complete.
// docs/storage.md is the contract for those who watch.
#pragma once
#include <filesystem>
#include <string>

#include "core/dossier.h"

namespace sohoa::storage {

// A dossier being put together in STORAGE/.sohoa/staging/CODE (same file system). Without publish()
// the folder is removed; what a killed process left is removed by the next run of that code.
class Staging {
 public:
  Staging(const std::filesystem::path& storage, const std::string& code);
  Staging(Staging&&) noexcept;
  ~Staging();
  std::filesystem::path data() const;  // the payload folder; has pdf/ alto/ and fields/ folders

  // Writes data/dossier.json, then bagit.txt, bag-info.txt, the manifests (last), checks the whole
  // bag as written, syncs everything, renames it to STORAGE/CODE, syncs STORAGE. Returns that path.
  // Throws Error(dossier_exists, check_failed, disk_full, storage_unusable); then nothing appeared.
  std::filesystem::path publish(const Dossier& dossier, const std::string& software);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sohoa::storage
