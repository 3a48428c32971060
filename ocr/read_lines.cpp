#include "ocr/read_lines.h"

#include "ocr/doubt.h"
#include "ocr/handwriting.h"
#include "ocr/room.h"

namespace sohoa::ocr {

std::vector<ReadLine> read_lines(LineRecognizer& engine, const PageImage& reading,
                                 const Layout& layout, const Deadline& deadline) {
  const double x_height = common_x_height(layout);
  std::vector<const TextLine*> chosen;
  std::vector<PageImage> images;
  std::vector<Box> origins;
  for (const TextLine& line : layout.lines) {
    if (!may_be_text(line, x_height)) continue;
    chosen.push_back(&line);
    const PageImage image = line_image(reading, line, origins.emplace_back());
    images.push_back(with_room(image, origins.back(), line));
  }
  auto readings = engine.read(images, deadline);
  std::vector<ReadLine> lines;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    TextLine line = *chosen[i];
    auto written = take_out_writing(readings[i], line, origins[i]);
    auto words = find_words(readings[i], line, origins[i]);
    if (is_text(words, line, x_height)) lines.push_back({std::move(words), std::move(written)});
  }
  return lines;
}

}  // namespace sohoa::ocr
