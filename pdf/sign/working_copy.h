// A file that is changed as a whole or not at all: the work is done on a copy beside it, which
// takes its place by one rename.
#pragma once
#include <filesystem>

#include <sys/stat.h>

#include "core/file.h"

namespace sohoa::pdf {

// At any moment, kill and full disk included, the file is the old or the new one, complete. What a
// killed run leaves (".NAME.extend") the next one for this file takes away. Used by one thread.
class WorkingCopy {
 public:
  // Makes the place of the copy and locks it. A link is followed: the file it names is changed, and
  // the link stays. Throws Error(file_missing, storage_unusable, dossier_busy: another process has
  // it).
  explicit WorkingCopy(const std::filesystem::path& file);
  WorkingCopy(const WorkingCopy&) = delete;
  WorkingCopy& operator=(const WorkingCopy&) = delete;
  ~WorkingCopy();  // without commit() the copy is removed

  // The file itself until open() was called, then the copy.
  const std::filesystem::path& path() const noexcept { return filled_ ? copy_ : file_; }
  // Copies the file, sharing its blocks where the file system can. To be called before each change:
  // only the first call does something.
  void open();
  // Puts the copy in the file's place, synced, with its owner, permissions and extended attributes.
  // Nothing to do if open() was never called. Throws
  // Error(storage_unusable) if somebody else changed the file meanwhile.
  void commit();

 private:
  std::filesystem::path file_, copy_;
  Fd source_, target_;
  struct stat before_ {};
  bool filled_ = false;
};

}  // namespace sohoa::pdf
