#include "core/file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

namespace sohoa {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const char* doing, const fs::path& name) {
  const int code = errno;
  const Cause cause = code == ENOSPC || code == EDQUOT || code == EFBIG ? Cause::disk_full
                                                                        : Cause::storage_unusable;
  throw Error(cause, name.string() + ": " + doing + ": " + std::generic_category().message(code));
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = other.release();
  }
  return *this;
}

Fd::~Fd() {
  if (fd_ >= 0) ::close(fd_);
}

int Fd::release() noexcept {
  const int fd = fd_;
  fd_ = -1;
  return fd;
}

Fd open_for_reading(const fs::path& file) {
  // Non-blocking, so that a pipe without a writer does not hold us up; regular files ignore it.
  Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd)
    throw Error(Cause::file_missing,
                file.string() + ": cannot be opened: " + std::generic_category().message(errno));
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode))
    throw Error(Cause::file_missing, file.string() + ": not a regular file");
  return fd;
}

void write_all(int fd, std::span<const std::byte> bytes, const fs::path& name) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0) {
      if (errno == EINTR) continue;
      fail("write", name);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(done));
  }
}

DurableFile::DurableFile(fs::path final_name)
    : final_(std::move(final_name)), part_(final_.string() + ".part") {
  fd_ = Fd(::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!fd_) fail("create", part_);
}

DurableFile::~DurableFile() {
  if (fd_) ::unlink(part_.c_str());
}

void DurableFile::write(std::span<const std::byte> bytes) { write_all(fd_.get(), bytes, part_); }

void DurableFile::write(std::string_view text) { write(std::as_bytes(std::span(text))); }

void DurableFile::commit() {
  if (::fsync(fd_.get()) != 0) fail("sync", part_);
  if (::rename(part_.c_str(), final_.c_str()) != 0) fail("rename", part_);
  fd_ = Fd();
  sync_folder(final_.parent_path().empty() ? "." : final_.parent_path());
}

void write_durably(const fs::path& file, std::string_view text) {
  DurableFile out(file);
  out.write(text);
  out.commit();
}

void sync_file(const fs::path& file) {
  const Fd fd = open_for_reading(file);
  if (::fsync(fd.get()) != 0) fail("sync", file);
}

void sync_folder(const fs::path& folder) {
  const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) fail("open", folder);
  if (::fsync(fd.get()) != 0) fail("sync", folder);
}

void sync_tree(const fs::path& folder) {
  std::error_code failure;
  fs::recursive_directory_iterator entries(folder, failure);
  for (; !failure && entries != fs::recursive_directory_iterator(); entries.increment(failure)) {
    const auto status = entries->symlink_status(failure);
    if (fs::is_directory(status))
      sync_folder(entries->path());
    else if (fs::is_regular_file(status))
      sync_file(entries->path());
  }
  if (failure) {
    errno = failure.value();
    fail("list", folder);
  }
  sync_folder(folder);
}

std::vector<std::byte> read_bytes(const fs::path& file, std::uint64_t limit) {
  const Fd fd = open_for_reading(file);
  std::vector<std::byte> bytes;
  std::array<std::byte, 65536> buffer;  // NOLINT: filled by read
  for (;;) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0) {
      if (errno == EINTR) continue;
      fail("read", file);
    }
    if (got == 0) return bytes;
    bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + got);
    if (bytes.size() > limit)
      throw Error(Cause::page_too_large,
                  file.string() + ": longer than the limit of " + std::to_string(limit) + " bytes");
  }
}

std::string read_file(const fs::path& file, std::uint64_t limit) {
  const auto bytes = read_bytes(file, limit);
  std::string text(bytes.size(), '\0');
  if (!bytes.empty()) std::memcpy(text.data(), bytes.data(), bytes.size());
  return text;
}

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> md{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  if (!context_->md || EVP_DigestInit_ex(context_->md.get(), EVP_sha256(), nullptr) != 1)
    throw Error(Cause::bug, "sha-256: cannot be started");
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) {
  if (!context_->md || EVP_DigestUpdate(context_->md.get(), bytes.data(), bytes.size()) != 1)
    throw Error(Cause::bug, "sha-256: used after its end");
}

std::string Sha256::hex() {
  std::array<unsigned char, 32> digest{};
  if (!context_->md || EVP_DigestFinal_ex(context_->md.get(), digest.data(), nullptr) != 1)
    throw Error(Cause::bug, "sha-256: used after its end");
  context_->md.reset();
  std::string text;
  constexpr std::string_view digits = "0123456789abcdef";
  for (const unsigned char byte : digest) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string sha256_of(std::span<const std::byte> bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

std::string sha256_of_file(const fs::path& file) {
  const Fd fd = open_for_reading(file);
  Sha256 hash;
  std::vector<std::byte> buffer(1U << 18U);
  for (;;) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0) {
      if (errno == EINTR) continue;
      fail("read", file);
    }
    if (got == 0) return hash.hex();
    hash.add(std::span(buffer).first(static_cast<std::size_t>(got)));
  }
}

Fd sealed_memory(std::span<const std::byte> bytes, const char* name) {
  Fd fd(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd) fail("create memory", name);
  write_all(fd.get(), bytes, name);
  if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
    fail("seal memory", name);
  return fd;
}

bool is_safe_name(std::string_view name) noexcept {
  if (name.empty() || name.size() > 100 || name.front() == '.') return false;
  for (const char c : name) {
    const bool fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
    if (!fine) return false;
  }
  return true;
}

MappedFile::MappedFile(const fs::path& file) : MappedFile(open_for_reading(file)) {}

MappedFile::MappedFile(const Fd& fd) {
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) fail("stat", "mapped file");
  size_ = static_cast<std::size_t>(info.st_size);
  if (size_ == 0) return;
  void* data = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (data == MAP_FAILED) {
    size_ = 0;
    fail("map", "mapped file");
  }
  data_ = static_cast<const std::byte*>(data);
}

MappedFile::MappedFile(MappedFile&& other) noexcept : data_(other.data_), size_(other.size_) {
  other.data_ = nullptr;
  other.size_ = 0;
}

MappedFile::~MappedFile() {
  // munmap takes a non-const pointer though it changes nothing of ours.
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);  // NOLINT
}

}  // namespace sohoa
