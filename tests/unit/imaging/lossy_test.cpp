#include "imaging/lossy.h"

#include <doctest/doctest.h>

#include "imaging/decode.h"
#include "imaging/encode.h"
#include "imaging/fidelity.h"
#include "imaging/g4.h"
#include "imaging/jp2.h"
#include "imaging/jpeg.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/imaging/picture.h"

namespace sohoa::imaging {
namespace {

using test::Picture;

PageImage page_of(const Picture& picture, double dpi = 200) {
  return {picture.width, picture.height, dpi, PixelFormat::gray8, picture.pixels};
}

PageImage coloured(int width, int height) {
  std::vector<std::byte> pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (const int value : {200 + x % 40, 180 - y % 50, 90}) pixels.push_back(std::byte(value));
  return {width, height, 200, PixelFormat::rgb24, std::move(pixels)};
}

double worst(const PageImage& a, const PageImage& b) {
  REQUIRE(a.pixels().size() == b.pixels().size());
  int most = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i)
    most = std::max(
        most, std::abs(std::to_integer<int>(a.pixels()[i]) - std::to_integer<int>(b.pixels()[i])));
  return most;
}

}  // namespace

TEST_CASE("jp2: grey and colour of any size come back, red as red") {
  for (const auto& [width, height] : {std::pair{1, 1}, {2, 3}, {61, 40}, {300, 17}}) {
    CAPTURE(width);
    const PageImage colour = coloured(width, height);
    const PageImage again = from_jp2(to_jp2(colour, 24), 200);
    CHECK(again.format() == PixelFormat::rgb24);
    CHECK(worst(colour, again) <= 6);
    const PageImage grey = page_of(Picture(width, height, 77));
    CHECK(worst(grey, from_jp2(to_jp2(grey, 8), 200)) <= 2);
  }
}

TEST_CASE("jp2: a file has one colour specification, as PDF/A asks, and keeps to its rate") {
  const PageImage page = coloured(1000, 1000);
  const auto file = to_jp2(page, 0.3);
  CHECK(file.size() <= 1000 * 1000 * 3 / 80 + 500);
  const std::string text(reinterpret_cast<const char*>(file.data()), file.size());
  const auto at = text.find("colr");
  REQUIRE(at != std::string::npos);
  CHECK(text.find("colr", at + 4) == std::string::npos);
  CHECK(text.substr(at + 4, 7) == std::string("\1\0\0\0\0\0\x10", 7));  // enumerated: sRGB
}

TEST_CASE("jp2: what is cut is an error, not a picture") {
  auto file = to_jp2(coloured(100, 100), 8);
  file.resize(60);
  CHECK_THROWS_AS(from_jp2(file, 200), Error);
}

TEST_CASE("jpeg: pixels of a layer come back, with chroma in full") {
  const PageImage page = coloured(61, 40);
  CHECK(worst(page, from_jpeg(to_jpeg(page, 100, Chroma::full), 200)) <= 4);
  const PageImage grey = page_of(Picture(33, 7, 120));
  CHECK(worst(grey, from_jpeg(to_jpeg(grey, 90, Chroma::halved), 200)) <= 1);
}

TEST_CASE("g4: rows come back as they were") {
  std::vector<std::byte> rows(8 * 50);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = std::byte(i * 37 % 256);
  CHECK(from_g4(to_g4(rows, 64, 50), 64, 50) == rows);
}

TEST_CASE("fidelity: a page is true to itself; one digit gone, added or inverted is noticed (R5)") {
  const Picture page = test::printed();
  CHECK(fidelity(page_of(page), page_of(page)).good());
  CHECK(fidelity(page_of(page), page_of(page)).likeness == doctest::Approx(1));
  // A digit at 200 dpi is some 12 x 20 pixels with strokes of 3.
  Picture more = page;
  more.fill({800, 60, 3, 20}, 20);
  const bool blank = page.darkest({790, 50, 30, 40}) > 150;
  CHECK(blank);
  CHECK(fidelity(page_of(page), page_of(more)).faults.size() >= 1);
  CHECK(fidelity(page_of(more), page_of(page)).faults.size() >= 1);
  Picture inverted = page;
  for (auto& pixel : inverted.pixels) pixel = ~pixel;
  CHECK_FALSE(fidelity(page_of(page), page_of(inverted)).good());
}

TEST_CASE("fidelity: a colour that is off is noticed") {
  PageImage page = coloured(400, 400);
  std::vector<std::byte> pixels(page.pixels().begin(), page.pixels().end());
  for (std::size_t y = 100; y < 120; ++y)
    for (std::size_t x = 100; x < 120; ++x) pixels[(y * 400 + x) * 3 + 2] = std::byte{200};
  const PageImage off(400, 400, 200, PixelFormat::rgb24, pixels);
  CHECK_FALSE(fidelity(page, off).faults.empty());
}

TEST_CASE("compact: seals and pens lie in patches, truer than in a JPEG of quality 75 (R5)") {
  const test::TempFolder folder;
  for (const std::string name : {"cong_van_1.jpg", "giay_xac_nhan_cu_tru_1.jpg"}) {
    CAPTURE(name);
    const PageImage scan =
        decode_colour(test::spooled(std::filesystem::path(SOHOA_SOURCE_DIR) / "samples" / name));
    const auto encoded = encode_compact(scan, folder / "out");
    REQUIRE(encoded);
    const PageImage jpeg = from_jpeg(to_jpeg(scan, 75, Chroma::halved), scan.dpi());
    const auto streams = read_bytes(folder / "out", 1U << 24U);
    double patch_error = 0, jpeg_error = 0;
    int inside = 0, all = 0;
    const auto vivid = [&](int x, int y) {
      const auto* pixel = scan.row(y).data() + std::ptrdiff_t{3} * x;
      const auto [least, most] = std::minmax({pixel[0], pixel[1], pixel[2]});
      return std::to_integer<int>(most) - std::to_integer<int>(least) > 70;
    };
    const auto off = [](const std::byte* a, const std::byte* b) {
      double sum = 0;
      for (int c = 0; c < 3; ++c)
        sum += std::abs(std::to_integer<int>(a[c]) - std::to_integer<int>(b[c]));
      return sum;
    };
    for (int y = 0; y < scan.height(); ++y)
      for (int x = 0; x < scan.width(); ++x) all += vivid(x, y) ? 1 : 0;
    for (const auto& layer : encoded->layers) {
      if (layer.ink) continue;
      const PageImage patch =
          from_jpeg(std::span(streams).subspan(layer.offset, layer.bytes), scan.dpi());
      for (int y = 0; y < layer.area.h; ++y)
        for (int x = 0; x < layer.area.w; ++x) {
          const int px = layer.area.x + x, py = layer.area.y + y;
          if (!vivid(px, py)) continue;
          ++inside;
          const auto* was = scan.row(py).data() + std::ptrdiff_t{3} * px;
          patch_error += off(was, patch.row(y).data() + std::ptrdiff_t{3} * x);
          jpeg_error += off(was, jpeg.row(py).data() + std::ptrdiff_t{3} * px);
        }
    }
    CHECK(inside > 1000);
    CHECK(inside > all * 98 / 100);
    CHECK(patch_error <= jpeg_error);
  }
}

TEST_CASE("compact: light print on dark and a photograph stay what they are (R5)") {
  const test::TempFolder folder;
  Picture page = test::printed();
  page.fill({300, 60, 900, 120}, 40);  // a dark band with light strokes of two pixels
  for (int x = 340; x < 1150; x += 14) page.fill({x, 90, 2, 50}, 240);
  for (int y = 600; y < 900; ++y)  // a picture of half tones
    for (int x = 1250; x < 1480; ++x) page.set(x, y, 60 + (x * 7 + y * 3) % 90);
  const auto encoded = encode_compact(page_of(page), folder / "out");
  REQUIRE(encoded);
  CHECK(encoded->profile == ImageProfile::compact);
  const auto kept = [&](const Box& box) {
    return std::ranges::any_of(encoded->layers, [&](const EncodedImage& layer) {
      return !layer.ink && layer.area.x <= box.x && layer.area.y <= box.y &&
             layer.area.right() >= box.right() && layer.area.bottom() >= box.bottom();
    });
  };
  CHECK(kept({350, 95, 700, 40}));
}

TEST_CASE("encode: a page of black and white alone stays without loss in every profile") {
  const test::TempFolder folder;
  Picture page = test::printed();
  for (auto& pixel : page.pixels) pixel = pixel < std::byte{128} ? std::byte{0} : std::byte{255};
  const auto image = test::spooled(folder / "page.pgm", page);
  for (const auto profile : {ImageProfile::access, ImageProfile::compact}) {
    const auto encoded = encode(image, profile, folder / "out");
    CHECK(encoded.filter == EncodedImage::Filter::ccitt_g4);
    CHECK(encoded.profile == ImageProfile::master);
    const auto rows = from_g4(read_bytes(encoded.file, 1U << 24U), page.width, page.height);
    bool same = true;
    for (int y = 0; y < page.height; ++y)
      for (int x = 0; x < page.width; ++x) {
        const auto byte =
            rows[std::size_t(y) * std::size_t((page.width + 7) / 8) + std::size_t(x / 8)];
        const bool ink = (byte & (std::byte{0x80} >> (x % 8))) != std::byte{0};
        same = same && ink == (page.at(x, y) == 0);
      }
    CHECK(same);
  }
}

TEST_CASE("encode: what would not stay true or not become smaller falls back, and says so") {
  const test::TempFolder folder;
  Picture noise(400, 400, 0);
  unsigned state = 1;
  for (auto& pixel : noise.pixels) {
    state = state * 1664525U + 1013904223U;
    pixel = std::byte(state >> 24U);
  }
  const auto encoded =
      encode(test::spooled(folder / "page.pgm", noise), ImageProfile::compact, folder / "out");
  CHECK(encoded.profile == ImageProfile::master);
  CHECK(encoded.layers.empty());
  // A coarse JPEG is smaller than a JPEG 2000 of the usual rate.
  test::write_file(folder / "page.jpg", to_jpeg(page_of(test::printed()), 5, Chroma::full));
  const auto coarse = test::spooled(folder / "page.jpg", 200);
  CHECK(encode(coarse, ImageProfile::access, folder / "out").file == coarse.file);
}

}  // namespace sohoa::imaging
