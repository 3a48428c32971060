// Dossiers that are complete but for their time-stamps: signed, checked, and kept out of sight
// until an authority has answered (R54). And published dossiers whose signatures are raised later.
//
//   STORAGE/.sohoa/stamping/CODE   a bag like a published one; its state is "awaiting_timestamp"
//   STORAGE/.sohoa/raising/CODE    a published one's copy in work; worth nothing after a crash
//   STORAGE/.sohoa/lock            held by the one process that does either
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/file.h"

namespace sohoa::storage {

// What became of one PDF of a dossier.
struct RaisedDocument {
  std::string pdf;    // as dossier.json names it, relative to data/
  std::string level;  // of all its signatures: "PAdES-B-T"
};

// Codes of the dossiers that wait, those that came first before others. Needs no lock.
std::vector<std::string> awaiting_stamps(const std::filesystem::path& storage);

// The PDFs that data/dossier.json of a folder names. Throws Error(image_damaged) for one that is
// not the description of a dossier, Error(file_missing) without it.
std::vector<std::string> dossier_pdfs(const std::filesystem::path& folder);

// Whoever holds it is the only one to change dossiers of this storage. May be moved, and its
// functions called for different codes by several threads at once.
class Stamping {
 public:
  // Throws Error(dossier_busy) if another process holds it, Error(storage_unusable, disk_full).
  explicit Stamping(const std::filesystem::path& storage);

  std::filesystem::path waiting(const std::string& code) const;  // its folder

  // Publishes a waiting dossier whose PDFs have been raised in place: writes their new hashes and
  // levels and its final state into dossier.json, makes the bag anew, checks it, syncs, and renames
  // it to STORAGE/CODE, which is returned. Killed at any moment, it can be called again. Throws
  // Error(check_failed) if anything but those PDFs changed while it waited, Error(dossier_exists),
  // and image_damaged, disk_full, storage_unusable.
  std::filesystem::path release(const std::string& code,
                                const std::vector<RaisedDocument>& raised) const;

  // Exchanges the published dossier `code` by one in which `raise` raised PDFs of a copy, given as
  // its folder: whoever looks sees the old one or the new one, whole. `raise` must replace files by
  // renaming, never write into them: the copy shares what is not replaced. If it returns nothing,
  // nothing changes. Throws Error(check_failed) if the dossier is no valid bag, and as release().
  void revise(const std::string& code,
              const std::function<std::vector<RaisedDocument>(const std::filesystem::path& copy)>&
                  raise) const;

 private:
  std::filesystem::path storage_;
  Fd lock_;
};

}  // namespace sohoa::storage
