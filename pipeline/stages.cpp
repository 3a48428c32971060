#include "pipeline/stages.h"

#include <fmt/format.h>

#include "core/frames.h"
#include "imaging/clean.h"
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
    page.marks = std::move(straightened.marks);
  }
  void on_failure(Page& page) noexcept override { page.text_missing = true; }
};

class Clean final : public Stage {
 public:
  std::string_view name() const noexcept override { return "clean"; }
  void run(Page& page, const std::stop_token&) override {
    if (page.reading.empty()) return;  // its fault is recorded already
    auto cleaned = imaging::clean(page.reading, Frames(page));
    page.reading = std::move(cleaned.reading);
    page.marks.insert(page.marks.end(), cleaned.marks.begin(), cleaned.marks.end());
    page.tables = std::move(cleaned.tables);
  }
};

class Read final : public Stage {
 public:
  explicit Read(const ocr::ReaderSettings& settings) : reader_(settings) {}
  std::string_view name() const noexcept override { return "read"; }
  void run(Page& page, const std::stop_token& stop) override {
    if (page.reading.empty()) return;  // its fault is recorded already
    auto reading = reader_.read(page, stop);
    page.text = std::move(reading.text);
    page.marks.insert(page.marks.end(), reading.marks.begin(), reading.marks.end());
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
    const Frames frames(page);
    for (auto& code : codes) code.box = frames.original(frames.upright(code.box));
    page.codes = std::move(codes);
  }

 private:
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
  stages.push_back(std::make_unique<Clean>());
  stages.push_back(std::make_unique<Read>(settings.reader));
  if (settings.codes) stages.push_back(std::make_unique<ReadCodes>());
  if (!settings.scratch.empty()) stages.push_back(std::make_unique<Encode>(settings.scratch));
  return stages;
}

}  // namespace sohoa
