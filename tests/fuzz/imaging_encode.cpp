// PNG bytes through the chunk walk: every part it names lies within the file. The same bytes as
// pixels through the codings with loss: what they give is whole, and within the page.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <vector>

#include <unistd.h>

#include "core/error.h"
#include "imaging/lossy.h"
#include "imaging/png_chunks.h"

namespace {

void walk(std::span<const std::byte> bytes) try {
  const auto chunks = sohoa::imaging::png_chunks(bytes, "fuzz.png");
  for (const auto& part : chunks.data)
    if (part.data() < bytes.data() || part.data() + part.size() > bytes.data() + bytes.size())
      std::abort();
  if (chunks.palette.size() > 768) std::abort();
} catch (const sohoa::Error&) {
}

// The first two bytes are the width and the resolution; what follows is repeated as pixels.
sohoa::PageImage page_of(std::span<const std::byte> bytes) {
  const int width = std::to_integer<int>(bytes[0]) + 1;
  const bool colour = bytes.size() % 2 == 0;
  const int height = static_cast<int>(std::min<std::size_t>(bytes.size(), 300));
  std::vector<std::byte> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                                (colour ? 3 : 1));
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = bytes[i % bytes.size()];
  return {width, height, 50.0 + 3 * std::to_integer<int>(bytes[1]),
          colour ? sohoa::PixelFormat::rgb24 : sohoa::PixelFormat::gray8, std::move(pixels)};
}

void check(const sohoa::EncodedImage& image, std::uintmax_t size) {
  if (image.bytes == 0 || image.offset + image.bytes > size) std::abort();
  for (const auto& layer : image.layers) {
    check(layer, size);
    if (layer.area.empty() || layer.area.x < 0 || layer.area.y < 0) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  walk(bytes);
  if (size < 2) return 0;
  static const auto out =
      std::filesystem::temp_directory_path() / ("sohoa-fuzz-encode-" + std::to_string(::getpid()));
  const sohoa::PageImage page = page_of(bytes);
  if (const auto encoded = sohoa::imaging::encode_access(page, out))
    check(*encoded, std::filesystem::file_size(out));
  if (const auto encoded = sohoa::imaging::encode_compact(page, out))
    check(*encoded, std::filesystem::file_size(out));
  std::filesystem::remove(out);
  return 0;
}
