#include "pdf/sign/working_copy.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "core/error.h"

namespace sohoa::pdf {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const fs::path& file, const std::string& doing) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  throw Error(full ? Cause::disk_full : Cause::storage_unusable,
              file.string() + ": " + doing + ": " + std::generic_category().message(code));
}

fs::path resolved(const fs::path& file) {
  std::error_code error;
  fs::path target = fs::canonical(file, error);
  if (error) throw Error(Cause::file_missing, file.string() + ": no such file");
  return target;
}

struct stat status_of(const Fd& file, const fs::path& name) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(name, "stat");
  return status;
}

bool named_so(const fs::path& name, const struct stat& status) {
  struct stat named {};
  return ::lstat(name.c_str(), &named) == 0 && named.st_ino == status.st_ino &&
         named.st_dev == status.st_dev;
}

Fd locked(const fs::path& copy) {
  Fd fd(::open(copy.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) fail(copy, "create");
  // Between open and flock its owner may have renamed or removed it: then this lock guards nothing.
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 || !named_so(copy, status_of(fd, copy)))
    throw Error(Cause::dossier_busy, copy.string() + ": another process is at work on its file");
  return fd;
}

void copy_bytes(const Fd& from, const Fd& to, const fs::path& name) {
  if (::ftruncate(to.get(), 0) != 0) fail(name, "truncate");
  if (::ioctl(to.get(), FICLONE, from.get()) == 0) return;
  if (::lseek(from.get(), 0, SEEK_SET) < 0 || ::lseek(to.get(), 0, SEEK_SET) < 0)
    fail(name, "seek");
  constexpr std::size_t most = 1U << 30U;
  for (;;) {
    const ssize_t n = ::copy_file_range(from.get(), nullptr, to.get(), nullptr, most, 0);
    if (n == 0) return;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP))
      break;
    if (n < 0) fail(name, "copy");
  }
  std::vector<std::byte> buffer(1U << 18U);
  for (;;) {
    const ssize_t n = ::read(from.get(), buffer.data(), buffer.size());
    if (n == 0) return;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(name, "read");
    write_all(to.get(), std::span(buffer).first(static_cast<std::size_t>(n)), name);
  }
}

// Among them is the access list. What this file system or user may not set (security labels) is
// given by the system anew.
void copy_attributes(const Fd& from, const Fd& to) {
  std::array<char, 65536> names{};
  const ssize_t size = ::flistxattr(from.get(), names.data(), names.size());
  std::vector<char> value(65536);
  for (ssize_t at = 0; at < size;) {
    const std::string name = names.data() + at;
    at += static_cast<ssize_t>(name.size()) + 1;
    const ssize_t length = ::fgetxattr(from.get(), name.c_str(), value.data(), value.size());
    if (length >= 0)
      (void)::fsetxattr(to.get(), name.c_str(), value.data(), static_cast<std::size_t>(length), 0);
  }
}

}  // namespace

WorkingCopy::WorkingCopy(const fs::path& file) : file_(resolved(file)) {
  source_ = open_for_reading(file_);
  copy_ = file_.parent_path() / ("." + file_.filename().string() + ".extend");
  target_ = locked(copy_);
}

WorkingCopy::~WorkingCopy() {
  if (target_) ::unlink(copy_.c_str());
}

void WorkingCopy::open() {
  if (filled_) return;
  before_ = status_of(source_, file_);
  copy_bytes(source_, target_, copy_);
  const struct stat mine = status_of(target_, copy_);
  if ((mine.st_uid != before_.st_uid || mine.st_gid != before_.st_gid) &&
      ::fchown(target_.get(), before_.st_uid, before_.st_gid) != 0)
    fail(file_, "keep its owner");
  filled_ = true;
}

void WorkingCopy::commit() {
  if (!filled_) return;
  const struct stat now = status_of(source_, file_);
  if (!named_so(file_, before_) || now.st_size != before_.st_size ||
      now.st_mtim.tv_sec != before_.st_mtim.tv_sec ||
      now.st_mtim.tv_nsec != before_.st_mtim.tv_nsec)
    throw Error(Cause::storage_unusable, file_.string() + ": somebody else changed it meanwhile");
  copy_attributes(source_, target_);
  if (::fchmod(target_.get(), before_.st_mode & 07777U) != 0) fail(file_, "keep its permissions");
  if (::fsync(target_.get()) != 0) fail(copy_, "sync");
  if (::rename(copy_.c_str(), file_.c_str()) != 0) fail(copy_, "rename");
  target_ = Fd();
  filled_ = false;
  sync_folder(file_.parent_path());
}

}  // namespace sohoa::pdf
