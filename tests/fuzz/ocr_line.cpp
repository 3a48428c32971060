// Arbitrary pixels of any shape as a line: the recogniser survives, and words lie on their line.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "core/resources.h"
#include "ocr/network_lines.h"
#include "ocr/words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  if (size < 4) return 0;
  static ocr::NetworkLines recognizer(
      ocr::load_network(resource("models/ocr/vie_sohoa.traineddata")));
  const int width = 1 + (data[0] | data[1] << 8) % 4096, height = 1 + data[2] % 128;
  std::vector<std::byte> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = std::byte{data[3 + i % (size - 3)]};
  const PageImage image(width, height, 200, PixelFormat::gray8, std::move(pixels));
  const auto readings = recognizer.read(
      {&image, 1}, {{}, std::chrono::steady_clock::now() + std::chrono::minutes(5)});
  if (readings.size() != 1) std::abort();
  ocr::TextLine line;
  line.box = {0, 0, width, height};
  line.x_height = 1 + data[3] % 40;
  line.baseline = height;
  for (std::size_t i = 4; i + 1 < size && i < 200; i += 2)
    line.pieces.push_back({{data[i] % width, data[i + 1] % height, 1 + data[i] % 20, 4}, 10});
  for (const auto& word : ocr::find_words(readings[0], line, line.box))
    if (word.box.empty() || word.characters.empty()) std::abort();
  return 0;
}
