#include "pipeline/machine_zones.h"

#include <algorithm>

#include "imaging/upright_part.h"
#include "ocr/machine_zone.h"

namespace sohoa {

void read_machine_zones(Page& page, ocr::Reader& reader, const std::stop_token& stop) {
  // Of print as the reader of lines likes it best, and of all the pixels of a small scan.
  constexpr int reading_width = 760, full_width = 1400;
  std::vector<Code> codes;
  for (const Box& zone : ocr::find_machine_zones(page.text))
    for (const int width : {reading_width, full_width}) {
      const PageImage part = imaging::upright_part(page.image, page.placement, zone, width);
      const auto lines = reader.read_machine_zone(part, stop);
      if (!lines) continue;
      codes.push_back({"MRZ_TD1", mrz_text(*lines),
                       to_original(page.placement, page.image.width, page.image.height, zone)});
      break;
    }
  page.codes.insert(page.codes.end(), codes.begin(), codes.end());
}

}  // namespace sohoa
