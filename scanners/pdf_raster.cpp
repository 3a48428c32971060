#include "scanners/pdf_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <fmt/format.h>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-image.h>
#include <poppler/cpp/poppler-page-renderer.h>
#include <poppler/cpp/poppler-page.h>

#include "core/error.h"

namespace sohoa::scanners {
namespace {

constexpr double usual_dpi = 300, highest_dpi = 600, lowest_dpi = 72;
constexpr double most_pixels = 110e6;  // A3 at 600 dpi is 70e6; Poppler needs 4 bytes for each

double chosen_dpi(const PdfPage& page, const ImageLimits& limits) {
  double dpi = std::clamp(std::ceil(page.native_dpi), usual_dpi, highest_dpi);
  const double pixels = std::min(most_pixels, double(limits.pixels));
  dpi = std::min(dpi, std::floor(std::sqrt(pixels / (page.width * page.height))));
  dpi = std::min(dpi, std::floor((limits.side - 1) / std::max(page.width, page.height)));
  if (dpi < lowest_dpi)
    throw Error(Cause::page_too_large,
                fmt::format("PDF page of {:.0f}x{:.0f} inches", page.width, page.height));
  return dpi;
}

}  // namespace

class PdfRaster::Document {
 public:
  explicit Document(std::span<const std::byte> bytes) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    if (bytes.size() > std::size_t(std::numeric_limits<int>::max()))
      throw Error(Cause::page_too_large, "PDF of more than 2 GiB");
    document_.reset(poppler::document::load_from_raw_data(
        reinterpret_cast<const char*>(bytes.data()), int(bytes.size())));  // NOLINT
    if (!document_) throw Error(Cause::image_damaged, "the PDF cannot be rendered");
    if (document_->is_locked()) throw Error(Cause::pdf_encrypted, "the PDF needs a password");
    renderer_.set_image_format(poppler::image::format_rgb24);
    renderer_.set_render_hint(poppler::page_renderer::antialiasing);
    renderer_.set_render_hint(poppler::page_renderer::text_antialiasing);
  }
  poppler::image render(std::uint32_t index, double resolution) {
    const std::unique_ptr<poppler::page> page(document_->create_page(int(index)));
    poppler::image image;
    if (page) image = renderer_.render_page(page.get(), resolution, resolution);
    if (!image.is_valid() || image.format() != poppler::image::format_rgb24)
      throw Error(Cause::image_damaged, "the PDF page cannot be rendered");
    return image;
  }

 private:
  std::unique_ptr<poppler::document> document_;
  poppler::page_renderer renderer_;
};

PdfRaster::PdfRaster(std::span<const std::byte> bytes, const ImageLimits& limits)
    : document_(std::make_unique<Document>(bytes)), limits_(limits) {}
PdfRaster::~PdfRaster() = default;

DecodedPage PdfRaster::page(std::uint32_t index, const PdfPage& page) {
  const double dpi = chosen_dpi(page, limits_);
  // Poppler knows no /UserUnit: its points are the file's units.
  const poppler::image image = document_->render(index, dpi * page.user_unit);
  if (image.width() > limits_.side || image.height() > limits_.side ||
      std::int64_t(image.width()) * image.height() > limits_.pixels)
    throw Error(Cause::page_too_large, "the rendered PDF page is beyond the limits");
  DecodedPage decoded{Raster(image.width(), image.height(), PixelFormat::rgb24), dpi, dpi};
  for (int y = 0; y < image.height(); ++y) {
    const auto row = decoded.raster.row(y);
    std::memcpy(row.data(),
                image.const_data() + std::size_t(y) * std::size_t(image.bytes_per_row()),
                row.size());
  }
  return decoded;
}

}  // namespace sohoa::scanners
