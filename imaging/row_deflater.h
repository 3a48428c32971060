// Pixel rows as the zlib stream of a PNG (a filter byte before each row), written as they come.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/file.h"

namespace sohoa::imaging {

// Fast rather than small: zlib level 1, and per row the filter Sub or Up, whichever leaves the
// smaller differences. Throws Error(storage_unusable, disk_full).
class RowDeflater {
 public:
  RowDeflater(const std::filesystem::path& out, int width, int components);
  RowDeflater(const RowDeflater&) = delete;
  RowDeflater& operator=(const RowDeflater&) = delete;
  ~RowDeflater();
  // `row` is width x components bytes.
  void add(const std::byte* row);
  // Bytes of the whole stream, which is then complete.
  std::uint64_t finish();

 private:
  struct Stream;
  void filter(const std::byte* row);
  void deflate(int flush);
  std::filesystem::path name_;
  Fd out_;
  std::size_t row_size_, pixel_;
  std::vector<std::byte> above_, sub_, up_;
  std::unique_ptr<Stream> stream_;
  std::vector<std::byte> packed_;
  std::uint64_t written_ = 0;
};

// A new file, or the old one emptied. Throws Error(storage_unusable).
Fd create_file(const std::filesystem::path& file);

}  // namespace sohoa::imaging
