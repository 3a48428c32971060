// Arbitrary pixels, rules and cells as a page: lines lie on it, hold their pieces, and can be cut
// out.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "ocr/text_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  if (size < 8) return 0;
  // Each byte is a block of pixels, so that few bytes draw letters.
  const int block = 1 + data[0] % 8, across = 1 + data[1];
  const int down =
      static_cast<int>(std::min<std::size_t>((size - 8) / std::size_t(across), 400)) + 1;
  const int width = across * block, height = down * block;
  std::vector<std::byte> pixels(std::size_t(width) * std::size_t(height), std::byte{255});
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if (const std::size_t at =
              8 + std::size_t(y / block) * std::size_t(across) + std::size_t(x / block);
          at < size)
        pixels[std::size_t(y) * std::size_t(width) + std::size_t(x)] = std::byte{data[at]};
  const PageImage image(width, height, 200, PixelFormat::gray8, pixels);

  Mark rule;
  rule.kind = MarkKind::rule;
  rule.upright = {data[2] * 4, data[3] * 4, 2, data[4] * 8};
  Table table;
  table.cells = {{0, 0, 1, 1, {}, {data[5], data[6], data[7], data[2]}},
                 {1, 0, 1, 1, {}, {data[6], data[5], data[3] * 3, data[7] * 3}}};
  const ocr::Layout layout = ocr::find_text_lines(image, {&rule, 1}, {&table, 1},
                                                  Frames({}, width, height, width, height));
  for (const ocr::TextLine& line : layout.lines) {
    if (line.pieces.empty() || line.box.x < 0 || line.box.y < 0 || line.box.right() > width ||
        line.box.bottom() > height)
      std::abort();
    for (const ocr::Piece& piece : line.pieces)
      if (united(line.box, piece.box) != line.box || piece.ink <= 0) std::abort();
    Box origin;
    const PageImage cut = ocr::line_image(image, line, origin);
    if (cut.width() != origin.w || cut.height() != origin.h) std::abort();
  }
  return 0;
}
