// The reader of a PDF's structure on any bytes: sane page sizes, or a refusal.
#include <cstdint>
#include <cstdlib>

#include "core/error.h"
#include "scanners/pdf_structure.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const sohoa::scanners::PdfStructure pdf(std::as_bytes(std::span(data, size)));
    (void)pdf.is_signed();
    for (std::uint32_t i = 0; i < pdf.pages() && i < 8; ++i) {
      const auto page = pdf.page(i);
      if (!(page.width > 0 && page.height > 0 && page.native_dpi >= 0)) std::abort();
      if (page.jpeg && !(page.jpeg->dpi_x > 0)) std::abort();
    }
  } catch (const sohoa::Error&) {
  }
  return 0;
}
