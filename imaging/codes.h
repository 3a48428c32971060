// QR and bar codes of a page (ISO/IEC 18004, ISO/IEC 15417), read in a helper process: the decoder
// is known to abort on ordinary pages.
#pragma once
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "core/child.h"
#include "core/page.h"

namespace sohoa::imaging {

// Owns one helper, started when first needed and again after it died. Used by one thread.
class CodeReader {
 public:
  CodeReader();
  CodeReader(CodeReader&&) noexcept;
  ~CodeReader();
  // Boxes are in pixels of `image` (gray8). Throws Error(codes_failed) if the helper died or took
  // longer than 20 s; the next call starts a new one.
  std::vector<Code> read(const PageImage& image, const std::stop_token& stop);

 private:
  std::unique_ptr<Child> child_;
};

// The page with paper in the place of its codes, which are not text; boxes in pixels of `image`.
PageImage without_codes(const PageImage& image, std::span<const Code> codes);

std::span<const WorkerEntry> workers();

}  // namespace sohoa::imaging
