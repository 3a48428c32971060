// Images in a folder as the spool describes them.
#pragma once
#include <filesystem>
#include <span>
#include <string>

#include <fmt/format.h>

#include "core/file.h"
#include "core/image_header.h"
#include "core/page.h"

namespace sohoa::test {

inline SpooledImage spooled(const std::filesystem::path& file, double dpi = 0) {
  const auto bytes = read_bytes(file, 100U << 20U);
  const ImageHeader header = read_header(bytes);
  SpooledImage image;
  image.file = file;
  image.encoding = header.encoding;
  image.width = header.width;
  image.height = header.height;
  image.dpi_x = dpi > 0 ? dpi : header.dpi_x > 0 ? header.dpi_x : 200;
  image.dpi_y = dpi > 0 ? dpi : header.dpi_y > 0 ? header.dpi_y : 200;
  image.bytes = bytes.size();
  return image;
}

inline void write_file(const std::filesystem::path& file, std::span<const std::byte> bytes) {
  DurableFile out(file);
  out.write(bytes);
  out.commit();
}

// kind 4, 5 or 6; pixels as PNM has them.
inline SpooledImage spooled_pnm(const std::filesystem::path& file, int kind, int width, int height,
                                std::span<const std::byte> pixels, double dpi = 200) {
  DurableFile out(file);
  out.write(fmt::format("P{}\n{} {}\n{}", kind, width, height, kind == 4 ? "" : "255\n"));
  out.write(pixels);
  out.commit();
  return spooled(file, dpi);
}

}  // namespace sohoa::test
