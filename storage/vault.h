// The watched folder: a dossier is built out of sight and appears by one rename, complete.
// docs/storage.md is the contract for those who watch.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/dossier.h"
#include "core/error.h"

namespace sohoa::storage {

// Where the storage has something of this name for all to see, be it a dossier or not.
std::optional<std::filesystem::path> published(const std::filesystem::path& storage,
                                               const std::string& code);
// The same, or where the dossier of that code waits for its time-stamps (storage/stamping.h); with
// either the code is taken.
std::optional<std::filesystem::path> finished_place(const std::filesystem::path& storage,
                                                    const std::string& code);

// Error(dossier_exists) that says what stands at `place`, which finished_place() returned.
Error taken(const std::filesystem::path& place);

// Writes data/dossier.json and makes the folder a bag, on disk and checked as written. Throws
// Error(check_failed, disk_full, storage_unusable).
void seal(const std::filesystem::path& folder, const nlohmann::ordered_json& dossier);

// Renames a folder to a name that must be free. Throws Error(dossier_exists, storage_unusable).
void rename_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to);

// A dossier being put together in STORAGE/.sohoa/staging/CODE (same file system). Without publish()
// the folder is removed; what a killed process left is removed by the next run of that code. The
// caller holds the Batch of that code, so that no other process is in the folder.
class Staging {
 public:
  // Throws Error(code_invalid, dossier_exists, storage_unusable, disk_full).
  Staging(const std::filesystem::path& storage, const std::string& code);
  Staging(Staging&&) noexcept;
  Staging& operator=(Staging&&) noexcept;
  ~Staging();
  std::filesystem::path data() const;  // the payload folder; has pdf/ alto/ and fields/ folders

  // Writes data/dossier.json and data/portal.json, then bagit.txt, bag-info.txt, the manifests
  // (last), syncs everything, checks the whole bag as written, renames it to STORAGE/CODE, or, if
  // it awaits time-stamps, to the place where it waits, and syncs that folder. Returns that path.
  // Throws Error(dossier_exists, check_failed, disk_full, storage_unusable); then nothing appeared.
  // The one exception: if that folder itself cannot be synced after the rename,
  // Error(storage_unusable) says so; the dossier stands, and Batch::finished() knows it.
  std::filesystem::path publish(const Dossier& dossier, const std::string& software);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sohoa::storage
