// JPEG, PNG and PNM bytes through the row decoders: pixels or Error(…), nothing else.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/image_header.h"
#include "imaging/rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  using namespace sohoa;
  const auto bytes = std::as_bytes(std::span(data, size));
  const ImageHeader header = read_header(bytes, {.side = 4000, .pixels = 4'000'000});
  MappedFile file(sealed_memory(bytes, "fuzz"));
  const auto rows = header.encoding == Encoding::jpeg ? imaging::open_jpeg(std::move(file), {}, "f")
                    : header.encoding == Encoding::png ? imaging::open_png(std::move(file), "f")
                                                       : imaging::open_pnm(std::move(file), "f");
  std::vector<std::byte> row(rows->row_size());
  for (int y = 0; y < rows->height(); ++y) rows->next(row.data());
  return 0;
} catch (const sohoa::Error&) {
  return 0;
}
