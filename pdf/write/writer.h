// A two-layer PDF/A-2u (ISO 19005-2): a page's image, and its text, invisible, above it.
// With attachments it is a PDF/A-3u (ISO 19005-3).
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/page.h"

namespace sohoa::pdf {

struct DocumentInfo {
  std::string title;       // shown by viewers: "000.00.01.H29-261124-0001 / 001"
  std::string identifier;  // dossier code and document number
  std::string created;     // ISO 8601 with offset
  std::string producer;    // "sohoa 0.1.0"
};

// That the document was converted, in words, when and by whom (Law on Electronic Transactions of
// 2023, article 12; Decree 137/2024/NĐ-CP, article 4), for machines: written to XMP.
struct ConversionMark {
  std::string words;      // Vietnamese
  std::string time;       // ISO 8601 with offset
  std::string converter;  // full name
  std::string dossier;    // code
};

// A PDF that pages were made of, kept byte for byte.
struct Attachment {
  std::filesystem::path file;
  std::string name;         // as shown; no two are the same
  std::string description;  // Vietnamese
  std::string modified;     // ISO 8601 with offset
  std::string sha256;       // of the file
  std::string verdict;      // on its own signatures, in a line
};

struct Bookmark {
  std::size_t page = 0;  // 0-based
  std::string title;
};

// What is known of a document once it has its last page.
struct Completion {
  std::optional<ConversionMark> mark = {};
  std::vector<Attachment> attachments = {};
  std::vector<Bookmark> bookmarks = {};  // below the document's own entry in the outline
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
  // as objects of their own, so that each sign() touches these two alone. Attachments are read
  // here, a piece at a time. A file that is there already is never rewritten, as it may be signed
  // (R16): Error(bug), and it stays as it is. Throws Error(disk_full, storage_unusable),
  // image_damaged for a page image that is no longer there, file_missing for an attachment, and bug
  // if there is no page or one is called that is not there. To be called once.
  void finish(const std::filesystem::path& file, const Completion& completion = {});

 private:
  struct Draft;
  std::unique_ptr<Draft> draft_;
};

}  // namespace sohoa::pdf
