// The pages of a TIFF or BigTIFF in memory, decoded one at a time by libtiff under limits.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "core/image_header.h"
#include "scanners/raster.h"

namespace sohoa::scanners {

// Runs in a helper process: libtiff has a history. The bytes must outlive the object.
class TiffPages {
 public:
  // Throws Error(image_damaged, too_many_pages).
  explicit TiffPages(std::span<const std::byte> bytes, const ImageLimits& limits = {});
  TiffPages(const TiffPages&) = delete;
  TiffPages& operator=(const TiffPages&) = delete;
  ~TiffPages();
  // Page `index` (0-based): bilevel and grey as such, everything else as RGB over white, 8 bits.
  // The orientation tag is not applied: orientation is found from the text. nullopt after the last.
  // Throws Error(image_damaged, file_unsupported, page_too_large).
  std::optional<DecodedPage> page(std::uint32_t index);

 private:
  class File;
  std::unique_ptr<File> file_;
};

}  // namespace sohoa::scanners
