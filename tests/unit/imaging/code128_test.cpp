#include "imaging/code128.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <doctest/doctest.h>

#include "imaging/bars.h"

namespace {

using namespace sohoa;

// Module by module, 1 for a bar, without paper around.
std::vector<int> modules_of(const std::string& text) {
  ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::Code128);
  const auto bits = writer.setMargin(0).encode(std::wstring(text.begin(), text.end()), 0, 1);
  std::vector<int> modules;
  for (int x = 0; x < bits.width(); ++x) modules.push_back(bits.get(x, 0) ? 1 : 0);
  return modules;
}

// A grey picture of bars `module` pixels a module wide, each wider by `growth` pixels on either
// side, leaning by `slope`, in two tones, with noise at their edges.
PageImage scanned(const std::string& text, double module, double growth, double slope,
                  unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, 0.25);
  const auto modules = modules_of(text);
  const int rim = 30, height = 70;
  const int width =
      static_cast<int>(std::ceil(static_cast<double>(modules.size()) * module)) + 2 * rim;
  std::vector<std::byte> pixels(static_cast<std::size_t>(width * height), std::byte{255});
  for (int y = 8; y < height - 8; ++y)
    for (int x = 0; x < width; ++x) {
      const double place = x + 0.5 - rim - y * slope + noise(random);
      const auto bar = [&](double at) {
        const double index = std::floor(at / module);
        return index >= 0 && index < static_cast<double>(modules.size()) &&
               modules[static_cast<std::size_t>(index)] == 1;
      };
      if (bar(place - growth) || bar(place + growth))
        pixels[static_cast<std::size_t>(y * width + x)] = std::byte{0};
    }
  return {width, height, 200, PixelFormat::gray8, std::move(pixels)};
}

}  // namespace

TEST_CASE("code 128: bars hardly wider than a pixel are read, run together and leaning (R26)") {
  unsigned seed = 1;
  for (const char* text :
       {"H29.197-260804-0485", "000.00.00.H29-200305-0001", "KQ.G15.000031", "1234567890"})
    for (const double module : {1.5, 2.0, 3.1})
      for (const double growth : {0.0, 0.3})
        for (const double slope : {-0.02, 0.0, 0.013}) {
          INFO(text, " ", module, " ", growth, " ", slope);
          const auto darkness =
              imaging::darkness_along_bars(scanned(text, module, growth, slope, ++seed));
          CHECK(imaging::read_code128(darkness) == std::string(text));
        }
}

TEST_CASE("code 128: a code that stands on its head is read (R26)") {
  auto darkness = imaging::darkness_along_bars(scanned("H29.197-260804-0485", 2, 0.2, 0, 7));
  std::reverse(darkness.begin(), darkness.end());
  CHECK(imaging::read_code128(darkness) == "H29.197-260804-0485");
}

TEST_CASE("code 128: what is no code is not read (R26)") {
  CHECK_FALSE(imaging::read_code128({}));
  CHECK_FALSE(imaging::read_code128(std::vector<float>(1000, 5.0F)));
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) {
    // Strokes of random widths, and a code of which a part is lost.
    std::vector<float> darkness;
    while (darkness.size() < 1500)
      darkness.insert(darkness.end(), 4 + random() % 20,
                      darkness.empty() || darkness.back() > 128 ? 0.0F : 255.0F);
    CHECK_FALSE(imaging::read_code128(darkness));
    auto torn = imaging::darkness_along_bars(scanned("H29.197-260804-0485", 2, 0, 0, 9));
    const auto from = static_cast<std::ptrdiff_t>(200 + random() % 1200);
    std::fill_n(torn.begin() + from, 100, 0.0F);
    const auto text = imaging::read_code128(torn);
    CHECK((!text || *text == "H29.197-260804-0485"));
  }
}
