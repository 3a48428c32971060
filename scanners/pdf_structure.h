// What a PDF's structure says of its pages, read with libqpdf: encryption, signatures, page boxes,
// and pages that are one JPEG (ISO 32000-1).
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/image_header.h"

namespace sohoa::scanners {

// A page that shows one JPEG over its whole box and nothing else.
struct PageJpeg {
  std::vector<std::byte> bytes;  // as in the file
  double dpi_x = 0, dpi_y = 0;   // by the page box
};

struct PdfPage {
  double width = 0, height = 0;  // inches, of the crop box, before /Rotate
  double user_unit = 1;          // of 1/72 inch
  double native_dpi = 0;         // of the images that make up a good part of it; 0: none
  std::optional<PageJpeg> jpeg;
};

// Runs in a helper process. The bytes must outlive the object.
class PdfStructure {
 public:
  // Throws Error(pdf_encrypted, image_damaged, too_many_pages).
  explicit PdfStructure(std::span<const std::byte> bytes);
  PdfStructure(const PdfStructure&) = delete;
  PdfStructure& operator=(const PdfStructure&) = delete;
  ~PdfStructure();
  std::uint32_t pages() const;
  bool is_signed() const;  // has a signature over byte ranges of the file
  // Throws Error(image_damaged).
  PdfPage page(std::uint32_t index) const;

 private:
  class File;
  std::unique_ptr<File> file_;
};

}  // namespace sohoa::scanners
