#include "tests/unit/scanners/rig.h"

#include <fstream>
#include <iterator>
#include <random>

#include <doctest/doctest.h>

namespace sohoa::test {

std::string content(const AcquiredPage& page) {
  const MappedFile file(page.bytes);
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  REQUIRE(out.good());
}

namespace {
std::string noise(unsigned seed, const std::string& header, std::size_t count) {
  std::mt19937 random(seed);
  std::string bytes = header;
  for (std::size_t i = 0; i < count; ++i) bytes += char(random() & 0xFFU);
  return bytes;
}
}  // namespace

std::string noise_ppm(unsigned seed, int width, int height) {
  return noise(seed, "P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n",
               std::size_t(width) * std::size_t(height) * 3);
}
std::string noise_pgm(unsigned seed, int width, int height) {
  return noise(seed, "P5\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n",
               std::size_t(width) * std::size_t(height));
}

Outcome drain(PageSource& source, std::size_t most) {
  Outcome outcome;
  while (outcome.errors.size() < most) {
    try {
      auto page = source.next({});
      if (!page) return outcome;
      outcome.pages.push_back(std::move(*page));
    } catch (const Error& error) {
      outcome.errors.push_back(error);
    }
  }
  return outcome;
}

Rig::Rig() {
  std::filesystem::create_directories(tray());
  std::filesystem::create_directories(config());
}

Rig::Rig(const std::string& feed, const std::string& open) : Rig() {
  backend("vscan", "device desk1 ../tray " + open + "\n");
  // 877 pixels on the long side: an A4 sheet at 75 dpi, which the scanner offers.
  for (unsigned i = 1; i <= 9; ++i)
    write_file(tray() / (std::to_string(i) + ".ppm"), noise_ppm(i, 124, 877));
  write_file(tray() / "feed.txt", feed);
}

void Rig::backend(const std::string& name, const std::string& config_text) {
  write_file(config() / "dll.conf", name + "\n");
  write_file(config() / (name + ".conf"), config_text);
}

scanners::ScanOptions Rig::options(const std::string& device) const {
  scanners::ScanOptions options;
  options.device = device;
  options.resolution = 75;
  options.sane_config = config().string();
  options.sane_libraries = SOHOA_BUILD_DIR "/vscan";
  return options;
}

}  // namespace sohoa::test
