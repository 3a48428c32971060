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
  // Throws Error(data_missing) without the profile, Error(bug) if info.created is not a time.
  Writer(const DocumentInfo& info, const std::filesystem::path& icc_profile);
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;
  ~Writer();

  // Needs page.encoded, image, placement and text. The page box is the paper: pixels / dpi. The
  // page is shown upright by /Rotate; text lies on the glyphs, skew included.
  void add(const Page& page);
  std::size_t pages() const noexcept;

  // Writes the file (not durable: callers sync; it is gone again after an Error). A valid PDF/A
  // without a signature field, but with an empty form and an empty list of annotations on page 1
  // as objects of their own, so that each sign() touches these two alone. Throws Error(disk_full,
  // storage_unusable), image_damaged for a page image that is no longer there, and bug if there is
  // no page. To be called once.
  void finish(const std::filesystem::path& file);

 private:
  struct Draft;
  std::unique_ptr<Draft> draft_;
};

}  // namespace sohoa::pdf
