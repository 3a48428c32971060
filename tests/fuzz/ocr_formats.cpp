// Arbitrary bytes as words and names: ALTO and hOCR stay well-formed, TSV keeps its columns.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <pugixml.hpp>

#include "ocr/formats.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sohoa;
  const std::string text(reinterpret_cast<const char*>(data), size);
  PageText page;
  page.lines.push_back({});
  for (std::size_t at = 0; at < text.size(); at += 7)
    page.lines.back().words.push_back({text.substr(at, 7), {1, 2, 3, 4}, {1, 2, 3, 4}, 0.5F});
  const ocr::PageDescription description{text, 0, 100, 100, 200, 200, text};
  const auto well_formed = [](const std::string& xml) {
    pugi::xml_document document;
    if (!document.load_string(xml.c_str(), pugi::parse_full)) std::abort();
    for (const char c : xml)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n') std::abort();
  };
  well_formed(ocr::to_alto(page, {}, description));
  well_formed(ocr::hocr_head(text) + ocr::hocr_page(page, description) + ocr::hocr_tail());
  const std::string tsv = ocr::tsv_page(page, description);
  if (std::count(tsv.begin(), tsv.end(), '\t') != 11 * std::count(tsv.begin(), tsv.end(), '\n'))
    std::abort();
  const std::string json = ocr::to_json(page, {}, description);
  if (json.find('\n') != std::string::npos) std::abort();
  return 0;
}
