#include "pipeline/reading.h"

#include <utility>

#include "core/frames.h"
#include "imaging/clean.h"
#include "imaging/codes.h"
#include "imaging/ink_map.h"
#include "imaging/straighten.h"

namespace sohoa {

void straighten(Page& page, std::optional<int> turn) {
  auto straightened = imaging::straighten(page.image, turn);
  page.placement = straightened.placement;
  page.reading = std::move(straightened.reading);
  page.ink = imaging::ink_map(page.reading);
  page.marks = std::move(straightened.marks);
  page.surroundings = std::move(straightened.surroundings);
}

void clean(Page& page) {
  const Frames frames(page);
  auto codes = page.codes;
  for (Code& code : codes)
    code.box =
        frames.reading(to_upright(page.placement, page.image.width, page.image.height, code.box));
  auto cleaned = imaging::clean(imaging::without_codes(page.reading, codes), frames);
  page.reading = std::move(cleaned.reading);
  page.marks.insert(page.marks.end(), cleaned.marks.begin(), cleaned.marks.end());
  page.tables = std::move(cleaned.tables);
}

void read(Page& page, ocr::Reader& reader, const std::stop_token& stop) {
  auto reading = reader.read(page, stop);
  page.text = std::move(reading.text);
  page.marks.insert(page.marks.end(), reading.marks.begin(), reading.marks.end());
}

Page read_turned(const Page& page, int turn, ocr::Reader& reader, const std::stop_token& stop) {
  Page again = page;
  straighten(again, turn);
  clean(again);
  read(again, reader, stop);
  return again;
}

}  // namespace sohoa
