// Pages from files: images as they are, TIFF and PDF through their helpers.
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <tiffio.h>

#include "tests/unit/scanners/rig.h"

using namespace sohoa;
using namespace sohoa::test;
using scanners::list_inputs;
using scanners::open_files;
namespace fs = std::filesystem;

namespace {

const std::string data = SOHOA_SOURCE_DIR "/tests/unit/scanners/data/";

Outcome read(std::vector<fs::path> files, Position start = {}) {
  return drain(*open_files(std::move(files), start));
}

// One TIFF page from packed rows.
struct TiffPage {
  int width = 0, height = 0;
  std::uint16_t bits = 8, samples = 3, photometric = PHOTOMETRIC_RGB;
  std::uint16_t compression = COMPRESSION_LZW;
  double dpi = 300;
  std::uint16_t unit = RESUNIT_INCH;
  bool tiled = false;
  std::string rows = {};
};

void set_tags(TIFF* tiff, const TiffPage& page) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, page.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, page.height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, page.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, page.samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, page.photometric);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, page.compression);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  if (page.dpi > 0) {
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, page.dpi);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, page.dpi);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, page.unit);
  }
}

void write_tiff(const fs::path& file, const std::vector<TiffPage>& pages, const char* how = "w") {
  const std::unique_ptr<TIFF, void (*)(TIFF*)> tiff(TIFFOpen(file.c_str(), how), TIFFClose);
  REQUIRE(tiff);
  for (const TiffPage& page : pages) {
    set_tags(tiff.get(), page);
    const std::size_t stride = (std::size_t(page.width) * page.samples * page.bits + 7) / 8;
    std::string rows = page.rows;
    if (page.tiled) {
      TIFFSetField(tiff.get(), TIFFTAG_TILEWIDTH, 32);
      TIFFSetField(tiff.get(), TIFFTAG_TILELENGTH, 16);
      const std::size_t pixel = std::size_t(page.samples) * page.bits / 8;
      for (int y = 0; y < page.height; y += 16)
        for (int x = 0; x < page.width; x += 32) {
          std::string tile(32 * 16 * pixel, '\0');
          for (int v = 0; v < std::min(16, page.height - y); ++v)
            std::copy_n(rows.data() + std::size_t(y + v) * stride + std::size_t(x) * pixel,
                        std::size_t(std::min(32, page.width - x)) * pixel,
                        tile.data() + std::size_t(v) * 32 * pixel);
          REQUIRE(TIFFWriteTile(tiff.get(), tile.data(), std::uint32_t(x), std::uint32_t(y), 0, 0) >
                  0);
        }
    } else {
      TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, page.compression == COMPRESSION_JPEG ? 16 : 7);
      for (int y = 0; y < page.height; ++y)
        REQUIRE(TIFFWriteScanline(tiff.get(), rows.data() + std::size_t(y) * stride,
                                  std::uint32_t(y), 0) > 0);
    }
    REQUIRE(TIFFWriteDirectory(tiff.get()) != 0);
  }
}

std::string pixels_of(const std::string& pnm, std::size_t count) {
  return pnm.substr(pnm.size() - count);
}

TiffPage colour(unsigned seed, int width = 61, int height = 43) {
  const auto count = std::size_t(width) * std::size_t(height) * 3;
  return {
      .width = width, .height = height, .rows = pixels_of(noise_ppm(seed, width, height), count)};
}
TiffPage grey(unsigned seed, int width = 61, int height = 43) {
  const auto count = std::size_t(width) * std::size_t(height);
  return {.width = width,
          .height = height,
          .samples = 1,
          .photometric = PHOTOMETRIC_MINISBLACK,
          .rows = pixels_of(noise_pgm(seed, width, height), count)};
}
TiffPage bilevel(std::uint16_t compression, std::uint16_t photometric) {
  std::string rows;
  for (int y = 0; y < 40; ++y)  // 61 pixels a row: padding bits are white in P4
    for (int x = 0; x < 8; ++x) rows += char(x == 7 ? (y & 0xF0) & 0xF8 : y * (x + 1));
  return {.width = 61,
          .height = 40,
          .bits = 1,
          .samples = 1,
          .photometric = photometric,
          .compression = compression,
          .rows = rows};
}

void put(std::string& text, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) text += char(value >> (8 * i));
}
// A classic TIFF of one directory with these LONG tags and a chosen next directory.
std::string raw_tiff(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& tags,
                     std::uint32_t next) {
  std::string text("II*\0\x08\0\0\0", 8);
  put(text, std::uint32_t(tags.size()), 2);
  for (const auto& [tag, value] : tags) {
    put(text, tag, 2);
    put(text, 4, 2);
    put(text, 1, 4);
    put(text, value, 4);
  }
  put(text, next, 4);
  return text;
}

// A one-image PDF; the pieces that tests vary are parameters.
struct PdfParts {
  std::string image_extra = {}, content = "q 144 0 0 216 0 0 cm /I Do Q", page_extra = {};
  std::string objects = {}, catalog_extra = {};
};
std::string pdf_of(const std::string& jpeg, const PdfParts& parts) {
  std::string text = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  const auto object = [&](const std::string& body) {
    offsets.push_back(text.size());
    text += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  object("<</Type/Catalog/Pages 2 0 R" + parts.catalog_extra + ">>");
  object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
  object(
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 144 216]/Contents 4 0 R/Resources<</XObject<</I 5 "
      "0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>" +
      parts.page_extra + ">>");
  object("<</Length " + std::to_string(parts.content.size()) + ">>stream\n" + parts.content +
         "\nendstream");
  object(
      "<</Type/XObject/Subtype/Image/Width 600/Height 900/BitsPerComponent 8/ColorSpace/"
      "DeviceRGB/Filter/DCTDecode" +
      parts.image_extra + "/Length " + std::to_string(jpeg.size()) + ">>stream\n" + jpeg +
      "\nendstream");
  if (!parts.objects.empty()) object(parts.objects);
  const std::size_t xref = text.size();
  text += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string digits = std::to_string(offset);
    text += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  text += "trailer<</Size " + std::to_string(offsets.size() + 1) + "/Root 1 0 R>>\nstartxref\n" +
          std::to_string(xref) + "\n%%EOF\n";
  return text;
}
const std::string& sample_jpeg() {
  static const std::string jpeg = content(fs::path(data + "page.jpg"));
  return jpeg;
}

Outcome read_pdf(const PdfParts& parts) {
  const TempFolder folder;
  write_file(folder / "a.pdf", pdf_of(sample_jpeg(), parts));
  return read({folder / "a.pdf"});
}
Encoding encoding_of(const PdfParts& parts) { return read_pdf(parts).pages.at(0).encoding; }

bool has(const AcquiredPage& page, Cause cause) {
  return std::ranges::any_of(page.faults, [&](const Fault& f) { return f.cause == cause; });
}

}  // namespace

TEST_CASE("folders: supported files in natural order, subfolders too, hidden and other files not") {
  const TempFolder folder;
  fs::create_directories(folder / "b/.secret");
  for (const char* name : {"page10.jpg", "page2.JPG", "page1.tif", "notes.txt", ".page0.jpg",
                           "b/x.pdf", "b/.secret/y.png", "page2b.png", "c.ppm"})
    write_file(folder / name, "x");
  std::vector<std::string> names;
  for (const auto& file : list_inputs({folder.path()}))
    names.push_back(file.lexically_relative(folder.path()).string());
  CHECK(names == std::vector<std::string>{"b/x.pdf", "c.ppm", "page1.tif", "page2.JPG",
                                          "page2b.png", "page10.jpg"});
  CHECK(list_inputs({folder / "notes.txt"}).size() == 1);
  fs::create_directories(folder / "empty");
  CHECK_THROWS_WITH_AS(list_inputs({folder / "empty"}), doctest::Contains("no image"), Error);
  CHECK(list_inputs({folder / "none"}).size() == 1);  // the source reports it, the rest goes on
}

TEST_CASE("JPEG and PNG: byte for byte, with the resolution of their header (R3)") {
  const TempFolder folder;
  write_file(folder / "a.png", content(fs::path(data + "page.png")));
  const Outcome outcome = read({data + "page.jpg", folder / "a.png"});
  REQUIRE(outcome.pages.size() == 2);
  CHECK(content(outcome.pages[0]) == sample_jpeg());
  CHECK(outcome.pages[0].encoding == Encoding::jpeg);
  CHECK(outcome.pages[0].dpi_x == 300);
  CHECK(outcome.pages[0].faults.empty());
  CHECK(outcome.pages[0].origin == "page.jpg");
  CHECK(content(outcome.pages[1]) == content(folder / "a.png"));
  CHECK(outcome.pages[1].input == 1);
}

TEST_CASE("resolution: none stated is assumed from A4, under 200 dpi is a fault (R3)") {
  const TempFolder folder;
  write_file(folder / "a.ppm", noise_ppm(1, 165, 233));
  const Outcome outcome = read({folder / "a.ppm"});
  REQUIRE(outcome.pages.size() == 1);
  CHECK(outcome.pages[0].dpi_assumed);
  CHECK(outcome.pages[0].dpi_x == doctest::Approx(19.9).epsilon(0.01));
  CHECK(has(outcome.pages[0], Cause::resolution_unknown));
  CHECK(has(outcome.pages[0], Cause::resolution_low));
  CHECK(outcome.pages[0].faults[0].detail.starts_with("a.ppm: "));
}

TEST_CASE("files that are not what we read, cut short or missing: an Error each, then the next") {
  const TempFolder folder;
  write_file(folder / "text.jpg", "just text");
  write_file(folder / "empty.png", "");
  write_file(folder / "cut.jpg", sample_jpeg().substr(0, sample_jpeg().size() - 100));
  const std::string png = content(fs::path(data + "page.png"));
  write_file(folder / "cut.png", png.substr(0, png.size() - 20));
  write_file(folder / "cut.ppm", noise_ppm(1).substr(0, 500));
  REQUIRE(mkfifo((folder / "pipe.jpg").c_str(), 0600) == 0);
  const Outcome outcome =
      read({folder / "text.jpg", folder / "empty.png", folder / "cut.jpg", folder / "cut.png",
            folder / "cut.ppm", folder / "pipe.jpg", folder / "gone.jpg", data + "page.jpg"});
  std::vector<std::string> causes;
  for (const Error& error : outcome.errors) causes.emplace_back(cause_name(error.cause));
  CHECK(causes == std::vector<std::string>{"file_unsupported", "file_unsupported", "image_damaged",
                                           "image_damaged", "image_damaged", "file_unsupported",
                                           "file_missing"});
  CHECK(std::string(outcome.errors[2].what()).starts_with("cut.jpg: "));
  REQUIRE(outcome.pages.size() == 1);
  CHECK(outcome.pages[0].input == 7);
}

TEST_CASE("content decides, not the name") {
  const TempFolder folder;
  write_file(folder / "scan.txt", sample_jpeg());
  CHECK(read({folder / "scan.txt"}).pages.size() == 1);
}

TEST_CASE("TIFF: many pages of all kinds, pixel for pixel") {
  const TempFolder folder;
  const TiffPage rgb = colour(1), gray = grey(2);
  TiffPage tiled = colour(3), lzw_grey_tiles = grey(4);
  tiled.tiled = lzw_grey_tiles.tiled = true;
  const TiffPage g4 = bilevel(COMPRESSION_CCITTFAX4, PHOTOMETRIC_MINISWHITE);
  const TiffPage inverse = bilevel(COMPRESSION_LZW, PHOTOMETRIC_MINISBLACK);
  for (const char* how : {"w", "w8", "wb"}) {  // classic, BigTIFF, big-endian
    CAPTURE(how);
    write_tiff(folder / "a.tif", {rgb, gray, tiled, lzw_grey_tiles, g4, inverse}, how);
    const Outcome outcome = read({folder / "a.tif"});
    CHECK(outcome.errors.empty());
    REQUIRE(outcome.pages.size() == 6);
    CHECK(content(outcome.pages[0]) == "P6\n61 43\n255\n" + rgb.rows);
    CHECK(content(outcome.pages[1]) == "P5\n61 43\n255\n" + gray.rows);
    CHECK(content(outcome.pages[2]) == "P6\n61 43\n255\n" + tiled.rows);
    CHECK(content(outcome.pages[3]) == "P5\n61 43\n255\n" + lzw_grey_tiles.rows);
    CHECK(content(outcome.pages[4]) == "P4\n61 40\n" + g4.rows);
    std::string flipped = inverse.rows;
    for (std::size_t i = 0; i < flipped.size(); ++i)
      flipped[i] = char(~flipped[i] & (i % 8 == 7 ? 0xF8 : 0xFF));
    CHECK(content(outcome.pages[5]) == "P4\n61 40\n" + flipped);
    CHECK(outcome.pages[0].dpi_x == 300);
    CHECK(outcome.pages[2].origin == "a.tif#3");
    CHECK(outcome.pages[2].index == 2);
  }
}

TEST_CASE("TIFF: 16 bits become 8, white-is-zero grey is turned, JPEG inside is decoded") {
  const TempFolder folder;
  TiffPage deep = colour(5);
  deep.bits = 16;
  std::string doubled;
  for (const char c : deep.rows) doubled += std::string(2, c);
  const std::string shallow = deep.rows;
  deep.rows = doubled;
  TiffPage negative = grey(6);
  negative.photometric = PHOTOMETRIC_MINISWHITE;
  TiffPage jpeg = colour(7, 64, 48);
  jpeg.compression = COMPRESSION_JPEG;
  jpeg.rows.assign(jpeg.rows.size(), '\x50');
  TiffPage metric = grey(8);
  metric.dpi = 118.11;
  metric.unit = RESUNIT_CENTIMETER;
  write_tiff(folder / "a.tif", {deep, negative, jpeg});
  const Outcome outcome = read({folder / "a.tif"});
  REQUIRE(outcome.pages.size() == 3);
  CHECK(content(outcome.pages[0]) == "P6\n61 43\n255\n" + shallow);
  std::string turned = negative.rows;
  for (char& c : turned) c = char(~c);
  CHECK(content(outcome.pages[1]) == "P5\n61 43\n255\n" + turned);
  const std::string flat = content(outcome.pages[2]);
  CHECK(flat.size() == std::string("P6\n64 48\n255\n").size() + jpeg.rows.size());
  for (const char c : flat.substr(flat.size() - jpeg.rows.size())) REQUIRE(std::abs(c - 0x50) <= 2);
  write_tiff(folder / "m.tif", {metric});
  CHECK(read({folder / "m.tif"}).pages.at(0).dpi_y == doctest::Approx(300).epsilon(0.001));
}

TEST_CASE("TIFF: a run interrupted at a page goes on with it") {
  const TempFolder folder;
  write_tiff(folder / "a.tif", {colour(1), colour(2), colour(3)});
  const Outcome outcome = read({folder / "a.tif", data + "page.jpg"}, {0, 2});
  REQUIRE(outcome.pages.size() == 2);
  CHECK(outcome.pages[0].origin == "a.tif#3");
  const Outcome after = read({folder / "a.tif", data + "page.jpg"}, {0, 3});
  CHECK(after.pages.size() == 1);
  CHECK(read({data + "page.jpg"}, {0, 1}).pages.empty());
}

TEST_CASE("TIFF: damage at page 3 keeps two pages, names the third, and the next file follows") {
  const TempFolder folder;
  write_tiff(folder / "a.tif", {colour(1), colour(2), colour(3)});
  std::string bytes = content(folder / "a.tif");
  write_file(folder / "cut.tif", bytes.substr(0, bytes.size() - 100));
  const Outcome outcome = read({folder / "cut.tif", data + "page.jpg"});
  REQUIRE(outcome.errors.size() == 1);
  CHECK(outcome.errors[0].cause == Cause::image_damaged);
  CHECK(std::string(outcome.errors[0].what()).starts_with("cut.tif#3: "));
  CHECK(outcome.pages.size() == 3);
}

TEST_CASE("TIFF: a loop of directories, 60000 by 60000 pixels, endless directories, nonsense") {
  const TempFolder folder;
  const auto cause = [&](const std::string& bytes) {
    write_file(folder / "a.tif", bytes);
    const Outcome outcome = read({folder / "a.tif", data + "page.jpg"});
    CHECK(outcome.pages.size() >= 1);  // the next file, whatever happened
    REQUIRE(outcome.errors.size() == 1);
    return outcome.errors[0].cause;
  };
  CHECK(cause(raw_tiff({{256, 60000}, {257, 60000}, {258, 1}, {262, 1}, {273, 8}, {279, 10}}, 0)) ==
        Cause::page_too_large);
  CHECK(cause(raw_tiff({{256, 8}, {257, 1}, {258, 8}, {262, 1}, {273, 0}, {279, 8}}, 8)) ==
        Cause::image_damaged);  // its next directory is itself
  std::string endless("II*\0\x08\0\0\0", 8);
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    put(endless, 1, 2);
    endless += std::string("\x00\x01\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00", 12);
    put(endless, std::uint32_t(endless.size()) + 4, 4);
  }
  CHECK(cause(endless) == Cause::too_many_pages);
  CHECK(cause(std::string("II*\0\xFF\xFF\xFF\x7F", 8)) == Cause::image_damaged);
  CHECK(cause(std::string("II*\0", 4)) == Cause::image_damaged);
}

TEST_CASE("PDF: a page that is one JPEG is taken out byte for byte (R3)") {
  const Outcome outcome = read_pdf({});
  CHECK(outcome.errors.empty());
  REQUIRE(outcome.pages.size() == 1);
  CHECK(outcome.pages[0].encoding == Encoding::jpeg);
  CHECK(content(outcome.pages[0]) == sample_jpeg());
  CHECK(outcome.pages[0].dpi_x == doctest::Approx(300));
  CHECK(outcome.pages[0].origin == "a.pdf#1");
  CHECK(outcome.pages[0].faults.empty());
  CHECK(encoding_of({.page_extra = "/Rotate 90"}) == Encoding::jpeg);
  CHECK(encoding_of({.content = "q 144 0 0 216 0 0 cm /I Do Q BT /F 9 Tf 3 Tr 9 9 Td (x) Tj ET"}) ==
        Encoding::jpeg);
  CHECK(encoding_of({.content = "0 0 144 216 re W n 144 0 0 216 0 0 cm /I Do"}) == Encoding::jpeg);
  const PdfParts twice_the_unit{.page_extra = "/UserUnit 2"};
  CHECK(read_pdf(twice_the_unit).pages.at(0).dpi_x == doctest::Approx(150));
}

TEST_CASE("PDF: anything more than the JPEG makes the page be rendered") {
  for (const char* content :
       {"q 144 0 0 216 0 0 cm /I Do Q BT /F 9 Tf 9 9 Td (x) Tj ET", "q 100 0 0 216 0 0 cm /I Do Q",
        "q 144 0 0 216 0 0 cm /I Do Q 0 0 9 9 re f", "q -144 0 0 216 144 0 cm /I Do Q",
        "q 144 0 0 216 0 0 cm /I Do Q q 9 0 0 9 0 0 cm /I Do Q",
        "0 0 50 50 re W n 144 0 0 216 0 0 cm /I Do"})
    CHECK(encoding_of({.content = content}) == Encoding::pnm);
  CHECK(encoding_of({.image_extra = "/Decode[1 0 1 0 1 0]"}) == Encoding::pnm);
  CHECK(encoding_of({.page_extra = "/CropBox[0 0 100 100]"}) == Encoding::pnm);
  CHECK(encoding_of({.page_extra = "/Annots[<</Subtype/Stamp/Rect[0 0 50 50]>>]"}) ==
        Encoding::pnm);
}

TEST_CASE("PDF: rendered at 300 dpi in colour, turned by /Rotate (R2, R3)") {
  const Outcome outcome =
      read_pdf({.content = "0 0 0 rg 72 108 72 108 re f", .page_extra = "/Rotate 90"});
  REQUIRE(outcome.pages.size() == 1);
  const AcquiredPage& page = outcome.pages[0];
  CHECK(page.encoding == Encoding::pnm);
  CHECK(page.width == 900);
  CHECK(page.height == 600);
  CHECK(page.dpi_x == 300);
  const std::string text = content(page);
  const auto pixel = [&](int x, int y) {
    return int(static_cast<unsigned char>(
        text[text.size() - 900U * 600U * 3U + (std::size_t(y) * 900U + std::size_t(x)) * 3U]));
  };
  CHECK(pixel(800, 500) == 0);  // the upper right quarter, turned clockwise to the lower right
  CHECK(pixel(100, 100) == 255);
}

TEST_CASE("PDF: signed pages come with a fault; encrypted, cut or garbage files are refused") {
  const Outcome signed_pdf =
      read_pdf({.objects = "<</FT/Sig/T(s)/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>>>",
                .catalog_extra = "/AcroForm<</Fields[6 0 R]>>"});
  REQUIRE(signed_pdf.pages.size() == 1);
  CHECK(has(signed_pdf.pages[0], Cause::pdf_signed));
  const TempFolder folder;
  const std::string whole = pdf_of(sample_jpeg(), {});
  write_file(folder / "cut.pdf", whole.substr(0, whole.size() * 6 / 10));
  write_file(folder / "garbage.pdf", "%PDF-1.4\n" + noise_ppm(3));
  write_file(
      folder / "empty.pdf",
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count "
      "0>>endobj\ntrailer<</Root 1 0 R>>\n");
  const Outcome outcome = read({data + "encrypted.pdf", folder / "cut.pdf", folder / "garbage.pdf",
                                folder / "empty.pdf", data + "page.jpg"});
  std::vector<std::string> causes;
  for (const Error& error : outcome.errors) causes.emplace_back(cause_name(error.cause));
  CHECK(causes == std::vector<std::string>{"pdf_encrypted", "image_damaged", "image_damaged",
                                           "image_damaged"});
  CHECK(outcome.pages.size() == 1);
}

TEST_CASE("files: a stop between pages, and going on after it") {
  const TempFolder folder;
  write_tiff(folder / "a.tif", {colour(1), colour(2)});
  const auto source = open_files({folder / "a.tif"}, {});
  std::stop_source stop;
  CHECK(source->next(stop.get_token()).has_value());
  stop.request_stop();
  CHECK_THROWS_AS(source->next(stop.get_token()), Error);
  CHECK(source->position().index == 1);
  CHECK(source->next({})->origin == "a.tif#2");
}
