#include "imaging/encode.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <stdexcept>

#include <doctest/doctest.h>
#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>
#include <zlib.h>

#include "imaging/rows.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/spooled.h"

namespace sohoa::imaging {
namespace {

using Pixels = std::vector<std::byte>;

Pixels some_pixels(std::size_t count) {
  std::mt19937 random(11);
  Pixels pixels(count);
  for (std::size_t i = 0; i < count; ++i)
    pixels[i] = std::byte(std::uint8_t((i / 7) + (random() & 15U)));
  return pixels;
}

Pixels stream_of(const EncodedImage& encoded) {
  const MappedFile file(encoded.file);
  const auto part = file.bytes().subspan(encoded.offset, encoded.bytes);
  return {part.begin(), part.end()};
}

// What a PDF viewer does with a flate_png stream: inflate, then undo the row filters.
Pixels unfiltered(const EncodedImage& encoded) {
  const Pixels packed = stream_of(encoded);
  const std::size_t bits = std::size_t(encoded.components) * std::size_t(encoded.bits);
  const std::size_t stride = (std::size_t(encoded.width) * bits + 7) / 8;
  const std::size_t pixel = std::max<std::size_t>(1, bits / 8);
  Pixels rows((stride + 1) * std::size_t(encoded.height));
  uLongf size = rows.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(rows.data()), &size,
                     reinterpret_cast<const Bytef*>(packed.data()), packed.size()) == Z_OK);
  REQUIRE(size == rows.size());
  Pixels result(stride * std::size_t(encoded.height));
  for (std::size_t y = 0; y < std::size_t(encoded.height); ++y) {
    const auto filter = std::to_integer<int>(rows[y * (stride + 1)]);
    for (std::size_t i = 0; i < stride; ++i) {
      const auto value = [&](bool there, std::size_t at) {
        return there ? std::to_integer<int>(result[at]) : 0;
      };
      const std::size_t here = y * stride + i;
      const int left = value(i >= pixel, here - pixel), above = value(y > 0, here - stride),
                corner = value(i >= pixel && y > 0, here - stride - pixel);
      const int guess = left + above - corner;
      const int to_left = std::abs(guess - left), to_above = std::abs(guess - above),
                to_corner = std::abs(guess - corner);
      const int paeth = to_left <= to_above && to_left <= to_corner ? left
                        : to_above <= to_corner                     ? above
                                                                    : corner;
      const int predicted = filter == 0   ? 0
                            : filter == 1 ? left
                            : filter == 2 ? above
                            : filter == 3 ? (left + above) / 2
                                          : paeth;
      result[here] =
          std::byte(std::uint8_t(std::to_integer<int>(rows[y * (stride + 1) + 1 + i]) + predicted));
    }
  }
  return result;
}

Pixels decoded(const SpooledImage& image) {
  const auto rows = open_rows(image);
  Pixels pixels(rows->row_size() * std::size_t(rows->height()));
  for (std::size_t y = 0; y < std::size_t(rows->height()); ++y)
    rows->next(pixels.data() + y * rows->row_size());
  return pixels;
}

struct PngKind {
  int colour = PNG_COLOR_TYPE_GRAY, bits = 8;
  bool interlaced = false, transparent = false;
  int chunk = 1 << 20;  // bytes of an IDAT
};

SpooledImage png(const std::filesystem::path& file, int width, int height, const PngKind& kind,
                 const Pixels& rows) {
  FILE* out = std::fopen(file.c_str(), "wb");
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_init_io(png, out);
  png_set_compression_buffer_size(png, std::size_t(kind.chunk));
  png_set_IHDR(png, info, png_uint_32(width), png_uint_32(height), kind.bits, kind.colour,
               kind.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  const png_color colours[4] = {{0, 0, 0}, {255, 0, 0}, {0, 90, 0}, {255, 255, 255}};
  if (kind.colour == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(png, info, colours, 4);
  const png_byte opacity[2] = {0, 128};
  if (kind.transparent) png_set_tRNS(png, info, opacity, 2, nullptr);
  png_write_info(png, info);
  Pixels copy = rows;
  std::vector<png_bytep> pointers;
  const std::size_t stride = rows.size() / std::size_t(height);
  for (std::size_t y = 0; y < std::size_t(height); ++y)
    pointers.push_back(reinterpret_cast<png_bytep>(copy.data() + y * stride));
  png_write_image(png, pointers.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  std::fclose(out);
  return test::spooled(file);
}

SpooledImage jpeg(const std::filesystem::path& file, int components, J_COLOR_SPACE colour,
                  J_COLOR_SPACE stored) {
  FILE* out = std::fopen(file.c_str(), "wb");
  jpeg_error_mgr errors;
  jpeg_compress_struct jpeg{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_stdio_dest(&jpeg, out);
  jpeg.image_width = 61;
  jpeg.image_height = 40;
  jpeg.input_components = components;
  jpeg.in_color_space = colour;
  jpeg_set_defaults(&jpeg);
  jpeg_set_colorspace(&jpeg, stored);
  jpeg_start_compress(&jpeg, TRUE);
  Pixels pixels = some_pixels(61 * 40 * std::size_t(components));
  for (std::size_t y = 0; y < 40; ++y) {
    auto* row = reinterpret_cast<JSAMPLE*>(pixels.data() + y * 61 * std::size_t(components));
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  std::fclose(out);
  return test::spooled(file);
}

// G4 data back to packed rows, through a TIFF around it.
Pixels from_g4(const EncodedImage& encoded, const std::filesystem::path& file) {
  Pixels packed = stream_of(encoded);
  TIFF* tiff = TIFFOpen(file.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, std::uint32_t(encoded.width));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, std::uint32_t(encoded.height));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, std::uint32_t(encoded.height));
  TIFFWriteRawStrip(tiff, 0, packed.data(), tmsize_t(packed.size()));
  TIFFClose(tiff);
  tiff = TIFFOpen(file.c_str(), "r");
  const std::size_t stride = row_bytes(encoded.width, PixelFormat::bilevel);
  Pixels rows(stride * std::size_t(encoded.height));
  for (std::size_t y = 0; y < std::size_t(encoded.height); ++y)
    TIFFReadScanline(tiff, rows.data() + y * stride, std::uint32_t(y), 0);
  TIFFClose(tiff);
  return rows;
}

}  // namespace

TEST_CASE("encode: grey and colour pixels come back unchanged from their stream (R5)") {
  const test::TempFolder folder;
  for (const int components : {1, 3})
    for (const int width : {1, 2, 333}) {
      const Pixels pixels = some_pixels(std::size_t(components * width) * 50);
      const auto image =
          test::spooled_pnm(folder / "page.pnm", components == 1 ? 5 : 6, width, 50, pixels);
      const auto encoded = encode(image, ImageProfile::master, folder / "out");
      CHECK(encoded.filter == EncodedImage::Filter::flate_png);
      CHECK(encoded.components == components);
      CHECK(unfiltered(encoded) == pixels);
    }
}

TEST_CASE("encode: a bilevel page becomes Group 4 with the same pixels") {
  const test::TempFolder folder;
  for (const int width : {8, 61, 1654}) {
    const std::size_t stride = row_bytes(width, PixelFormat::bilevel);
    Pixels pixels = some_pixels(stride * 70);
    const auto padding = std::byte(std::uint8_t(0xff << (7 - (width - 1) % 8)));
    for (std::size_t y = 0; y < 70; ++y) pixels[y * stride + stride - 1] &= padding;
    const auto encoded = encode(test::spooled_pnm(folder / "page.pnm", 4, width, 70, pixels),
                                ImageProfile::master, folder / "out");
    CHECK(encoded.filter == EncodedImage::Filter::ccitt_g4);
    CHECK(encoded.bits == 1);
    CHECK(from_g4(encoded, folder / "again.tif") == pixels);
  }
}

TEST_CASE("encode: PNG pixel data is taken over byte for byte") {
  const test::TempFolder folder;
  const Pixels grey = some_pixels(200 * 100);
  SUBCASE("one chunk: it stays in its file") {
    const auto image = png(folder / "page.png", 200, 100, {}, grey);
    const auto encoded = encode(image, ImageProfile::master, folder / "out");
    CHECK(encoded.file == image.file);
    CHECK_FALSE(std::filesystem::exists(folder / "out"));
    CHECK(unfiltered(encoded) == grey);
  }
  SUBCASE("many chunks: put together") {
    const auto encoded = encode(png(folder / "page.png", 200, 100, {.chunk = 500}, grey),
                                ImageProfile::master, folder / "out");
    CHECK(encoded.file == folder / "out");
    CHECK(unfiltered(encoded) == grey);
  }
  SUBCASE("a palette of two bits") {
    const Pixels rows = some_pixels(50 * 100);
    const auto image =
        png(folder / "page.png", 200, 100, {.colour = PNG_COLOR_TYPE_PALETTE, .bits = 2}, rows);
    const auto encoded = encode(image, ImageProfile::master, folder / "out");
    CHECK(encoded.file == image.file);
    CHECK(encoded.bits == 2);
    REQUIRE(encoded.palette.size() == 12);
    CHECK(encoded.palette[3] == std::byte{255});
    CHECK(unfiltered(encoded) == rows);
  }
}

TEST_CASE("encode: PNG kinds that a PDF cannot show are decoded, with the same pixels") {
  const test::TempFolder folder;
  PngKind kind;
  std::size_t row = 200;
  SUBCASE("interlaced") { kind.interlaced = true; }
  SUBCASE("16 bits") {
    kind.bits = 16;
    row = 400;
  }
  SUBCASE("alpha") {
    kind.colour = PNG_COLOR_TYPE_RGB_ALPHA;
    row = 800;
  }
  SUBCASE("grey with alpha, interlaced") {
    kind.colour = PNG_COLOR_TYPE_GRAY_ALPHA;
    kind.interlaced = true;
    row = 400;
  }
  SUBCASE("a palette with a see-through entry") {
    kind = {.colour = PNG_COLOR_TYPE_PALETTE, .bits = 2, .transparent = true};
    row = 50;
  }
  const auto image = png(folder / "page.png", 200, 60, kind, some_pixels(row * 60));
  const auto encoded = encode(image, ImageProfile::master, folder / "out");
  CHECK(encoded.file == folder / "out");
  CHECK(encoded.bits == 8);
  CHECK(encoded.palette.empty());
  CHECK(unfiltered(encoded) == decoded(image));
}

TEST_CASE("encode: what is see-through shows white paper") {
  const test::TempFolder folder;
  const Pixels rgba{std::byte{10}, std::byte{20}, std::byte{30}, std::byte{0},
                    std::byte{10}, std::byte{20}, std::byte{30}, std::byte{255}};
  const auto image = png(folder / "page.png", 2, 1, {.colour = PNG_COLOR_TYPE_RGB_ALPHA}, rgba);
  const Pixels expected{std::byte{255}, std::byte{255}, std::byte{255},
                        std::byte{10},  std::byte{20},  std::byte{30}};
  CHECK(unfiltered(encode(image, ImageProfile::master, folder / "out")) == expected);
}

TEST_CASE("encode: a JPEG is shown as it is; one with inks or stored as RGB is decoded") {
  const test::TempFolder folder;
  for (const auto stored : {JCS_YCbCr, JCS_GRAYSCALE}) {
    const auto image = jpeg(folder / "page.jpg", stored == JCS_YCbCr ? 3 : 1,
                            stored == JCS_YCbCr ? JCS_RGB : JCS_GRAYSCALE, stored);
    const auto encoded = encode(image, ImageProfile::master, folder / "out");
    CHECK(encoded.filter == EncodedImage::Filter::dct);
    CHECK(encoded.file == image.file);
    CHECK(encoded.bytes == image.bytes);
    CHECK(encoded.components == (stored == JCS_YCbCr ? 3 : 1));
  }
  for (const auto stored : {JCS_RGB, JCS_CMYK, JCS_YCCK}) {
    const auto image = stored == JCS_RGB ? jpeg(folder / "page.jpg", 3, JCS_RGB, stored)
                                         : jpeg(folder / "page.jpg", 4, JCS_CMYK, stored);
    const auto encoded = encode(image, ImageProfile::master, folder / "out");
    CHECK(encoded.filter == EncodedImage::Filter::flate_png);
    CHECK(encoded.components == 3);
    CHECK(unfiltered(encoded) == decoded(image));
  }
}

TEST_CASE("encode: a PNG with a broken chunk is refused") {
  const test::TempFolder folder;
  const auto image = png(folder / "page.png", 200, 100, {}, some_pixels(200 * 100));
  Pixels bytes = read_bytes(image.file, 1U << 20U);
  SUBCASE("a flipped bit") { bytes[bytes.size() / 2] ^= std::byte{1}; }
  SUBCASE("cut") { bytes.resize(bytes.size() - 12); }
  test::write_file(image.file, bytes);
  Cause cause = Cause::bug;
  try {
    encode(image, ImageProfile::master, folder / "out");
  } catch (const Error& e) {
    cause = e.cause;
  }
  CHECK(cause == Cause::image_damaged);
}

}  // namespace sohoa::imaging
