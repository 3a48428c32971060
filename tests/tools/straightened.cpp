#include "tests/tools/straightened.h"

#include <span>
#include <string>

#include "core/file.h"
#include "core/image_header.h"
#include "pipeline/reading.h"

namespace sohoa::test {

Page straightened(const std::filesystem::path& file) {
  const std::string bytes = read_file(file);
  const ImageHeader header = read_header(std::as_bytes(std::span(bytes)));
  Page page;
  page.image.file = file;
  page.image.encoding = header.encoding;
  page.image.width = header.width;
  page.image.height = header.height;
  page.image.dpi_x = page.image.dpi_y =
      header.dpi_x > 0 ? header.dpi_x : assumed_dpi(header.width, header.height);
  page.image.bytes = bytes.size();
  straighten(page);
  clean(page);
  return page;
}

}  // namespace sohoa::test
