#include "imaging/png_chunks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>
#include <zlib.h>

#include "core/error.h"

namespace sohoa::imaging {
namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";

struct Chunk {
  std::string_view type;
  std::span<const std::byte> data;
};

std::uint32_t big_endian(std::span<const std::byte> b) {
  return std::to_integer<std::uint32_t>(b[0]) << 24U | std::to_integer<std::uint32_t>(b[1]) << 16U |
         std::to_integer<std::uint32_t>(b[2]) << 8U | std::to_integer<std::uint32_t>(b[3]);
}

class Walk {
 public:
  Walk(std::span<const std::byte> bytes, const std::string& name) : rest_(bytes), name_(name) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (!text.starts_with(signature)) damaged("no png signature");
    rest_ = rest_.subspan(signature.size());
  }

  Chunk next() {
    if (rest_.size() < 12) damaged("the file ends before its last chunk");
    const std::uint32_t length = big_endian(rest_);
    if (length > rest_.size() - 12) damaged("a chunk goes beyond the end of the file");
    const auto typed = rest_.subspan(4, std::size_t{length} + 4);
    const auto* data = reinterpret_cast<const Bytef*>(typed.data());
    if (crc32_z(0, data, typed.size()) != big_endian(rest_.subspan(std::size_t{length} + 8)))
      damaged("a chunk's check sum is wrong");
    rest_ = rest_.subspan(std::size_t{length} + 12);
    return {{reinterpret_cast<const char*>(typed.data()), 4}, typed.subspan(4)};
  }

  [[noreturn]] void damaged(std::string_view what) const {
    throw Error(Cause::image_damaged, fmt::format("{}: png: {}", name_, what));
  }

 private:
  std::span<const std::byte> rest_;
  const std::string& name_;
};

bool bits_allowed(int colour_type, int bits) {
  const auto among = [bits](std::initializer_list<int> allowed) {
    return std::find(allowed.begin(), allowed.end(), bits) != allowed.end();
  };
  switch (colour_type) {
    case 0:
      return among({1, 2, 4, 8, 16});
    case 3:
      return among({1, 2, 4, 8});
    case 2:
    case 4:
    case 6:
      return among({8, 16});
    default:
      return false;
  }
}

}  // namespace

PngChunks png_chunks(std::span<const std::byte> bytes, const std::string& name) {
  Walk walk(bytes, name);
  const Chunk head = walk.next();
  if (head.type != "IHDR" || head.data.size() != 13) walk.damaged("no header chunk");
  PngChunks chunks;
  chunks.bits = std::to_integer<int>(head.data[8]);
  chunks.colour_type = std::to_integer<int>(head.data[9]);
  chunks.interlaced = head.data[12] != std::byte{0};
  if (!bits_allowed(chunks.colour_type, chunks.bits)) walk.damaged("an unknown kind of pixels");

  bool data_over = false;
  for (Chunk chunk = walk.next(); chunk.type != "IEND"; chunk = walk.next()) {
    if (chunk.type == "IDAT") {
      if (data_over) walk.damaged("its pixel data is not in one piece");
      chunks.data.push_back(chunk.data);
      continue;
    }
    data_over = !chunks.data.empty();
    if (chunk.type == "tRNS") chunks.transparent = true;
    if (chunk.type == "PLTE") {
      if (chunk.data.size() % 3 != 0 || chunk.data.size() > 768) walk.damaged("a broken palette");
      chunks.palette.assign(chunk.data.begin(), chunk.data.end());
    }
  }
  if (chunks.data.empty()) walk.damaged("no pixel data");
  // A palette in an RGB image is only a hint for poor displays.
  if (chunks.colour_type != 3) chunks.palette.clear();
  if (chunks.colour_type == 3 && chunks.palette.empty()) walk.damaged("no palette");
  return chunks;
}

}  // namespace sohoa::imaging
