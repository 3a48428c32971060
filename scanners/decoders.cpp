#include "scanners/decoders.h"

#include <nlohmann/json.hpp>

#include "scanners/page_message.h"
#include "scanners/pdf_raster.h"
#include "scanners/pdf_structure.h"
#include "scanners/tiff_pages.h"

namespace sohoa::scanners {
namespace {

using nlohmann::json;

// Calls `serve(index)` for each page asked for, until the parent leaves.
template <typename Serve>
void serve_pages(Channel& parent, Serve&& serve) {
  parent.send(R"({"ready":true})");
  while (const auto request = parent.receive()) {
    const json text = json::parse(request->text);
    if (!serve(text.at("page").get<std::uint32_t>())) parent.send(R"({"end":true})");
  }
}

MappedFile received_file(Channel& parent) {
  const auto message = parent.receive();
  if (!message || !message->fd) throw Error(Cause::bug, "a decoder was given no file");
  return MappedFile(message->fd);
}

AcquiredPage as_it_came(const PageJpeg& jpeg) {
  AcquiredPage page;
  page.bytes = sealed_memory(jpeg.bytes, "page");
  page.encoding = Encoding::jpeg;
  page.dpi_x = jpeg.dpi_x;
  page.dpi_y = jpeg.dpi_y;
  return page;
}

}  // namespace

void run_tiff_worker(Channel& parent) {
  const MappedFile file = received_file(parent);
  TiffPages pages(file.bytes());
  serve_pages(parent, [&](std::uint32_t index) {
    const auto page = pages.page(index);
    if (page) send_page(parent, *page);
    return page.has_value();
  });
}

void run_pdf_worker(Channel& parent) {
  const MappedFile file = received_file(parent);
  const PdfStructure structure(file.bytes());
  std::vector<Fault> faults;
  if (structure.is_signed())
    faults.push_back({Cause::pdf_signed, "acquire",
                      "the PDF carries signatures; its pages are images without them"});
  std::optional<PdfRaster> raster;  // most PDFs of scans never need it
  serve_pages(parent, [&](std::uint32_t index) {
    if (index >= structure.pages()) return false;
    const PdfPage page = structure.page(index);
    if (page.jpeg) {
      AcquiredPage jpeg = as_it_came(*page.jpeg);
      jpeg.faults = faults;
      send_page(parent, jpeg);
    } else {
      if (!raster) raster.emplace(file.bytes());
      send_page(parent, raster->page(index, page), faults);
    }
    return true;
  });
}

}  // namespace sohoa::scanners
