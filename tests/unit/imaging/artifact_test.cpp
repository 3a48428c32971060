#include "imaging/artifact.h"

#include <doctest/doctest.h>

#include "core/file.h"
#include "imaging/decode.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"

namespace sohoa::imaging {
namespace {

PageImage grey(int width, int height) {
  std::vector<std::byte> pixels;
  for (int i = 0; i < width * height; ++i) pixels.push_back(std::byte(i * 7 % 256));
  return {width, height, 200, PixelFormat::gray8, std::move(pixels)};
}

PageImage decoded(const std::filesystem::path& file, const PageImage& like) {
  SpooledImage image;
  image.file = file;
  image.encoding = Encoding::png;
  image.width = like.width();
  image.height = like.height();
  image.dpi_x = image.dpi_y = like.dpi();
  image.bytes = std::filesystem::file_size(file);
  image.sha256 = sha256_of_file(file);
  return decode_grey(image, like.dpi());
}

}  // namespace

TEST_CASE("artifact: a picture is the image itself, pixel for pixel") {
  const test::TempFolder folder;
  for (const auto& image : {grey(37, 19), grey(1, 1)}) {
    write_png(image, folder / "a.png");
    const auto back = decoded(folder / "a.png", image);
    CHECK(std::ranges::equal(back.pixels(), image.pixels()));
  }
}

TEST_CASE("artifact: outlines are drawn, and what lies outside the picture is left out") {
  const test::TempFolder folder;
  const PageImage white(20, 10, 200, PixelFormat::gray8,
                        std::vector<std::byte>(200, std::byte{255}));
  const Outline inside{{2, 2, 6, 5}, {0, 0, 0}, 1}, beyond{{15, 5, 1000, 1000}, {0, 0, 0}, 50};
  write_png(white, std::vector{inside, beyond, Outline{{5, 5, -3, 0}}}, folder / "a.png");
  const auto back = decoded(folder / "a.png", white);
  const auto at = [&](int x, int y) { return std::to_integer<int>(back.row(y)[std::size_t(x)]); };
  CHECK(at(2, 2) == 0);
  CHECK(at(7, 6) == 0);
  CHECK(at(3, 3) == 255);
  CHECK(at(8, 7) == 255);
  CHECK(at(19, 9) == 0);
  CHECK(at(14, 9) == 255);
}

TEST_CASE("artifact: a part is cut out where it lies, and no more than there is") {
  const PageImage image = grey(10, 8);
  const PageImage part = cut(image, {3, 2, 4, 3});
  CHECK(part.width() == 4);
  CHECK(part.height() == 3);
  CHECK(part.row(1)[2] == image.row(3)[5]);
  CHECK(cut(image, {8, 7, 50, 50}).width() == 2);
  CHECK(cut(image, {20, 20, 5, 5}).empty());
  CHECK(cut(image, {-5, 0, 3, 3}).empty());
}

TEST_CASE("artifact: a picture that cannot be written is an error") {
  const test::TempFolder folder;
  CHECK(sohoa::test::cause_of([&] { write_png(grey(3, 3), folder / "no/such/folder.png"); }) ==
        "storage_unusable");
}

}  // namespace sohoa::imaging
