#include "imaging/rows.h"

#include <fmt/format.h>

#include "core/image_header.h"

namespace sohoa::imaging {

MappedFile checked_file(const SpooledImage& image) {
  const std::string name = image.file.filename().string();
  MappedFile file(image.file);
  const ImageHeader header = read_header(file.bytes());
  if (header.encoding != image.encoding || header.width != image.width ||
      header.height != image.height)
    throw Error(Cause::image_damaged,
                fmt::format("{}: {}x{} {} in the file; {}x{} {} expected", name, header.width,
                            header.height, encoding_suffix(header.encoding), image.width,
                            image.height, encoding_suffix(image.encoding)));
  return file;
}

std::unique_ptr<Rows> open_rows(const SpooledImage& image, const RowsWanted& wanted) {
  const std::string name = image.file.filename().string();
  MappedFile file = checked_file(image);
  switch (image.encoding) {
    case Encoding::jpeg:
      return open_jpeg(std::move(file), wanted, name);
    case Encoding::png:
      return open_png(std::move(file), name);
    case Encoding::pnm:
      return open_pnm(std::move(file), name);
  }
  throw Error(Cause::bug, name + ": an encoding that no decoder reads");
}

PageImage all_of(Rows& rows, double dpi) {
  std::vector<std::byte> pixels(rows.row_size() * static_cast<std::size_t>(rows.height()));
  for (std::byte* row = pixels.data(); row != pixels.data() + pixels.size(); row += rows.row_size())
    rows.next(row);
  return {rows.width(), rows.height(), dpi,
          rows.components() == 3 ? PixelFormat::rgb24 : PixelFormat::gray8, std::move(pixels)};
}

}  // namespace sohoa::imaging
