// A page's text in the formats others read. All boxes in pixels of the original image.
#pragma once
#include <string>

#include "core/page.h"

namespace sohoa::ocr {

struct PageDescription {
  std::string file;      // name of the image
  std::uint32_t number;  // 0-based
  int width, height;
  double dpi_x, dpi_y;
  std::string software;  // "sohoa 0.1.0; tesseract 5.3.0, vie"
};

std::string to_alto(const PageText& text, const Placement& placement,
                    const PageDescription& page);  // ALTO 4.4, one page a file
std::string hocr_head(const std::string&software),
    hocr_page(const PageText&text, const PageDescription&page), hocr_tail();
std::string tsv_head(), tsv_page(const PageText&text, const PageDescription&page);
std::string to_json(const PageText& text, const Placement& placement,
                    const PageDescription& page);  // one line

}  // namespace sohoa::ocr
