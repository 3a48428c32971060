#include "pipeline/artifacts.h"

#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "core/file.h"
#include "core/frames.h"
#include "imaging/artifact.h"
#include "ocr/formats.h"
#include "pipeline/reading.h"

namespace sohoa {
namespace fs = std::filesystem;
namespace {

using imaging::Colour;
using imaging::Outline;

constexpr Colour line_colour{60, 90, 255}, word_colour{0, 150, 60}, doubtful_colour{255, 140, 0},
    cell_colour{150, 80, 200}, seal_colour{220, 0, 0}, rule_colour{0, 180, 220},
    box_colour{130, 70, 0}, hand_colour{230, 0, 230};
constexpr float doubtful = 0.8F;

void refuse(const fs::path& path, const std::error_code& error) {
  if (!error) return;
  const bool full = error == std::errc::no_space_on_device;
  throw Error(full ? Cause::disk_full : Cause::storage_unusable,
              path.string() + ": cannot be made: " + error.message());
}

Outline outline(const Mark& mark, const Box& box) {
  switch (mark.kind) {
    case MarkKind::seal:
    case MarkKind::pen:
      return {box, seal_colour, 2};
    case MarkKind::rule:
    case MarkKind::leader:
      return {box, rule_colour, 1};
    case MarkKind::tick_box:
      return {box, box_colour, mark.ticked ? 4 : 2};
    case MarkKind::handwriting:
      return {box, hand_colour, 3};
    case MarkKind::unread:
      break;
  }
  return {box, seal_colour, 4};
}

// Those drawn last lie above.
std::vector<Outline> outlines(const Page& page, const Frames& frames) {
  std::vector<Outline> all;
  for (const Mark& mark : page.marks) all.push_back(outline(mark, frames.reading(mark.upright)));
  for (const Table& table : page.tables)
    for (const Cell& cell : table.cells)
      all.push_back({frames.reading(cell.upright), cell_colour, 2});
  for (const Line& line : page.text.lines) {
    all.push_back({frames.reading(line.upright), line_colour, 1});
    for (const Word& word : line.words)
      all.push_back({frames.reading(word.upright),
                     word.confidence < doubtful ? doubtful_colour : word_colour, 1});
  }
  return all;
}

// A line of the file for each line of the page, whatever stands beside it.
std::string one_by_one(const PageText& text) {
  std::string all;
  for (const Line& line : text.lines) all += line.plain() + '\n';
  return all;
}

void write_lines(const Page& page, const PageImage& cleaned, const Frames& frames,
                 const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);  // an earlier run may have found more lines
  fs::create_directories(folder, error);
  refuse(folder, error);
  std::size_t number = 0;
  for (const Line& line : page.text.lines) {
    const PageImage image = imaging::cut(cleaned, frames.reading(line.upright));
    imaging::write_png(image, folder / fmt::format("{:03}.png", ++number));
  }
}

void write_pictures(const Page& page, const fs::path& folder, const std::string& number) {
  Page again;
  again.image = page.image;
  again.codes = page.codes;
  straighten(again, page.placement.turn);
  imaging::write_png(again.reading, folder / (number + "-1-straightened.png"));
  clean(again);
  imaging::write_png(again.reading, folder / (number + "-2-cleaned.png"));
  const Frames frames(again);
  imaging::write_png(again.reading, outlines(page, frames), folder / (number + "-3-read.png"));
  write_lines(page, again.reading, frames, folder / (number + "-lines"));
}

}  // namespace

void keep_artifacts(const Page& page, const fs::path& folder, const std::string& software) {
  std::error_code error;
  fs::create_directories(folder, error);
  refuse(folder, error);
  const std::string number = fmt::format("{:04}", page.number + 1);
  write_durably(folder / (number + "-page.json"), ocr::to_json(page, software) + "\n");
  write_durably(folder / (number + "-text.txt"), one_by_one(page.text));
  try {
    write_pictures(page, folder, number);
  } catch (const Error& e) {
    if (remedy(e.cause) == Remedy::fix_setup) throw;  // else the page has that fault already
  }
}

}  // namespace sohoa
