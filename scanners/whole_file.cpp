#include "scanners/whole_file.h"

#include <algorithm>
#include <cstdint>

namespace sohoa::scanners {
namespace {

using Bytes = std::span<const std::byte>;

unsigned at(Bytes bytes, std::size_t i) { return std::to_integer<unsigned>(bytes[i]); }

bool jpeg_is_whole(Bytes bytes) {
  std::size_t i = 2;
  while (i + 1 < bytes.size()) {
    // Within entropy-coded data 0xFF is followed by 0 or a restart marker; all else is a marker.
    const auto next = std::find(bytes.begin() + std::ptrdiff_t(i), bytes.end(), std::byte{0xFF});
    i = std::size_t(next - bytes.begin());
    if (i + 1 >= bytes.size()) return false;
    const unsigned marker = at(bytes, i + 1);
    if (marker == 0xD9) return true;
    if (marker == 0xFF) {
      i += 1;
    } else if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
      i += 2;
    } else {
      if (i + 3 >= bytes.size()) return false;
      i += 2 + (at(bytes, i + 2) << 8U | at(bytes, i + 3));
    }
  }
  return false;
}

bool png_is_whole(Bytes bytes) {
  std::uint64_t i = 8;
  while (i + 12 <= bytes.size()) {
    const std::uint64_t length = std::uint64_t(at(bytes, i)) << 24U | at(bytes, i + 1) << 16U |
                                 at(bytes, i + 2) << 8U | at(bytes, i + 3);
    const bool end = at(bytes, i + 4) == 'I' && at(bytes, i + 5) == 'E' &&
                     at(bytes, i + 6) == 'N' && at(bytes, i + 7) == 'D';
    if (end) return true;
    i += length + 12;
  }
  return false;
}

// The header ends with the one white space after its last number (two numbers for P4, else three).
bool pnm_is_whole(Bytes bytes, const ImageHeader& header) {
  const auto is_space = [](unsigned c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  int numbers = header.bits == 1 ? 2 : 3;
  std::size_t i = 2;
  while (numbers > 0 && i < bytes.size()) {
    if (at(bytes, i) == '#') {
      while (i < bytes.size() && at(bytes, i) != '\n' && at(bytes, i) != '\r') ++i;
    } else if (is_space(at(bytes, i))) {
      ++i;
    } else {
      while (i < bytes.size() && !is_space(at(bytes, i))) ++i;
      --numbers;
    }
  }
  const auto format = header.bits == 1         ? PixelFormat::bilevel
                      : header.components == 1 ? PixelFormat::gray8
                                               : PixelFormat::rgb24;
  const std::size_t pixels = row_bytes(header.width, format) * std::size_t(header.height);
  return bytes.size() > i && bytes.size() - i - 1 >= pixels;
}

}  // namespace

bool is_whole(Bytes bytes, const ImageHeader& header) noexcept {
  switch (header.encoding) {
    case Encoding::jpeg:
      return jpeg_is_whole(bytes);
    case Encoding::png:
      return png_is_whole(bytes);
    case Encoding::pnm:
      return pnm_is_whole(bytes, header);
  }
  return false;
}

}  // namespace sohoa::scanners
