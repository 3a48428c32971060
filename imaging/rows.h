// The decoded rows of a spooled image, from the top, one at a time: 8 bits a component, grey or
// RGB.
//
// Decoders write straight into the caller's row, so a page costs no more memory than its user
// keeps. JPEG by libjpeg-turbo (no OpenCV codecs: those come with GDAL and accept cut files
// silently), PNG by libpng, PNM mapped.
#pragma once
#include <cstddef>
#include <memory>

#include "core/file.h"
#include "core/page.h"

namespace sohoa::imaging {

// Used by one thread.
class Rows {
 public:
  Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  virtual ~Rows() = default;

  int width() const noexcept { return width_; }
  int height() const noexcept { return height_; }
  int components() const noexcept { return components_; }  // 1: 0 black, 255 white; 3: RGB
  std::size_t row_size() const noexcept {
    return static_cast<std::size_t>(width_) * static_cast<std::size_t>(components_);
  }
  // Writes row_size() bytes; to be called height() times. The last call also checks that the file
  // is complete. Throws Error(image_damaged).
  virtual void next(std::byte* row) = 0;

 protected:
  int width_ = 0, height_ = 0, components_ = 1;
};

struct RowsWanted {
  bool grey = false;  // luma is enough: JPEG then skips its colour work
  int reduction = 1;  // 1, 2, 4 or 8: JPEG is decoded at that fraction of its size, others are not
};

// The image's file, mapped. Throws Error(image_damaged, page_too_large, file_unsupported,
// file_missing), also if its header does not say what `image` says.
MappedFile checked_file(const SpooledImage& image);

// Throws as checked_file().
std::unique_ptr<Rows> open_rows(const SpooledImage& image, const RowsWanted& wanted = {});

// All rows, gray8 or rgb24.
PageImage all_of(Rows& rows, double dpi);

// One decoder each; open_rows() chooses.
std::unique_ptr<Rows> open_jpeg(MappedFile file, const RowsWanted& wanted, const std::string& name);
std::unique_ptr<Rows> open_png(MappedFile file, const std::string& name);
std::unique_ptr<Rows> open_pnm(MappedFile file, const std::string& name);

// Where the pixels of a PNM start, and what they are.
struct PnmLayout {
  char kind = '5';  // 4 bilevel, 5 grey, 6 RGB
  int width = 0, height = 0;
  std::size_t offset = 0, row_size = 0;
};
// Throws Error(image_damaged) if the pixels are not all there, Error(file_unsupported) for a
// maximum other than 255.
PnmLayout pnm_layout(std::span<const std::byte> bytes, const std::string& name);

// True if a PDF shows this JPEG as it is: Huffman coded, grey or YCbCr.
bool jpeg_is_plain(std::span<const std::byte> bytes, const std::string& name);

}  // namespace sohoa::imaging
