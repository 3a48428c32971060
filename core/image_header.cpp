#include "core/image_header.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace sohoa {
namespace {

// A cursor that never leaves the bytes: what lies beyond the end is a damaged header.
class Cursor {
 public:
  explicit Cursor(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::size_t position() const noexcept { return at_; }
  std::size_t left() const noexcept { return bytes_.size() - at_; }
  unsigned u8() {
    if (left() == 0) throw Error(Cause::image_damaged, "image header is cut short");
    return std::to_integer<unsigned>(bytes_[at_++]);
  }
  unsigned u16() {
    const unsigned high = u8();
    return high << 8U | u8();
  }
  std::uint32_t u32() {
    const std::uint32_t high = u16();
    return high << 16U | u16();
  }
  void skip(std::size_t count) {
    if (count > left()) throw Error(Cause::image_damaged, "image header is cut short");
    at_ += count;
  }
  bool starts_with(std::string_view text) const noexcept {
    return left() >= text.size() &&
           std::equal(text.begin(), text.end(), bytes_.begin() + std::ptrdiff_t(at_),
                      [](char c, std::byte b) { return std::byte(c) == b; });
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

// Programs without knowledge write 0 or 1 dots per inch; no scanner makes such pages.
double plausible_dpi(double dpi) { return dpi >= 10 && dpi <= 10000 ? dpi : 0; }

void check_size(std::uint64_t width, std::uint64_t height, const ImageLimits& limits) {
  if (width == 0 || height == 0)
    throw Error(Cause::image_damaged, fmt::format("image header says {}x{} pixels", width, height));
  const auto side = std::uint64_t(limits.side);
  if (width > side || height > side || width * height > std::uint64_t(limits.pixels))
    throw Error(Cause::page_too_large,
                fmt::format("{}x{} pixels; the limits are {} a side and {} in all", width, height,
                            limits.side, limits.pixels));
}

// JFIF 1.02: APP0 "JFIF\0", version, unit (0 none, 1 inch, 2 cm), densities.
void read_jfif(Cursor segment, ImageHeader& header) {
  if (!segment.starts_with(std::string_view("JFIF\0", 5)) || segment.left() < 12) return;
  segment.skip(7);
  const unsigned unit = segment.u8();
  const double scale = unit == 1 ? 1.0 : unit == 2 ? 2.54 : 0.0;
  header.dpi_x = plausible_dpi(segment.u16() * scale);
  header.dpi_y = plausible_dpi(segment.u16() * scale);
}

void read_frame(Cursor segment, unsigned marker, const ImageLimits& limits, ImageHeader& header) {
  if (marker > 0xC2)  // lossless, hierarchical, arithmetic: PDF and most decoders know none of them
    throw Error(Cause::file_unsupported,
                fmt::format("JPEG process SOF{}; baseline, extended and progressive are read",
                            marker - 0xC0));
  header.bits = int(segment.u8());
  const unsigned height = segment.u16(), width = segment.u16();
  header.components = int(segment.u8());
  check_size(width, height, limits);
  header.width = int(width);
  header.height = int(height);
  if (header.bits != 8)
    throw Error(Cause::file_unsupported, fmt::format("JPEG of {} bits; 8 are read", header.bits));
  if (header.components != 1 && header.components != 3 && header.components != 4)
    throw Error(Cause::file_unsupported,
                fmt::format("JPEG of {} components; 1, 3 or 4 are read", header.components));
}

// ITU-T T.81 annex B: segments until the frame header.
ImageHeader jpeg_header(std::span<const std::byte> bytes, const ImageLimits& limits) {
  ImageHeader header{.encoding = Encoding::jpeg};
  Cursor in(bytes);
  in.skip(2);
  for (;;) {
    if (in.u8() != 0xFF) throw Error(Cause::image_damaged, "JPEG marker expected");
    unsigned marker = in.u8();
    while (marker == 0xFF) marker = in.u8();  // fill bytes
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) continue;
    if (marker == 0xD9 || marker == 0xDA || marker == 0x00)
      throw Error(Cause::image_damaged, "JPEG has no frame header before its data");
    const unsigned length = in.u16();
    if (length < 2) throw Error(Cause::image_damaged, "JPEG segment of impossible length");
    const std::size_t start = in.position();
    in.skip(length - 2U);
    const Cursor segment(bytes.subspan(start, length - 2U));
    if (marker == 0xE0) read_jfif(segment, header);
    const bool frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (!frame) continue;
    read_frame(segment, marker, limits, header);
    if (header.dpi_x == 0 || header.dpi_y == 0) header.dpi_x = header.dpi_y = 0;
    return header;
  }
}

// PNG 1.2, table 11.1: the depths each colour type may have.
bool depth_allowed(unsigned colour, unsigned depth) {
  switch (colour) {
    case 0:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
      return depth == 8 || depth == 16;
    default:
      return false;
  }
}

void read_ihdr(Cursor& in, const ImageLimits& limits, ImageHeader& header) {
  if (in.u32() != 13 || !in.starts_with("IHDR"))
    throw Error(Cause::image_damaged, "PNG does not begin with IHDR");
  in.skip(4);
  const std::uint32_t width = in.u32(), height = in.u32();
  const unsigned depth = in.u8(), colour = in.u8(), compression = in.u8(), filter = in.u8(),
                 interlace = in.u8();
  in.skip(4);
  check_size(width, height, limits);
  if (!depth_allowed(colour, depth) || compression != 0 || filter != 0 || interlace > 1)
    throw Error(Cause::image_damaged, "PNG header with values the format does not have");
  header.width = int(width);
  header.height = int(height);
  header.bits = int(depth);
  header.palette = colour == 3;
  header.alpha = colour == 4 || colour == 6;
  header.components = header.alpha ? 4 : colour == 2 ? 3 : 1;
  header.interlaced = interlace == 1;
}

// The chunks before the pixels: pHYs says the resolution, tRNS makes parts transparent.
ImageHeader png_header(std::span<const std::byte> bytes, const ImageLimits& limits) {
  ImageHeader header{.encoding = Encoding::png};
  Cursor in(bytes);
  in.skip(8);
  read_ihdr(in, limits, header);
  for (;;) {
    const std::uint32_t length = in.u32();
    if (in.starts_with("IDAT")) return header;
    if (in.starts_with("IEND")) throw Error(Cause::image_damaged, "PNG without pixels");
    const bool resolution = in.starts_with("pHYs") && length == 9;
    if (in.starts_with("tRNS")) header.alpha = true;
    in.skip(4);
    if (resolution) {
      Cursor chunk = in;
      const double x = chunk.u32() * 0.0254, y = chunk.u32() * 0.0254;
      if (chunk.u8() == 1 && plausible_dpi(x) > 0 && plausible_dpi(y) > 0) {
        header.dpi_x = x;
        header.dpi_y = y;
      }
    }
    in.skip(std::size_t(length) + 4);
  }
}

bool is_space(unsigned c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// A decimal number after white space and comments; the one byte after it is taken too.
std::uint64_t pnm_number(Cursor& in) {
  unsigned c = in.u8();
  while (is_space(c) || c == '#') {
    if (c == '#')
      while (c != '\n' && c != '\r') c = in.u8();
    c = in.u8();
  }
  std::uint64_t number = 0;
  int digits = 0;
  for (; c >= '0' && c <= '9'; c = in.u8()) {
    if (++digits > 9) throw Error(Cause::image_damaged, "PNM header with an endless number");
    number = number * 10 + (c - '0');
  }
  if (digits == 0 || !is_space(c))
    throw Error(Cause::image_damaged, "PNM header: a number was expected");
  return number;
}

ImageHeader pnm_header(std::span<const std::byte> bytes, const ImageLimits& limits) {
  Cursor in(bytes);
  in.skip(1);
  const unsigned kind = in.u8();
  if (kind < '4')
    throw Error(Cause::file_unsupported, "PNM written as text (P1 to P3); P4 to P6 are read");
  ImageHeader header{.encoding = Encoding::pnm};
  const std::uint64_t width = pnm_number(in), height = pnm_number(in);
  check_size(width, height, limits);
  header.width = int(width);
  header.height = int(height);
  header.bits = kind == '4' ? 1 : 8;
  header.components = kind == '6' ? 3 : 1;
  if (kind != '4' && pnm_number(in) != 255)
    throw Error(Cause::file_unsupported, "PNM whose greatest value is not 255");
  return header;
}

}  // namespace

ImageHeader read_header(std::span<const std::byte> bytes, const ImageLimits& limits) {
  const Cursor in(bytes);
  if (in.starts_with("\xFF\xD8\xFF")) return jpeg_header(bytes, limits);
  if (in.starts_with("\x89PNG\r\n\x1A\n")) return png_header(bytes, limits);
  if (bytes.size() > 2 && in.starts_with("P")) {
    const auto kind = std::to_integer<unsigned>(bytes[1]);
    if (kind >= '1' && kind <= '6' && is_space(std::to_integer<unsigned>(bytes[2])))
      return pnm_header(bytes, limits);
  }
  throw Error(Cause::file_unsupported, "not a JPEG, PNG or PNM");
}

double assumed_dpi(int width, int height) noexcept {
  constexpr double a4_long_side_inches = 297 / 25.4;
  return std::max({width, height, 1}) / a4_long_side_inches;
}

}  // namespace sohoa
