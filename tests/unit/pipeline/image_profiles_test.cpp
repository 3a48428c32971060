// Page images as a viewer shows them: each profile is rendered by Poppler and held to the scan, for
// a file may be valid and show nothing, or its page inverted.
#include <array>
#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/resources.h"
#include "imaging/decode.h"
#include "imaging/encode.h"
#include "imaging/fidelity.h"
#include "imaging/g4.h"
#include "pdf/write/writer.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/spooled.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

Page sample(const std::string& name) {
  Page page;
  page.image = test::spooled(fs::path(SOHOA_SOURCE_DIR) / "samples" / name);
  page.image.origin = name;
  return page;
}

fs::path written(const Page& page, const fs::path& file) {
  pdf::Writer writer({"a page", "1", "2026-11-24T09:30:00+07:00", "sohoa"},
                     resource("models/icc/sRGB.icc"));
  writer.add(page);
  fs::remove(file);  // of the profile before; a writer never writes over a PDF
  writer.finish(file);
  return file;
}

// The PDF's page as Poppler shows it, in the size and kind of `like`.
PageImage rendered(const fs::path& pdf, const PageImage& like) {
  const bool colour = like.format() == PixelFormat::rgb24;
  const fs::path stem = fs::path(pdf).replace_extension("");
  const std::string command =
      fmt::format("pdftoppm {} -singlefile -scale-to-x {} -scale-to-y {} {} {}",
                  colour ? "" : "-gray", like.width(), like.height(), pdf.string(), stem.string());
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT
  return imaging::decode_colour(
      test::spooled(fs::path(stem).replace_extension(colour ? "ppm" : "pgm"), like.dpi()));
}

// The mean of each channel.
std::array<double, 3> mean_of(const PageImage& page) {
  std::array<double, 3> sum{};
  const std::size_t channels = page.format() == PixelFormat::rgb24 ? 3 : 1;
  const auto pixels = page.pixels();
  for (std::size_t i = 0; i < pixels.size(); ++i)
    sum[i % channels] += std::to_integer<int>(pixels[i]);
  for (double& s : sum) s /= double(pixels.size()) / double(channels);
  return sum;
}

constexpr std::array profiles{ImageProfile::master, ImageProfile::access, ImageProfile::compact};

}  // namespace

TEST_CASE("image profiles: a viewer shows each page as it was scanned, in its size (R4, R5)") {
  const test::TempFolder folder;
  for (const std::string name :
       {"cong_van_1.jpg", "don_de_nghi_2.png", "to_khai_khai_sinh_2.jpg"}) {
    CAPTURE(name);
    const Page page = sample(name);
    const PageImage scan = imaging::decode_colour(page.image);
    PageImage master;
    std::uintmax_t larger = 1U << 30U;
    for (const auto profile : profiles) {
      CAPTURE(profile_name(profile));
      Page shown = page;
      shown.encoded = imaging::encode(page.image, profile, folder / "image");
      CHECK(shown.encoded.profile == profile);
      const auto file = written(shown, folder / "page.pdf");
      const PageImage picture = rendered(file, scan);
      CHECK(imaging::fidelity(scan, picture).likeness > imaging::Fidelity::needed);
      const auto was = mean_of(scan), is = mean_of(picture);
      for (std::size_t c = 0; c < 3; ++c) CHECK(std::abs(was[c] - is[c]) < 2);
      // Poppler moves whatever it draws by up to a pixel, stencils differently from pictures: ink
      // is held to what it makes of the scan, and of some 1700 places a few differ by that.
      if (profile == ImageProfile::master) master = picture;
      CHECK(imaging::fidelity(master, picture).faults.size() <= 100);
      CHECK(fs::file_size(file) < larger);
      larger = fs::file_size(file);
      CHECK(read_file(file).find("JBIG2Decode") == std::string::npos);
    }
  }
}

TEST_CASE("image profiles: an inverted stencil does not pass the comparison") {
  const test::TempFolder folder;
  Page page = sample("to_khai_khai_sinh_2.jpg");
  const PageImage scan = imaging::decode_colour(page.image);
  page.encoded = imaging::encode(page.image, ImageProfile::compact, folder / "image");
  REQUIRE(page.encoded.profile == ImageProfile::compact);
  EncodedImage& stencil = page.encoded.layers.at(0);
  REQUIRE(stencil.ink);
  const auto stream = read_bytes(stencil.file, 1U << 24U);
  auto rows = imaging::from_g4(std::span(stream).subspan(stencil.offset, stencil.bytes),
                               stencil.width, stencil.height);
  for (auto& bits : rows) bits = ~bits;
  const auto inverted = imaging::to_g4(rows, stencil.width, stencil.height);
  test::write_file(folder / "inverted", inverted);
  stencil.file = folder / "inverted";
  stencil.offset = 0;
  stencil.bytes = inverted.size();
  const auto found = imaging::fidelity(scan, rendered(written(page, folder / "page.pdf"), scan));
  CHECK(found.likeness < 0.5);
  CHECK(found.faults.size() > 100);
}

TEST_CASE("image profiles: a turned page lies upright in every profile (R5)") {
  const test::TempFolder folder;
  Page page = sample("to_khai_khai_sinh_2.jpg");
  page.placement.turn = 180;
  const PageImage scan = imaging::decode_colour(page.image);
  REQUIRE(scan.format() == PixelFormat::gray8);
  const std::vector<std::byte> turned(scan.pixels().rbegin(), scan.pixels().rend());
  const PageImage upright(scan.width(), scan.height(), scan.dpi(), PixelFormat::gray8, turned);
  for (const auto profile : profiles) {
    CAPTURE(profile_name(profile));
    page.encoded = imaging::encode(page.image, profile, folder / "image");
    const PageImage picture = rendered(written(page, folder / "page.pdf"), upright);
    CHECK(imaging::fidelity(upright, picture).likeness > imaging::Fidelity::needed);
  }
}

}  // namespace sohoa
