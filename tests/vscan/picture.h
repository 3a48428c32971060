// What lies on a sheet, as the virtual scanner's sensor sees it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace vscan {

enum class Mode { lineart, gray, color };

struct Window {  // millimetres
  double left = 0, top = 0, right = 0, bottom = 0;
};

struct Picture {
  int width = 0, height = 0;
  int samples = 1;                 // a pixel: 1 or 3; lineart: 8 pixels a byte, 1 = black
  std::vector<std::uint8_t> rows;  // tightly packed
  std::size_t stride() const { return rows.size() / static_cast<std::size_t>(height); }
};

// The image in `file`, resampled if `dpi` is not its own (one that states none is an A4 sheet), cut
// to `window`, half turned if asked. An empty `file` is a blank A4 side.
// Throws std::runtime_error.
Picture take_picture(const std::filesystem::path& file, Mode mode, int dpi, const Window& window,
                     bool half_turn);

}  // namespace vscan
