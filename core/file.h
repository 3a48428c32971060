// Files that survive: descriptors, durable writes, hashes, names. Every function throws
// Error(storage_unusable or disk_full) naming the path when the system refuses.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa {

// An owned file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept;
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd();
  int get() const noexcept { return fd_; }
  int release() noexcept;
  explicit operator bool() const noexcept { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// A regular file; pipes, devices and folders are Error(file_missing), as what cannot be opened is.
Fd open_for_reading(const std::filesystem::path& file);
void write_all(int fd, std::span<const std::byte> bytes, const std::filesystem::path& name);

// A file that appears under its name only when complete and on disk: written as NAME.part, synced,
// renamed, folder synced by commit(). Without commit() the part file is removed.
class DurableFile {
 public:
  explicit DurableFile(std::filesystem::path final_name);
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;
  ~DurableFile();
  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);
  int fd() const noexcept { return fd_.get(); }
  void commit();

 private:
  std::filesystem::path final_, part_;
  Fd fd_;
};
void write_durably(const std::filesystem::path& file, std::string_view text);

void sync_file(const std::filesystem::path& file);
void sync_folder(const std::filesystem::path& folder);
void sync_tree(const std::filesystem::path& folder);  // every file and folder below, then itself

// The whole file; throws Error(page_too_large) if it is longer than `limit` bytes and
// Error(file_missing) if it cannot be opened.
std::string read_file(const std::filesystem::path& file, std::uint64_t limit = 64U << 20U);
std::vector<std::byte> read_bytes(const std::filesystem::path& file, std::uint64_t limit);

// SHA-256, streaming; hex() is lower-case and ends it.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();
  void add(std::span<const std::byte> bytes);
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};
std::string sha256_of(std::span<const std::byte> bytes);
std::string sha256_of_file(const std::filesystem::path& file);

// A memfd that holds `bytes`, sealed against change; to hand to a child process.
Fd sealed_memory(std::span<const std::byte> bytes, const char* name);

// True for a name that is safe as one folder or file name everywhere: 1 to 100 of A-Z a-z 0-9 . _ -
// and not starting with a dot.
bool is_safe_name(std::string_view name) noexcept;

// A memory map of a whole file for reading; empty for an empty file.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& file);
  explicit MappedFile(const Fd& fd);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace sohoa
