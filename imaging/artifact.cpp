#include "imaging/artifact.h"

#include <algorithm>
#include <string>
#include <vector>

#include <png.h>

#include "core/file.h"
#include "imaging/row_deflater.h"

namespace sohoa::imaging {
namespace {

// `pixels`: tightly packed rows of `format`.
void write(const PageImage& size, std::span<const std::byte> pixels, png_uint_32 format,
           const std::filesystem::path& file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(size.width());
  image.height = static_cast<png_uint_32>(size.height());
  image.format = format;
  image.flags = PNG_IMAGE_FLAG_FAST;
  const auto encode = [&](std::byte* memory, png_alloc_size_t& bytes) {
    if (png_image_write_to_memory(&image, memory, &bytes, 0, pixels.data(), 0, nullptr) == 0)
      throw Error(Cause::bug, file.string() + ": " + std::string(image.message));
  };
  png_alloc_size_t bytes = pixels.size() + pixels.size() / 64 + 65536;  // more than zlib can need
  std::vector<std::byte> packed(bytes);
  encode(packed.data(), bytes);
  write_all(create_file(file).get(), std::span(packed).first(bytes), file);
}

void draw(std::vector<std::byte>& rgb, int width, int height, const Outline& outline) {
  const Box& box = outline.box;
  const auto paint = [&](int x0, int y0, int x1, int y1) {
    for (int y = std::max(0, y0); y < std::min(height, y1); ++y)
      for (int x = std::max(0, x0); x < std::min(width, x1); ++x)
        for (std::size_t c = 0; c < 3; ++c)
          rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)) +
              c] = std::byte{outline.colour[c]};
  };
  const int across = std::min(outline.thickness, box.w), down = std::min(outline.thickness, box.h);
  paint(box.x, box.y, box.right(), box.y + down);
  paint(box.x, box.bottom() - down, box.right(), box.bottom());
  paint(box.x, box.y, box.x + across, box.bottom());
  paint(box.right() - across, box.y, box.right(), box.bottom());
}

}  // namespace

void write_png(const PageImage& grey, const std::filesystem::path& file) {
  write(grey, grey.pixels(), PNG_FORMAT_GRAY, file);
}

void write_png(const PageImage& grey, std::span<const Outline> outlines,
               const std::filesystem::path& file) {
  std::vector<std::byte> rgb;
  rgb.reserve(grey.pixels().size() * 3);
  for (const std::byte value : grey.pixels()) rgb.insert(rgb.end(), {value, value, value});
  for (const Outline& outline : outlines) draw(rgb, grey.width(), grey.height(), outline);
  write(grey, rgb, PNG_FORMAT_RGB, file);
}

PageImage cut(const PageImage& grey, const Box& box) {
  const int x0 = std::clamp(box.x, 0, grey.width()), x1 = std::clamp(box.right(), x0, grey.width());
  const int y0 = std::clamp(box.y, 0, grey.height());
  const int y1 = std::clamp(box.bottom(), y0, grey.height());
  if (x0 == x1 || y0 == y1) return {};
  std::vector<std::byte> pixels;
  for (int y = y0; y < y1; ++y) {
    const auto row =
        grey.row(y).subspan(static_cast<std::size_t>(x0), static_cast<std::size_t>(x1 - x0));
    pixels.insert(pixels.end(), row.begin(), row.end());
  }
  return {x1 - x0, y1 - y0, grey.dpi(), PixelFormat::gray8, std::move(pixels)};
}

}  // namespace sohoa::imaging
