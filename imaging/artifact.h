// Pictures for people who look into what a stage saw: PNG files of grey pages, with coloured
// outlines. All throw Error(storage_unusable, disk_full) if the file cannot be written.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <span>

#include "core/page.h"

namespace sohoa::imaging {

using Colour = std::array<std::uint8_t, 3>;  // red, green, blue

struct Outline {
  Box box;  // pixels of the picture; what lies outside is not drawn
  Colour colour{};
  int thickness = 1;  // pixels, inwards
};

// `grey`: gray8.
void write_png(const PageImage& grey, const std::filesystem::path& file);
void write_png(const PageImage& grey, std::span<const Outline> outlines,
               const std::filesystem::path& file);

// A part of a gray8 image, clipped to it; empty if nothing is left.
PageImage cut(const PageImage& grey, const Box& box);

}  // namespace sohoa::imaging
