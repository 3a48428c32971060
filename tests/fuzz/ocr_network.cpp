// Arbitrary bytes as a .traineddata: refused, or a network that reads a line to its end.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "core/error.h"
#include "ocr/network_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  std::shared_ptr<const ocr::Network> network;
  try {
    network = std::make_shared<const ocr::Network>(
        ocr::pack(ocr::read_network_file(std::as_bytes(std::span(data, size)), "fuzz"), "fuzz"));
  } catch (const Error& error) {
    if (error.cause != Cause::data_missing) std::abort();
    return 0;
  }
  std::vector<std::byte> pixels(90 * 36, std::byte{255});
  for (std::size_t i = 0; i < pixels.size(); i += 7) pixels[i] = std::byte{data[i % size]};
  const PageImage line(90, 36, 200, PixelFormat::gray8, std::move(pixels));
  std::vector<ocr::LineReading> first;
  for (const ocr::Kernels* kernel : ocr::kernels()) {
    ocr::NetworkLines recognizer(network, *kernel);
    auto readings = recognizer.read(
        {&line, 1}, {{}, std::chrono::steady_clock::now() + std::chrono::minutes(5)});
    if (readings.size() != 1) std::abort();
    if (first.empty()) first = readings;
    if (readings[0].characters.size() != first[0].characters.size()) std::abort();
    for (std::size_t i = 0; i < readings[0].characters.size(); ++i)
      if (readings[0].characters[i].text != first[0].characters[i].text) std::abort();
  }
  return 0;
}
