#include "core/image_header.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace sohoa;

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string u16(unsigned value) { return {char(value >> 8U), char(value & 255U)}; }
std::string u32(unsigned value) { return u16(value >> 16U) + u16(value & 0xFFFFU); }

std::string segment(unsigned marker, const std::string& body) {
  return "\xFF" + std::string(1, char(marker)) + u16(unsigned(body.size()) + 2) + body;
}
std::string jfif(unsigned unit, unsigned x, unsigned y) {
  return segment(
      0xE0, std::string("JFIF\0\1\2", 7) + char(unit) + u16(x) + u16(y) + std::string(2, '\0'));
}
std::string frame(unsigned marker, unsigned width, unsigned height, int components, int bits = 8) {
  std::string body = char(bits) + u16(height) + u16(width) + char(components);
  for (int i = 0; i < components; ++i) body += std::string{char(i + 1), '\x11', '\0'};
  return segment(marker, body);
}
const std::string soi = "\xFF\xD8";

std::string chunk(const std::string& name, const std::string& body) {
  return u32(unsigned(body.size())) + name + body + "crc!";
}
std::string ihdr(unsigned width, unsigned height, int depth, int colour, int interlace = 0) {
  return chunk("IHDR", u32(width) + u32(height) + char(depth) + char(colour) +
                           std::string(2, '\0') + char(interlace));
}
const std::string png_start = "\x89PNG\r\n\x1A\n";

Cause cause_of(std::string_view text, const ImageLimits& limits = {}) {
  try {
    read_header(bytes_of(text), limits);
  } catch (const Error& error) {
    return error.cause;
  }
  FAIL("the header was accepted");
  return Cause::bug;
}

}  // namespace

TEST_CASE("JPEG header: size, components and density in inches and centimetres (R3)") {
  const std::string inches = soi + jfif(1, 300, 200) + frame(0xC0, 2480, 3508, 3);
  const ImageHeader header = read_header(bytes_of(inches));
  CHECK(header.encoding == Encoding::jpeg);
  CHECK(header.width == 2480);
  CHECK(header.height == 3508);
  CHECK(header.components == 3);
  CHECK(header.bits == 8);
  CHECK(header.dpi_x == 300);
  CHECK(header.dpi_y == 200);
  const std::string centimetres = soi + jfif(2, 118, 118) + frame(0xC2, 10, 20, 1);
  CHECK(read_header(bytes_of(centimetres)).dpi_x == doctest::Approx(299.72));
  CHECK(read_header(bytes_of(centimetres)).components == 1);
}

TEST_CASE("JPEG header: an aspect ratio or an absurd density is no resolution") {
  for (const auto& density : {jfif(0, 300, 300), jfif(1, 1, 1), jfif(1, 300, 0)}) {
    const std::string file = soi + density + frame(0xC0, 8, 8, 3);
    CHECK(read_header(bytes_of(file)).dpi_x == 0);
    CHECK(read_header(bytes_of(file)).dpi_y == 0);
  }
}

TEST_CASE("JPEG header: other segments and fill bytes before the frame are passed over") {
  const std::string file = soi + segment(0xE1, std::string(60000, 'x')) + segment(0xFE, "hello") +
                           "\xFF\xFF" + segment(0xC4, "table") + frame(0xC1, 7, 9, 4);
  const ImageHeader header = read_header(bytes_of(file));
  CHECK(header.width == 7);
  CHECK(header.components == 4);
}

TEST_CASE("JPEG header: what cannot be decoded or is broken is refused") {
  CHECK(cause_of(soi + frame(0xC3, 8, 8, 3)) == Cause::file_unsupported);
  CHECK(cause_of(soi + frame(0xC9, 8, 8, 3)) == Cause::file_unsupported);
  CHECK(cause_of(soi + frame(0xC0, 8, 8, 3, 12)) == Cause::file_unsupported);
  CHECK(cause_of(soi + frame(0xC0, 8, 8, 2)) == Cause::file_unsupported);
  CHECK(cause_of(soi + frame(0xC0, 8, 0, 3)) == Cause::image_damaged);
  CHECK(cause_of(soi + "\xFF\xE0" + u16(1)) == Cause::image_damaged);
  CHECK(cause_of(soi + "\xFF\xDA" + u16(2)) == Cause::image_damaged);
  CHECK(cause_of(soi + segment(0xE0, "x") + "garbage") == Cause::image_damaged);
}

TEST_CASE("a header cut anywhere is damaged, never read beyond its end") {
  const std::string jpeg = soi + jfif(1, 300, 300) + frame(0xC0, 8, 8, 3);
  for (std::size_t n = 3; n < jpeg.size(); ++n)
    CHECK(cause_of(jpeg.substr(0, n)) == Cause::image_damaged);
  const std::string png = png_start + ihdr(8, 8, 8, 2) + chunk("IDAT", "");
  for (std::size_t n = 8; n < png.size() - 8; ++n)
    CHECK(cause_of(png.substr(0, n)) == Cause::image_damaged);
  for (const std::string part : {"P6\n", "P6\n8", "P6\n8 8\n255", "P5 8 ", "P4\n8 # a note"})
    CHECK(cause_of(part) == Cause::image_damaged);
}

TEST_CASE("PNG header: kinds, resolution, transparency (R3)") {
  const std::string phys = chunk("pHYs", u32(11811) + u32(11811) + '\1');
  const std::string colour = png_start + ihdr(100, 200, 8, 2) + phys + chunk("IDAT", "x");
  const ImageHeader header = read_header(bytes_of(colour));
  CHECK(header.encoding == Encoding::png);
  CHECK(header.width == 100);
  CHECK(header.height == 200);
  CHECK(header.components == 3);
  CHECK(header.dpi_x == doctest::Approx(300).epsilon(0.001));
  CHECK_FALSE(header.alpha);
  const std::string palette = png_start + ihdr(9, 9, 4, 3, 1) + chunk("PLTE", "abc") +
                              chunk("tRNS", "a") + chunk("IDAT", "x");
  CHECK(read_header(bytes_of(palette)).palette);
  CHECK(read_header(bytes_of(palette)).alpha);
  CHECK(read_header(bytes_of(palette)).interlaced);
  CHECK(read_header(bytes_of(palette)).components == 1);
  CHECK(read_header(bytes_of(palette)).bits == 4);
  const std::string alpha = png_start + ihdr(9, 9, 16, 6) + chunk("IDAT", "x");
  CHECK(read_header(bytes_of(alpha)).alpha);
  CHECK(read_header(bytes_of(alpha)).components == 4);
}

TEST_CASE("PNG header: values the format does not have are damage") {
  CHECK(cause_of(png_start + ihdr(8, 8, 3, 2) + chunk("IDAT", "")) == Cause::image_damaged);
  CHECK(cause_of(png_start + ihdr(8, 8, 8, 5) + chunk("IDAT", "")) == Cause::image_damaged);
  CHECK(cause_of(png_start + ihdr(8, 8, 8, 2, 2) + chunk("IDAT", "")) == Cause::image_damaged);
  CHECK(cause_of(png_start + ihdr(0, 8, 8, 2) + chunk("IDAT", "")) == Cause::image_damaged);
  CHECK(cause_of(png_start + ihdr(8, 8, 8, 2) + chunk("IEND", "")) == Cause::image_damaged);
  CHECK(cause_of(png_start + chunk("IDAT", "")) == Cause::image_damaged);
}

TEST_CASE("PNM header: bilevel, grey and colour, comments") {
  CHECK(read_header(bytes_of("P4\n17 5\n")).bits == 1);
  CHECK(read_header(bytes_of("P5 17 5 255\n")).components == 1);
  const ImageHeader header = read_header(bytes_of("P6\n# made\n# by hand\n17 # wide\n5\n255\n"));
  CHECK(header.encoding == Encoding::pnm);
  CHECK(header.width == 17);
  CHECK(header.height == 5);
  CHECK(header.components == 3);
  CHECK(header.dpi_x == 0);
  CHECK(cause_of("P3\n1 1\n255\n") == Cause::file_unsupported);
  CHECK(cause_of("P6\n1 1\n65535\n") == Cause::file_unsupported);
  CHECK(cause_of("P6\n1111111111 1\n255\n") == Cause::image_damaged);
  CHECK(cause_of("P6\n-1 1\n255\n") == Cause::image_damaged);
}

TEST_CASE("image limits: sides and pixels beyond them are too large") {
  CHECK(cause_of("P6\n30001 1\n255\n") == Cause::page_too_large);
  CHECK(cause_of("P6\n20000 20000\n255\n") == Cause::page_too_large);
  CHECK(cause_of(png_start + ihdr(0x7FFFFFFF, 0x7FFFFFFF, 8, 2)) == Cause::page_too_large);
  CHECK(cause_of(soi + frame(0xC0, 60000, 60000, 3)) == Cause::page_too_large);
  CHECK(cause_of("P5\n11 2\n255\n", {.side = 10, .pixels = 100}) == Cause::page_too_large);
  CHECK(read_header(bytes_of("P5\n10 10\n255\n"), {.side = 10, .pixels = 100}).width == 10);
}

TEST_CASE("other formats are not supported") {
  for (const std::string_view text :
       {"", "P", "P7\n1 1\n", "GIF89a", "II*", "%PDF-1.4", "\xFF\xD8"})
    CHECK(cause_of(text) == Cause::file_unsupported);
}

TEST_CASE("assumed resolution: A4 by its long side, either way up") {
  CHECK(assumed_dpi(2480, 3508) == doctest::Approx(300).epsilon(0.001));
  CHECK(assumed_dpi(3508, 2480) == doctest::Approx(300).epsilon(0.001));
  CHECK(assumed_dpi(0, 0) > 0);
}
