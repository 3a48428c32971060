#include "pipeline/stages.h"

#include <fmt/format.h>

#include "imaging/encode.h"
#include "pipeline/codes.h"
#include "pipeline/machine_zones.h"
#include "pipeline/reading.h"
#include "pipeline/turn.h"

namespace sohoa {
namespace {

class Straighten final : public Stage {
 public:
  std::string_view name() const noexcept override { return "straighten"; }
  void run(Page& page, const std::stop_token&) override { straighten(page); }
  void on_failure(Page& page) noexcept override { page.text_missing = true; }
};

class Clean final : public Stage {
 public:
  std::string_view name() const noexcept override { return "clean"; }
  void run(Page& page, const std::stop_token&) override {
    if (!page.reading.empty()) clean(page);  // else its fault is recorded already
  }
};

class Read final : public Stage {
 public:
  explicit Read(std::shared_ptr<ocr::Reader> reader) : reader_(std::move(reader)) {}
  std::string_view name() const noexcept override { return "read"; }
  void run(Page& page, const std::stop_token& stop) override {
    if (!page.reading.empty()) read(page, *reader_, stop);
  }
  void on_failure(Page& page) noexcept override { page.text_missing = true; }

 private:
  std::shared_ptr<ocr::Reader> reader_;
};

class ChooseTurn final : public Stage {
 public:
  explicit ChooseTurn(std::shared_ptr<ocr::Reader> reader) : reader_(std::move(reader)) {}
  std::string_view name() const noexcept override { return "turn"; }
  void run(Page& page, const std::stop_token& stop) override {
    if (!is_turn_doubtful(page)) return;
    page =
        turned_by_reading(page, [&](int turn) { return read_turned(page, turn, *reader_, stop); });
  }

 private:
  std::shared_ptr<ocr::Reader> reader_;
};

class ReadCodes final : public Stage {
 public:
  std::string_view name() const noexcept override { return "codes"; }
  void run(Page& page, const std::stop_token& stop) override {
    if (page.reading.empty()) return;
    page.codes = read_codes(page, reader_, stop);
  }

 private:
  imaging::CodeReader reader_;
};

class ReadMachineZones final : public Stage {
 public:
  explicit ReadMachineZones(std::shared_ptr<ocr::Reader> reader) : reader_(std::move(reader)) {}
  std::string_view name() const noexcept override { return "zones"; }
  void run(Page& page, const std::stop_token& stop) override {
    read_machine_zones(page, *reader_, stop);
  }

 private:
  std::shared_ptr<ocr::Reader> reader_;
};

class Encode final : public Stage {
 public:
  Encode(std::filesystem::path scratch, ImageProfile profile)
      : scratch_(std::move(scratch)), profile_(profile) {}
  std::string_view name() const noexcept override { return "encode"; }
  void run(Page& page, const std::stop_token&) override {
    page.encoded = imaging::encode(page.image, profile_,
                                   scratch_ / fmt::format("{:06}.image", page.number + 1));
  }

 private:
  std::filesystem::path scratch_;
  ImageProfile profile_;
};

}  // namespace

Stages make_stages(const RecipeSettings& settings) {
  Stages stages;
  stages.push_back(std::make_unique<Straighten>());
  // Before cleaning, which takes bars for rules; what is a code is not read as text.
  if (settings.codes) stages.push_back(std::make_unique<ReadCodes>());
  stages.push_back(std::make_unique<Clean>());
  const auto reader = std::make_shared<ocr::Reader>(settings.reader);
  stages.push_back(std::make_unique<Read>(reader));
  stages.push_back(std::make_unique<ChooseTurn>(reader));
  if (settings.codes) stages.push_back(std::make_unique<ReadMachineZones>(reader));
  if (!settings.scratch.empty())
    stages.push_back(std::make_unique<Encode>(settings.scratch, settings.image_profile));
  return stages;
}

}  // namespace sohoa
