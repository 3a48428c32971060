#include "imaging/row_deflater.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <new>
#include <system_error>

#include <fcntl.h>
#include <zlib.h>

#include "core/error.h"

namespace sohoa::imaging {
namespace {

constexpr std::size_t packed_size = 64 << 10;
constexpr std::byte filter_sub{1}, filter_up{2};

// What PNG encoders go by: filtered bytes near zero compress well.
long roughness(const std::vector<std::byte>& filtered) {
  long sum = 0;
  for (const std::byte b : filtered) sum += std::abs(static_cast<std::int8_t>(b));
  return sum;
}

}  // namespace

struct RowDeflater::Stream {
  Stream() {
    if (deflateInit(&z, 1) != Z_OK) throw std::bad_alloc();
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { deflateEnd(&z); }
  z_stream z{};
};

RowDeflater::RowDeflater(const std::filesystem::path& out, int width, int components)
    : name_(out),
      out_(create_file(out)),
      row_size_(static_cast<std::size_t>(width) * static_cast<std::size_t>(components)),
      pixel_(static_cast<std::size_t>(components)),
      above_(row_size_),
      sub_(row_size_ + 1),
      up_(row_size_ + 1),
      stream_(std::make_unique<Stream>()),
      packed_(packed_size) {
  sub_[0] = filter_sub;
  up_[0] = filter_up;
}

RowDeflater::~RowDeflater() = default;

void RowDeflater::filter(const std::byte* row) {
  const auto minus = [](std::byte a, std::byte b) {
    return static_cast<std::byte>(std::to_integer<unsigned>(a) - std::to_integer<unsigned>(b));
  };
  for (std::size_t i = 0; i < row_size_; ++i) up_[i + 1] = minus(row[i], above_[i]);
  std::copy_n(row, std::min(pixel_, row_size_), sub_.begin() + 1);
  for (std::size_t i = pixel_; i < row_size_; ++i) sub_[i + 1] = minus(row[i], row[i - pixel_]);
}

void RowDeflater::add(const std::byte* row) {
  filter(row);
  auto& best = roughness(up_) <= roughness(sub_) ? up_ : sub_;
  stream_->z.next_in = reinterpret_cast<Bytef*>(best.data());
  stream_->z.avail_in = static_cast<uInt>(best.size());
  deflate(Z_NO_FLUSH);
  std::copy_n(row, row_size_, above_.begin());
}

std::uint64_t RowDeflater::finish() {
  stream_->z.next_in = nullptr;
  stream_->z.avail_in = 0;
  deflate(Z_FINISH);
  return written_;
}

void RowDeflater::deflate(int flush) {
  z_stream& z = stream_->z;
  do {
    z.next_out = reinterpret_cast<Bytef*>(packed_.data());
    z.avail_out = static_cast<uInt>(packed_.size());
    if (::deflate(&z, flush) == Z_STREAM_ERROR)
      throw Error(Cause::bug, name_.string() + ": the zlib stream broke");
    const std::size_t made = packed_.size() - z.avail_out;
    write_all(out_.get(), std::span(packed_).first(made), name_);
    written_ += made;
  } while (z.avail_out == 0);
}

Fd create_file(const std::filesystem::path& file) {
  Fd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!fd)
    throw Error(Cause::storage_unusable,
                file.string() + ": cannot be written: " + std::generic_category().message(errno));
  return fd;
}

}  // namespace sohoa::imaging
