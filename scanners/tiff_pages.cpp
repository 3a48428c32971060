#include "scanners/tiff_pages.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <tiffio.h>

#include "core/error.h"
#include "scanners/tiff_chain.h"

namespace sohoa::scanners {
namespace {

constexpr tmsize_t largest_allocation = tmsize_t(1) << 30;

// The file in memory and what libtiff complained of while reading it.
struct Stream {
  std::span<const std::byte> bytes;
  std::uint64_t at = 0;
  std::string complaint;
};
Stream& stream_of(void* handle) { return *static_cast<Stream*>(handle); }

tmsize_t read_proc(thandle_t handle, void* buffer, tmsize_t size) {
  Stream& s = stream_of(handle);
  if (size <= 0 || s.at >= s.bytes.size()) return 0;
  const std::size_t count = std::min(std::size_t(size), s.bytes.size() - s.at);
  std::memcpy(buffer, s.bytes.data() + s.at, count);
  s.at += count;
  return tmsize_t(count);
}
tmsize_t write_proc(thandle_t, void*, tmsize_t) { return 0; }
toff_t seek_proc(thandle_t handle, toff_t offset, int whence) {
  Stream& s = stream_of(handle);
  s.at = offset + (whence == SEEK_CUR ? s.at : whence == SEEK_END ? s.bytes.size() : 0U);
  return s.at;
}
int close_proc(thandle_t) { return 0; }
toff_t size_proc(thandle_t handle) { return stream_of(handle).bytes.size(); }

int on_error(TIFF*, void* user, const char*, const char* format, va_list arguments) {
  std::array<char, 300> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  Stream& s = stream_of(user);
  if (s.complaint.empty()) s.complaint = text.data();
  return 1;  // handled: not passed on to the global handler, which prints
}

// The fax decoders fill up a page whose data ended early and only warn of it.
int on_warning(TIFF* tiff, void* user, const char* module, const char* format, va_list arguments) {
  if (std::string_view(format).find("Premature EOF") != std::string_view::npos)
    return on_error(tiff, user, module, format, arguments);
  return 1;
}

struct Options {
  TIFFOpenOptions* get;
  explicit Options(Stream& stream) : get(TIFFOpenOptionsAlloc()) {
    if (get == nullptr) throw std::bad_alloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(get, largest_allocation);
    TIFFOpenOptionsSetErrorHandlerExtR(get, on_error, &stream);
    TIFFOpenOptionsSetWarningHandlerExtR(get, on_warning, &stream);
  }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  ~Options() { TIFFOpenOptionsFree(get); }
};
struct Close {
  void operator()(TIFF* tiff) const noexcept { TIFFClose(tiff); }
};

// What the tags of the current directory say, with the defaults of the standard.
struct Tags {
  std::uint32_t width = 0, height = 0, tile_width = 0, tile_height = 0, rows_per_strip = 0;
  std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISWHITE;
  bool tiled = false;
  double dpi_x = 0, dpi_y = 0;
  bool bilevel() const {
    return bits == 1 && samples == 1 &&
           (photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK);
  }
  bool grey() const {
    return samples == 1 &&
           (photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK);
  }
};

void read_resolution(TIFF* tiff, Tags& tags) {
  float x = 0, y = 0;
  std::uint16_t unit = RESUNIT_INCH;
  TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &x);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  const double scale = unit == RESUNIT_INCH ? 1.0 : unit == RESUNIT_CENTIMETER ? 2.54 : 0.0;
  const auto plausible = [](double dpi) { return dpi >= 10 && dpi <= 10'000; };  // false for NaN
  if (!plausible(double(x) * scale) || !plausible(double(y) * scale)) return;
  tags.dpi_x = double(x) * scale;
  tags.dpi_y = double(y) * scale;
}

Tags read_tags(TIFF* tiff) {
  Tags tags;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &tags.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &tags.height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &tags.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &tags.samples);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &tags.photometric);
  tags.tiled = TIFFIsTiled(tiff) != 0;
  TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tags.tile_width);
  TIFFGetField(tiff, TIFFTAG_TILELENGTH, &tags.tile_height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &tags.rows_per_strip);
  tags.rows_per_strip = std::min(tags.rows_per_strip, tags.height);
  read_resolution(tiff, tags);
  return tags;
}

// Before anything is decoded: a size beyond the limits, or blocks that would need memory the page
// itself does not.
void check(const Tags& tags, const ImageLimits& limits) {
  if (tags.width == 0 || tags.height == 0)
    throw Error(Cause::image_damaged, "TIFF page without a size");
  const auto side = std::uint64_t(limits.side), pixels = std::uint64_t(limits.pixels);
  if (tags.width > side || tags.height > side || std::uint64_t(tags.width) * tags.height > pixels)
    throw Error(Cause::page_too_large,
                fmt::format("{}x{} pixels; the limits are {} a side and {} in all", tags.width,
                            tags.height, limits.side, limits.pixels));
  if (tags.samples == 0 || tags.samples > 16 || tags.bits == 0 || tags.bits > 64)
    throw Error(Cause::file_unsupported,
                fmt::format("TIFF of {} samples of {} bits", tags.samples, tags.bits));
  if (tags.tiled) {
    if (tags.tile_width == 0 || tags.tile_height == 0 || tags.tile_width % 16 != 0)
      throw Error(Cause::image_damaged, "TIFF with tiles of an impossible size");
    if (tags.tile_width > side + 16 || tags.tile_height > side + 16 ||
        std::uint64_t(tags.tile_width) * tags.tile_height > pixels)
      throw Error(Cause::page_too_large, "TIFF with tiles beyond the limits of a page");
  } else if (tags.rows_per_strip == 0) {
    throw Error(Cause::image_damaged, "TIFF with strips of no rows");
  }
}

// Rectangles the file is stored in: strips are as wide as the page.
struct Block {
  std::uint32_t x, y, w, h;
};
template <typename Do>
void each_block(const Tags& tags, Do&& what) {
  const std::uint32_t w = tags.tiled ? tags.tile_width : tags.width;
  const std::uint32_t h = tags.tiled ? tags.tile_height : tags.rows_per_strip;
  for (std::uint32_t y = 0; y < tags.height; y += h)
    for (std::uint32_t x = 0; x < tags.width; x += w) what(Block{x, y, w, h});
}

DecodedPage decode_bilevel(TIFF* tiff, const Tags& tags, const std::string& complaint) {
  DecodedPage page{Raster(int(tags.width), int(tags.height), PixelFormat::bilevel), tags.dpi_x,
                   tags.dpi_y};
  const tmsize_t size = tags.tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
  if (size <= 0 || size > largest_allocation)
    throw Error(Cause::image_damaged, "TIFF blocks of an impossible size: " + complaint);
  std::vector<std::byte> buffer;
  const std::byte flip{std::uint8_t(tags.photometric == PHOTOMETRIC_MINISBLACK ? 0xFF : 0)};
  each_block(tags, [&](const Block& b) {
    buffer.assign(std::size_t(size), std::byte{0});
    const tmsize_t got =
        tags.tiled
            ? TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, b.x, b.y, 0, 0), buffer.data(), size)
            : TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, b.y, 0), buffer.data(), size);
    if (got < 0 || !complaint.empty())
      throw Error(Cause::image_damaged, fmt::format("TIFF data from row {}: {}", b.y, complaint));
    const std::size_t from_stride = (std::size_t(b.w) + 7) / 8;
    const std::uint32_t rows = std::min(b.h, tags.height - b.y);
    if (from_stride * rows > buffer.size())
      throw Error(Cause::image_damaged, "TIFF blocks smaller than their pixels");
    for (std::uint32_t y = 0; y < rows; ++y) {
      const auto to = page.raster.row(int(b.y + y)).subspan(b.x / 8);
      const std::byte* from = buffer.data() + from_stride * y;
      const std::size_t count = std::min(from_stride, to.size());
      for (std::size_t i = 0; i < count; ++i) to[i] = from[i] ^ flip;
    }
  });
  // Padding bits are white, so that equal pictures are equal bytes.
  if (const unsigned used = tags.width % 8; used != 0) {
    const std::byte mask{std::uint8_t(0xFF00U >> used)};
    for (int y = 0; y < page.raster.height(); ++y) page.raster.row(y).back() &= mask;
  }
  return page;
}

// libtiff gives premultiplied ABGR words; transparency becomes white paper.
void put_pixels(std::span<const std::uint32_t> from, std::span<std::byte> to, bool grey) {
  std::size_t at = 0;
  for (const std::uint32_t word : from) {
    const std::uint32_t white = 255 - TIFFGetA(word);
    const auto over = [white](std::uint32_t c) { return std::byte(std::min(c + white, 255U)); };
    to[at++] = over(TIFFGetR(word));
    if (grey) continue;
    to[at++] = over(TIFFGetG(word));
    to[at++] = over(TIFFGetB(word));
  }
}

DecodedPage decode_by_rgba(TIFF* tiff, const Tags& tags, const std::string& complaint) {
  std::array<char, 1024> why{};
  if (TIFFRGBAImageOK(tiff, why.data()) == 0)
    throw Error(Cause::file_unsupported, fmt::format("TIFF of a kind not read: {}", why.data()));
  const bool grey = tags.grey();
  DecodedPage page{
      Raster(int(tags.width), int(tags.height), grey ? PixelFormat::gray8 : PixelFormat::rgb24),
      tags.dpi_x, tags.dpi_y};
  const std::size_t channels = grey ? 1 : 3;
  std::vector<std::uint32_t> buffer;
  each_block(tags, [&](const Block& b) {
    const std::uint32_t rows = std::min(b.h, tags.height - b.y);
    buffer.assign(std::size_t(b.w) * b.h, 0);
    const int good = tags.tiled ? TIFFReadRGBATileExt(tiff, b.x, b.y, buffer.data(), 1)
                                : TIFFReadRGBAStripExt(tiff, b.y, buffer.data(), 1);
    if (good == 0 || !complaint.empty())
      throw Error(Cause::image_damaged, fmt::format("TIFF data from row {}: {}", b.y, complaint));
    const std::uint32_t columns = std::min(b.w, tags.width - b.x);
    const std::uint32_t stored = tags.tiled ? b.h : rows;  // rows come bottom up
    for (std::uint32_t y = 0; y < rows; ++y)
      put_pixels(std::span(buffer).subspan(std::size_t(stored - 1 - y) * b.w, columns),
                 page.raster.row(int(b.y + y)).subspan(b.x * channels, columns * channels), grey);
  });
  return page;
}

}  // namespace

class TiffPages::File {
 public:
  File(std::span<const std::byte> bytes, const ImageLimits& limits)
      : stream_{bytes, 0, {}}, chain_(read_tiff_chain(bytes)), limits_(limits) {
    const Options options(stream_);
    // m: no memory map, h: read the header only, directories are ours to choose.
    tiff_.reset(TIFFClientOpenExt("page", "rmh", &stream_, read_proc, write_proc, seek_proc,
                                  close_proc, size_proc, nullptr, nullptr, options.get));
    if (!tiff_) throw Error(Cause::image_damaged, "TIFF cannot be opened: " + stream_.complaint);
  }
  std::optional<DecodedPage> page(std::uint32_t index) {
    if (index >= chain_.pages.size()) {
      if (!chain_.damage.empty()) throw Error(Cause::image_damaged, chain_.damage);
      return std::nullopt;
    }
    stream_.complaint.clear();
    if (TIFFSetSubDirectory(tiff_.get(), chain_.pages[index]) == 0)
      throw Error(Cause::image_damaged, "TIFF directory: " + stream_.complaint);
    const Tags tags = read_tags(tiff_.get());
    check(tags, limits_);
    stream_.complaint.clear();  // odd tags do no harm; odd pixels would
    return tags.bilevel() ? decode_bilevel(tiff_.get(), tags, stream_.complaint)
                          : decode_by_rgba(tiff_.get(), tags, stream_.complaint);
  }

 private:
  Stream stream_;
  TiffChain chain_;
  ImageLimits limits_;
  std::unique_ptr<TIFF, Close> tiff_;
};

TiffPages::TiffPages(std::span<const std::byte> bytes, const ImageLimits& limits)
    : file_(std::make_unique<File>(bytes, limits)) {}
TiffPages::~TiffPages() = default;
std::optional<DecodedPage> TiffPages::page(std::uint32_t index) { return file_->page(index); }

}  // namespace sohoa::scanners
