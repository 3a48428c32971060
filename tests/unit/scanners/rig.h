// A private SANE configuration with virtual scanners, and what tests look at in pages.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "scanners/open.h"
#include "tests/support/temp_folder.h"

namespace sohoa::test {

std::string content(const AcquiredPage& page);
std::string content(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& bytes);
// Pixels that differ from image to image, as PNM; an A4 sheet at about 20 dpi.
std::string noise_ppm(unsigned seed, int width = 165, int height = 233);
std::string noise_pgm(unsigned seed, int width = 165, int height = 233);

struct Outcome {
  std::vector<AcquiredPage> pages;
  std::vector<Error> errors;
};
// Asks on after each Error, as the program does, until the source ends (or `most` errors).
Outcome drain(PageSource& source, std::size_t most = 20);

class Rig {
 public:
  Rig();
  // `feed`: lines of feed.txt. The tray gets noise images 1.ppm … 9.ppm.
  explicit Rig(const std::string& feed, const std::string& open = "");
  std::filesystem::path tray() const { return folder_ / "tray"; }
  std::filesystem::path config() const { return folder_ / "cfg"; }
  void backend(const std::string& name, const std::string& config_text);
  scanners::ScanOptions options(const std::string& device = "vscan:desk1") const;

 private:
  TempFolder folder_;
};

}  // namespace sohoa::test
