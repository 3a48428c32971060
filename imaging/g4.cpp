#include "imaging/g4.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>

#include <tiffio.h>

#include "core/page.h"

namespace sohoa::imaging {
namespace {

// A TIFF file that libtiff writes into memory. An allocation that fails must not throw through C:
// it becomes a short write, which libtiff reports.
struct MemoryFile {
  std::vector<std::byte> bytes;
  std::size_t at = 0;

  static MemoryFile& of(thandle_t handle) { return *static_cast<MemoryFile*>(handle); }
  static tmsize_t read(thandle_t handle, void* target, tmsize_t count) {
    MemoryFile& file = of(handle);
    const std::size_t left = file.bytes.size() - std::min(file.at, file.bytes.size());
    const std::size_t n = std::min(static_cast<std::size_t>(count), left);
    std::copy_n(file.bytes.data() + file.at, n, static_cast<std::byte*>(target));
    file.at += n;
    return static_cast<tmsize_t>(n);
  }
  static tmsize_t write(thandle_t handle, void* source, tmsize_t count) try {
    MemoryFile& file = of(handle);
    const auto n = static_cast<std::size_t>(count);
    if (file.at + n > file.bytes.size()) file.bytes.resize(file.at + n);
    std::copy_n(static_cast<const std::byte*>(source), n, file.bytes.data() + file.at);
    file.at += n;
    return count;
  } catch (const std::exception&) {
    return 0;
  }
  static toff_t seek(thandle_t handle, toff_t offset, int whence) {
    MemoryFile& file = of(handle);
    const std::size_t base = whence == SEEK_CUR   ? file.at
                             : whence == SEEK_END ? file.bytes.size()
                                                  : 0;
    file.at = base + offset;
    return file.at;
  }
  static int close(thandle_t) { return 0; }
  static toff_t size(thandle_t handle) { return of(handle).bytes.size(); }
};

int say_nothing(TIFF*, void*, const char*, const char*, va_list) { return 1; }

using Tiff = std::unique_ptr<TIFF, decltype([](TIFF* tiff) { TIFFClose(tiff); })>;
using Options =
    std::unique_ptr<TIFFOpenOptions, decltype([](TIFFOpenOptions* o) { TIFFOpenOptionsFree(o); })>;

Tiff open(MemoryFile& file, const char* mode) {
  const Options options(TIFFOpenOptionsAlloc());
  if (!options) return nullptr;
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), say_nothing, nullptr);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), say_nothing, nullptr);
  return Tiff(TIFFClientOpenExt("page", mode, &file, MemoryFile::read, MemoryFile::write,
                                MemoryFile::seek, MemoryFile::close, MemoryFile::size, nullptr,
                                nullptr, options.get()));
}

Tiff open_for_g4(MemoryFile& file, int width, int height) {
  Tiff tiff = open(file, "w");
  if (!tiff) throw Error(Cause::bug, "libtiff does not open a file in memory");
  TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(width));
  TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(height));
  TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(tiff.get(), TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(height));
  return tiff;
}

}  // namespace

std::vector<std::byte> to_g4(std::span<const std::byte> rows, int width, int height) {
  MemoryFile file;
  const Tiff tiff = open_for_g4(file, width, height);
  const std::size_t stride = rows.size() / static_cast<std::size_t>(height);
  std::vector<std::byte> row(stride);  // libtiff wants it writable
  for (int y = 0; y < height; ++y) {
    std::copy_n(rows.data() + static_cast<std::size_t>(y) * stride, stride, row.begin());
    if (TIFFWriteScanline(tiff.get(), row.data(), static_cast<std::uint32_t>(y), 0) < 0)
      throw Error(Cause::bug, "libtiff refused a row of a bilevel page");
  }
  if (TIFFFlushData(tiff.get()) == 0) throw Error(Cause::bug, "libtiff refused a bilevel page");
  const auto start = TIFFGetStrileOffset(tiff.get(), 0);
  const auto count = TIFFGetStrileByteCount(tiff.get(), 0);
  if (count == 0 || start + count > file.bytes.size())
    throw Error(Cause::bug, "libtiff lost a bilevel page");
  const auto first = file.bytes.begin() + static_cast<std::ptrdiff_t>(start);
  return {first, first + static_cast<std::ptrdiff_t>(count)};
}

std::vector<std::byte> from_g4(std::span<const std::byte> packed, int width, int height) {
  MemoryFile file;
  {
    const Tiff tiff = open_for_g4(file, width, height);
    std::vector<std::byte> strip(packed.begin(), packed.end());  // libtiff wants it writable
    const auto size = static_cast<tmsize_t>(strip.size());
    if (TIFFWriteRawStrip(tiff.get(), 0, strip.data(), size) != size)
      throw Error(Cause::bug, "libtiff did not take a bilevel page back");
  }
  file.at = 0;
  const Tiff tiff = open(file, "r");
  if (!tiff) throw Error(Cause::bug, "libtiff does not read its own file");
  const std::size_t stride = row_bytes(width, PixelFormat::bilevel);
  std::vector<std::byte> rows(stride * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y)
    if (TIFFReadScanline(tiff.get(), rows.data() + static_cast<std::size_t>(y) * stride,
                         static_cast<std::uint32_t>(y), 0) < 0)
      throw Error(Cause::bug, "libtiff lost a row of a bilevel page");
  return rows;
}

}  // namespace sohoa::imaging
