// Any bytes as a part of a page that may hold a machine-readable zone, and as a page's text: what
// is found is a valid zone, and where one may be is bounded.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "core/resources.h"
#include "core/vietnamese.h"
#include "ocr/machine_zone.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  static ocr::MachineZoneReader reader(
      ocr::load_network(resource("models/ocr/vie_sohoa.traineddata")));
  if (size < 2) return 0;
  const int width = 1 + data[0] * 3, height = 1 + data[1];
  std::vector<std::byte> pixels(static_cast<std::size_t>(width * height));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = std::byte{data[i % size]};
  const ocr::Deadline deadline{{}, std::chrono::steady_clock::now() + std::chrono::minutes(1)};
  const auto lines =
      reader.read({width, height, 200, PixelFormat::gray8, std::move(pixels)}, deadline);
  if (lines && !is_vietnamese_mrz(*lines)) throw std::logic_error("an invalid zone");
  PageText text;
  text.lines.resize(1);
  text.lines[0].words.push_back(
      {nfc(std::string(data, data + size)), {1, 1, 600, 30}, {1, 1, 600, 30}, 1});
  text.lines[0].upright = {1, 1, 600, 30};
  if (ocr::find_machine_zones(text).size() > 4) throw std::logic_error("too many zones");
  return 0;
}
