// A two-layer PDF/A-2u (ISO 19005-2): the page's original image, and its text, invisible, above it.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "core/page.h"

namespace sohoa::pdf {

struct DocumentInfo {
  std::string title;       // shown by viewers: "000.00.01.H29-261124-0001 / 001"
  std::string identifier;  // dossier code and document number
  std::string created;     // ISO 8601 with offset
  std::string producer;    // "sohoa 0.1.0"
};

// Pages are added in order; images are read from their EncodedImage files when the document is
// finished, so memory does not grow with them. Used by one thread.
class Writer {
 public:
  Writer(const DocumentInfo& info, const std::filesystem::path& icc_profile);
  Writer(Writer&&) noexcept;
  ~Writer();

  // Needs page.encoded, image, placement and text. The page box is the paper: pixels / dpi. The
  // page is shown upright by /Rotate; text lies on the glyphs, skew included.
  void add(const Page& page);
  std::size_t pages() const noexcept;

  // Writes the file (not durable: callers sync). It has an empty signature field "clerk",
  // invisible, ready for sign(). Throws Error(disk_full, storage_unusable).
  void finish(const std::filesystem::path& file);

 private:
  struct Draft;
  std::unique_ptr<Draft> draft_;
};

}  // namespace sohoa::pdf
