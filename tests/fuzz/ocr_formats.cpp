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
  Page page;
  page.image.origin = text;
  page.image.width = page.image.height = 100;
  page.text.lines.push_back({});
  for (std::size_t at = 0; at < text.size(); at += 7)
    page.text.lines.back().words.push_back(
        {text.substr(at, 7), {1, 2, 3, 4}, {1, 2, 3, 4}, 0.5F, {text.substr(at / 2, 5)}});
  const auto well_formed = [](const std::string& xml) {
    pugi::xml_document document;
    if (!document.load_string(xml.c_str(), pugi::parse_full)) std::abort();
    for (const char c : xml)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n') std::abort();
  };
  well_formed(ocr::to_alto(page, text));
  well_formed(ocr::hocr_head(text) + ocr::hocr_page(page) + ocr::hocr_tail());
  const std::string tsv = ocr::tsv_page(page);
  if (std::count(tsv.begin(), tsv.end(), '\t') != 11 * std::count(tsv.begin(), tsv.end(), '\n'))
    std::abort();
  const std::string json = ocr::to_json(page, text);
  if (json.find('\n') != std::string::npos) std::abort();
  return 0;
}
