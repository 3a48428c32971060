// Pages of a PDF as pixels, rendered by Poppler.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/image_header.h"
#include "scanners/pdf_structure.h"
#include "scanners/raster.h"

namespace sohoa::scanners {

// Runs in a helper process, in one thread. The bytes must outlive the object.
class PdfRaster {
 public:
  explicit PdfRaster(std::span<const std::byte> bytes, const ImageLimits& limits = {});
  PdfRaster(const PdfRaster&) = delete;
  PdfRaster& operator=(const PdfRaster&) = delete;
  ~PdfRaster();
  // In colour, turned by /Rotate, at 300 dpi or the resolution of its images if that is higher (at
  // most 600), or at what the limits allow. Throws Error(image_damaged, page_too_large).
  DecodedPage page(std::uint32_t index, const PdfPage& page);

 private:
  class Document;
  std::unique_ptr<Document> document_;
  ImageLimits limits_;
};

}  // namespace sohoa::scanners
