// Small odd pictures through straighten(): a reading copy of the promised size or Error(…), nothing
// else. The first bytes say width, height, resolutions and turn, the rest are pixels, repeated.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "core/file.h"
#include "imaging/straighten.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  using namespace sohoa;
  if (size < 7) return 0;
  const auto side = [&data](std::size_t i) { return 1 + (data[i] | (data[i + 1] & 1) << 8); };
  SpooledImage image;
  image.width = side(0);
  image.height = side(2);
  image.encoding = Encoding::pnm;
  image.dpi_x = 50 + data[4];
  image.dpi_y = 50 + data[5];
  std::vector<std::byte> bytes;
  for (const char c : fmt::format("P5\n{} {}\n255\n", image.width, image.height))
    bytes.push_back(static_cast<std::byte>(c));
  const std::size_t pixels =
      static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  for (std::size_t i = 0; i < pixels; ++i)
    bytes.push_back(static_cast<std::byte>(data[6 + i % (size - 6)]));
  image.bytes = bytes.size();
  const auto file = sealed_memory(bytes, "fuzz");
  image.file = fmt::format("/proc/self/fd/{}", file.get());
  const std::optional<int> turn =
      (data[1] & 2) != 0 ? std::optional((data[1] >> 2 & 3) * 90) : std::nullopt;
  const auto result = imaging::straighten(image, turn);
  if (result.reading.empty() || result.placement.skew_degrees > 18 ||
      result.placement.skew_degrees < -18)
    std::abort();
  return 0;
} catch (const sohoa::Error&) {
  return 0;
}
