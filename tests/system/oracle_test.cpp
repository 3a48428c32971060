// Our engine beside libtesseract, line by line, both with Debian's network and without a
// dictionary.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/frames.h"
#include "ocr/network_lines.h"
#include "ocr/room.h"
#include "tests/tools/plain_tesseract.h"
#include "tests/tools/straightened.h"

namespace sohoa {
namespace {

const std::filesystem::path debian = "/usr/share/tesseract-ocr/5/tessdata/vie.traineddata";
constexpr std::size_t least_lines = 2000;

using Grey = std::function<int(int x, int y)>;

PageImage drawn(int width, int height, const Grey& grey) {
  std::vector<std::byte> pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      pixels.push_back(static_cast<std::byte>(std::clamp(grey(x, y), 0, 255)));
  return PageImage(width, height, 200, PixelFormat::gray8, std::move(pixels));
}

int at(const PageImage& line, int x, int y) {
  x = std::clamp(x, 0, line.width() - 1);
  y = std::clamp(y, 0, line.height() - 1);
  return std::to_integer<int>(line.row(y)[static_cast<std::size_t>(x)]);
}

// What happens to pages: noise, blur and two tones, another resolution, a bad cut.
std::vector<PageImage> damaged(const PageImage& line) {
  const int w = line.width(), h = line.height();
  const auto blurred = [&](int x, int y) {
    int sum = 0;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -2; dx <= 2; ++dx) sum += at(line, x + dx, y + dy);
    return sum / 15;
  };
  const auto chance = [&](int x, int y) {
    return static_cast<int>((static_cast<unsigned>(y * w + x) * 2654435761U >> 12U) % 121U) - 60;
  };
  return {line, drawn(w, h, [&](int x, int y) { return at(line, x, y) + chance(x, y); }),
          drawn(w, h, [&](int x, int y) { return blurred(x, y) + chance(x, y) < 150 ? 0 : 255; }),
          drawn(w * 2 / 3, h * 2 / 3, [&](int x, int y) { return blurred(x * 3 / 2, y * 3 / 2); }),
          drawn(w, h * 2 / 3, [&](int x, int y) { return at(line, x, y + h / 6); })};
}

std::vector<PageImage> lines_of_samples() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(SOHOA_SOURCE_DIR "/samples"))
    if (entry.path().extension() == ".jpg" || entry.path().extension() == ".png")
      files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<PageImage> lines;
  for (const auto& file : files) {
    const Page page = test::straightened(file);
    const auto layout = ocr::find_text_lines(page.reading, page.marks, page.tables, Frames(page));
    for (const ocr::TextLine& line : layout.lines) {
      if (line.box.w < 30 || line.box.h < 12) continue;
      Box origin;
      const PageImage image = ocr::line_image(page.reading, line, origin);
      std::ranges::move(damaged(ocr::with_room(image, origin, line)), std::back_inserter(lines));
    }
  }
  return lines;
}

std::string text_of(const ocr::LineReading& reading) {
  std::string text;
  for (const ocr::Character& c : reading.characters) text += c.text;
  return text;
}

}  // namespace

TEST_CASE("our engine: reads what libtesseract reads, on good lines and bad") {
  const std::vector<PageImage> lines = lines_of_samples();
  REQUIRE(lines.size() >= least_lines);
  const ocr::Deadline deadline{{}, std::chrono::steady_clock::now() + std::chrono::hours(1)};
  const auto expected =
      test::plain_tesseract(debian, test::Dictionary::left_out)->read(lines, deadline);
  const auto network = ocr::load_network(debian);
  const auto readings = ocr::NetworkLines(network).read(lines, deadline);
  REQUIRE(readings.size() == lines.size());
  std::size_t equal = 0, empty = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string ours = text_of(readings[i]), theirs = text_of(expected[i]);
    equal += ours == theirs;
    empty += theirs.empty();
    if (ours != theirs) MESSAGE(ours << " | " << theirs);
  }
  MESSAGE(equal << " of " << lines.size() << " lines equal, " << empty << " empty");
  CHECK(equal >= lines.size() * 995 / 1000);
  CHECK(empty < lines.size() / 100);

  // The other kernels on some of them: the unit tests hold all to the bit.
  const std::span<const PageImage> some = std::span(lines).first(200);
  for (const ocr::Kernels* kernel : ocr::kernels()) {
    CAPTURE(kernel->name);
    const auto again = ocr::NetworkLines(network, *kernel).read(some, deadline);
    for (std::size_t i = 0; i < some.size(); ++i) CHECK(text_of(again[i]) == text_of(readings[i]));
  }
}

}  // namespace sohoa
