#include "storage/folders.h"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/file.h"
#include "storage/manifest.h"

namespace sohoa::storage {
namespace fs = std::filesystem;

void refuse(const fs::path& name, std::string_view doing, int code) {
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  throw Error(
      full ? Cause::disk_full : Cause::storage_unusable,
      fmt::format("{}: {}: {}", name.string(), doing, std::generic_category().message(code)));
}

void make_folder(const fs::path& folder, unsigned mode) {
  if (::mkdir(folder.c_str(), mode) == 0)
    sync_folder(folder.parent_path());
  else if (errno != EEXIST)
    refuse(folder, "make folder", errno);
}

void require_code(const std::string& code) {
  if (!is_safe_name(code))
    throw Error(Cause::code_invalid,
                fmt::format("dossier code '{}': 1 to 100 of A-Z a-z 0-9 . _ - are expected, and "
                            "no dot at the start",
                            printable(code.substr(0, 200))));
}

fs::path hidden(const fs::path& storage, std::string_view name) {
  struct stat outer {};
  struct stat inner {};
  if (::stat(storage.c_str(), &outer) != 0) refuse(storage, "look at storage folder", errno);
  if (!S_ISDIR(outer.st_mode)) refuse(storage, "look at storage folder", ENOTDIR);
  if (::access(storage.c_str(), W_OK | X_OK) != 0) refuse(storage, "write into storage", errno);
  const auto own = storage / hidden_folder;
  make_folder(own, 0700);
  if (::lstat(own.c_str(), &inner) != 0) refuse(own, "look at folder", errno);
  if (!S_ISDIR(inner.st_mode)) refuse(own, "look at folder", ENOTDIR);
  if (inner.st_dev != outer.st_dev)
    throw Error(Cause::storage_unusable,
                own.string() + ": not on the file system of the storage folder");
  const auto folder = own / name;
  make_folder(folder, 0700);
  return folder;
}

void remove_tree(const fs::path& folder) {
  std::error_code failure;
  fs::remove_all(folder, failure);
  if (failure) refuse(folder, "remove", failure.value());
}

}  // namespace sohoa::storage
