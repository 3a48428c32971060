#include "imaging/encode.h"

#include <algorithm>

#include "core/image_header.h"
#include "imaging/decode.h"
#include "imaging/g4.h"
#include "imaging/lossy.h"
#include "imaging/png_chunks.h"
#include "imaging/row_deflater.h"
#include "imaging/rows.h"

namespace sohoa::imaging {
namespace {

EncodedImage described(const SpooledImage& image, EncodedImage::Filter filter) {
  EncodedImage encoded;
  encoded.filter = filter;
  encoded.width = image.width;
  encoded.height = image.height;
  return encoded;
}

EncodedImage deflated(const SpooledImage& image, const std::filesystem::path& out) {
  const auto rows = open_rows(image);
  RowDeflater deflater(out, rows->width(), rows->components());
  std::vector<std::byte> row(rows->row_size());
  for (int y = 0; y < rows->height(); ++y) {
    rows->next(row.data());
    deflater.add(row.data());
  }
  EncodedImage encoded = described(image, EncodedImage::Filter::flate_png);
  encoded.file = out;
  encoded.bytes = deflater.finish();
  encoded.components = rows->components();
  return encoded;
}

EncodedImage from_jpeg(const SpooledImage& image, const MappedFile& file,
                       const std::filesystem::path& out) {
  if (!jpeg_is_plain(file.bytes(), image.file.filename().string())) return deflated(image, out);
  EncodedImage encoded = described(image, EncodedImage::Filter::dct);
  encoded.components = read_header(file.bytes()).components;
  encoded.file = image.file;
  encoded.bytes = file.bytes().size();
  return encoded;
}

EncodedImage from_png(const SpooledImage& image, const MappedFile& file,
                      const std::filesystem::path& out) {
  PngChunks chunks = png_chunks(file.bytes(), image.file.filename().string());
  const bool shown_as_is =
      !chunks.interlaced && !chunks.transparent && chunks.bits <= 8 &&
      (chunks.colour_type == 0 || chunks.colour_type == 2 || chunks.colour_type == 3);
  if (!shown_as_is) return deflated(image, out);
  EncodedImage encoded = described(image, EncodedImage::Filter::flate_png);
  encoded.components = chunks.colour_type == 2 ? 3 : 1;
  encoded.bits = chunks.bits;
  encoded.palette = std::move(chunks.palette);
  if (chunks.data.size() == 1) {
    encoded.file = image.file;
    encoded.offset = static_cast<std::uint64_t>(chunks.data[0].data() - file.bytes().data());
    encoded.bytes = chunks.data[0].size();
    return encoded;
  }
  encoded.file = out;
  const Fd target = create_file(out);
  for (const auto& part : chunks.data) {
    write_all(target.get(), part, out);
    encoded.bytes += part.size();
  }
  return encoded;
}

EncodedImage from_bilevel(const SpooledImage& image, std::span<const std::byte> rows,
                          const std::filesystem::path& out) {
  const auto packed = to_g4(rows, image.width, image.height);
  write_all(create_file(out).get(), packed, out);
  EncodedImage encoded = described(image, EncodedImage::Filter::ccitt_g4);
  encoded.file = out;
  encoded.bytes = packed.size();
  encoded.components = 1;
  encoded.bits = 1;
  return encoded;
}

EncodedImage without_loss(const SpooledImage& image, const std::filesystem::path& out) {
  const MappedFile file = checked_file(image);
  switch (image.encoding) {
    case Encoding::jpeg:
      return from_jpeg(image, file, out);
    case Encoding::png:
      return from_png(image, file, out);
    case Encoding::pnm:
      break;
  }
  const PnmLayout layout = pnm_layout(file.bytes(), image.file.filename().string());
  if (layout.kind != '4') return deflated(image, out);
  return from_bilevel(
      image, file.bytes().subspan(layout.offset, layout.row_size * std::size_t(layout.height)),
      out);
}

bool is_black_and_white(const PageImage& page) {
  return page.format() == PixelFormat::gray8 && std::ranges::all_of(page.pixels(), [](std::byte p) {
           return p == std::byte{0} || p == std::byte{255};
         });
}

std::vector<std::byte> bilevel_rows(const PageImage& page) {
  const std::size_t stride = row_bytes(page.width(), PixelFormat::bilevel);
  std::vector<std::byte> rows(stride * static_cast<std::size_t>(page.height()));
  for (int y = 0; y < page.height(); ++y) {
    const auto row = page.row(y);
    std::byte* target = rows.data() + static_cast<std::size_t>(y) * stride;
    for (std::size_t x = 0; x < row.size(); ++x)
      if (row[x] == std::byte{0}) target[x / 8] |= std::byte{0x80} >> (x % 8);
  }
  return rows;
}

std::uint64_t size_of(const EncodedImage& encoded) {
  std::uint64_t bytes = encoded.bytes;
  for (const auto& layer : encoded.layers) bytes += layer.bytes;
  return bytes;
}

// Nothing for a page that only `master` keeps as it is.
std::optional<EncodedImage> with_loss(const SpooledImage& image, ImageProfile profile,
                                      const std::filesystem::path& out) {
  constexpr std::int64_t most_pixels = 40'000'000;
  if (std::int64_t{image.width} * image.height > most_pixels) return std::nullopt;
  const PageImage page = decode_colour(image);
  if (is_black_and_white(page)) return from_bilevel(image, bilevel_rows(page), out);
  const bool packed = image.encoding != Encoding::pnm;
  const auto worth_it = [&](const std::optional<EncodedImage>& encoded) {
    return encoded && (!packed || size_of(*encoded) < image.bytes);
  };
  std::optional<EncodedImage> encoded;
  if (profile == ImageProfile::compact) encoded = encode_compact(page, out);
  if (!worth_it(encoded)) encoded = encode_access(page, out);
  return worth_it(encoded) ? encoded : std::nullopt;
}

}  // namespace

EncodedImage encode(const SpooledImage& image, ImageProfile profile,
                    const std::filesystem::path& out) {
  if (profile != ImageProfile::master)
    if (auto encoded = with_loss(image, profile, out)) return std::move(*encoded);
  return without_loss(image, out);
}

}  // namespace sohoa::imaging
