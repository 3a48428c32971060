#include "scanners/raster.h"

#include <cstring>

#include <fmt/format.h>

namespace sohoa::scanners {

Raster::Raster(int width, int height, PixelFormat format)
    : width_(width), height_(height), format_(format), stride_(row_bytes(width, format)) {
  const char kind = format == PixelFormat::bilevel ? '4' : format == PixelFormat::gray8 ? '5' : '6';
  const std::string header = fmt::format("P{}\n{} {}\n{}", kind, width, height,
                                         format == PixelFormat::bilevel ? "" : "255\n");
  header_ = header.size();
  pnm_.resize(header_ + stride_ * std::size_t(height));
  std::memcpy(pnm_.data(), header.data(), header_);
}

std::span<std::byte> Raster::row(int y) noexcept {
  return std::span(pnm_).subspan(header_ + stride_ * std::size_t(y), stride_);
}

}  // namespace sohoa::scanners
