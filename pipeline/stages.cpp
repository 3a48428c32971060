#include "pipeline/stages.h"

#include <fmt/format.h>

#include "imaging/codes.h"
#include "imaging/encode.h"
#include "imaging/straighten.h"

namespace sohoa {
namespace {

class Straighten final : public Stage {
 public:
  std::string_view name() const noexcept override { return "straighten"; }
  void run(Page& page, const std::stop_token&) override {
    auto straightened = imaging::straighten(page.image);
    page.placement = straightened.placement;
    page.reading = std::move(straightened.reading);
  }
  void on_failure(Page& page) noexcept override { page.text_missing = true; }
};

class Read final : public Stage {
 public:
  explicit Read(const ocr::ReaderSettings& settings) : reader_(settings) {}
  std::string_view name() const noexcept override { return "read"; }
  void run(Page& page, const std::stop_token& stop) override {
    if (page.reading.empty()) return;  // its fault is recorded already
    page.text =
        reader_.read(page.reading, page.placement, page.image.width, page.image.height, stop);
  }
  void on_failure(Page& page) noexcept override { page.text_missing = true; }

 private:
  ocr::Reader reader_;
};

class ReadCodes final : public Stage {
 public:
  std::string_view name() const noexcept override { return "codes"; }
  void run(Page& page, const std::stop_token& stop) override {
    if (page.reading.empty()) return;
    auto codes = reader_.read(page.reading, stop);
    for (auto& code : codes) code.box = in_original(code.box, page);
    page.codes = std::move(codes);
  }

 private:
  static Box in_original(const Box& box, const Page& page) {
    const bool sideways = page.placement.turn % 180 != 0;
    const double across = sideways ? page.image.height : page.image.width;
    const double down = sideways ? page.image.width : page.image.height;
    const double sx = across / page.reading.width();
    const double sy = down / page.reading.height();
    const Box upright{int(box.x * sx), int(box.y * sy), int(box.w * sx), int(box.h * sy)};
    return to_original(page.placement, page.image.width, page.image.height, upright);
  }
  imaging::CodeReader reader_;
};

class Encode final : public Stage {
 public:
  explicit Encode(std::filesystem::path scratch) : scratch_(std::move(scratch)) {}
  std::string_view name() const noexcept override { return "encode"; }
  void run(Page& page, const std::stop_token&) override {
    page.encoded =
        imaging::encode(page.image, scratch_ / fmt::format("{:06}.image", page.number + 1));
  }

 private:
  std::filesystem::path scratch_;
};

}  // namespace

Stages make_stages(const RecipeSettings& settings) {
  Stages stages;
  stages.push_back(std::make_unique<Straighten>());
  stages.push_back(std::make_unique<Read>(settings.reader));
  if (settings.codes) stages.push_back(std::make_unique<ReadCodes>());
  if (!settings.scratch.empty()) stages.push_back(std::make_unique<Encode>(settings.scratch));
  return stages;
}

}  // namespace sohoa
