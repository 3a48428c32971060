#include "tests/unit/storage/pages.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>

namespace sohoa::storage::test {

BatchOrder order_for(const std::string& code) {
  return {code, "files", {"/in/a.tif", "/in/b.pdf"}, "2026-01-02T03:04:05+07:00", "source"};
}

std::string page_bytes(std::uint32_t index) {
  std::minstd_rand random(index + 1);
  const auto side = 32 + random() % 170;
  auto text = fmt::format("P5\n{} {}\n255\n", side, side);
  for (std::size_t i = 0; i < side * side; ++i) text += static_cast<char>(random() % 256);
  return text;
}

std::string page_hash(std::uint32_t index) {
  const auto bytes = page_bytes(index);
  return sha256_of(std::as_bytes(std::span(bytes)));
}

Fd memory(std::string_view text) { return sealed_memory(std::as_bytes(std::span(text)), "page"); }

SpooledImage describe(std::uint32_t index) {
  SpooledImage image;
  image.encoding = Encoding::pnm;
  image.width = image.height = 32;
  image.dpi_x = image.dpi_y = 300;
  image.origin = fmt::format("a.tif#{}", index + 1);
  return image;
}

SpooledImage add(Batch& batch, std::uint32_t index) {
  return batch.add_page(memory(page_bytes(index)), describe(index), 0, index, {});
}

Dossier dossier_for(const std::string& code) {
  PageRecord page;
  page.origin = "a.tif#1";
  page.image_sha256 = page_hash(0);
  page.width = 2480;
  page.height = 3508;
  page.dpi_x = page.dpi_y = 300;
  page.words = 120;
  page.confidence = 0.93;
  page.codes.push_back({"QR_CODE", "https://example.vn/1", {10, 20, 30, 40}});
  Document document;
  document.name = "001";
  document.kind = "quyet_dinh";
  document.kind_score = 0.9;
  document.opening = {"source", ""};
  document.pages.push_back(page);
  document.pdf = "pdf/001.pdf";
  document.pdf_sha256 = page_hash(1);
  document.fields_file = "fields/001.json";
  document.alto = {"alto/001-0001.xml"};
  document.signatures.push_back(
      {"clerk", "Nguyễn Văn Thử", "2026-01-02T03:04:05+07:00", "PAdES-B-B", page_hash(2)});
  document.result_code = "H29.245.260102.000001";
  document.fields.push_back(
      {"so_ky_hieu", "12/QD-UBND", "12/QĐ-UBND", 0.97F, Source::ocr, 0, {1, 2, 3, 4}, {}, {}});
  Dossier dossier;
  dossier.code = code;
  dossier.created = "2026-01-02T03:04:05+07:00";
  dossier.source = "files";
  dossier.documents.push_back(document);
  return dossier;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace sohoa::storage::test
