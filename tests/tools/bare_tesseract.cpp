#include "tests/tools/bare_tesseract.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include "core/error.h"
#include "core/file.h"
#include "ocr/raw_images.h"
#include "ocr/tesseract_symbols.h"

namespace sohoa::test {
namespace {

// Places of the network's word lists (punctuation, words, numbers) in a .traineddata file, which is
// a count and so many offsets, then the components in the order of their offsets.
constexpr std::array dictionaries{18U, 19U, 20U};

template <class Number>
Number number_at(const std::string& bytes, std::size_t at) {
  Number number{};
  if (at + sizeof number > bytes.size())
    throw Error(Cause::data_missing, "traineddata: ends within its table of contents");
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

// The same file without dictionaries: their bytes stay, as the end of the component before them,
// which ends by its own counts.
std::string without_dictionaries(std::string bytes) {
  const auto count = number_at<std::uint32_t>(bytes, 0);
  for (const auto entry : dictionaries) {
    if (entry >= count) break;
    constexpr std::int64_t absent = -1;
    const std::size_t at = sizeof count + entry * sizeof absent;
    number_at<std::int64_t>(bytes, at);
    std::memcpy(bytes.data() + at, &absent, sizeof absent);
  }
  return bytes;
}

class BareTesseract final : public ocr::LineRecognizer {
 public:
  explicit BareTesseract(const std::filesystem::path& model)
      : model_(model.filename().string()), bytes_(without_dictionaries(read_file(model))) {
    api_.SetVariable("debug_file", "/dev/null");
    if (api_.Init(bytes_.data(), static_cast<int>(bytes_.size()), "vie", tesseract::OEM_LSTM_ONLY,
                  nullptr, 0, nullptr, nullptr, false, nullptr) != 0)
      throw Error(Cause::data_missing, fmt::format("{}: libtesseract cannot load it", model_));
    api_.SetVariable("tessedit_do_invert", "0");
    api_.SetVariable("invert_threshold", "0");
    api_.SetPageSegMode(tesseract::PSM_RAW_LINE);
  }

  std::string name() const override {
    return fmt::format("tesseract {}, {} without dictionary", tesseract::TessBaseAPI::Version(),
                       model_);
  }

  std::vector<ocr::LineReading> read(std::span<const PageImage> lines,
                                     const ocr::Deadline& /*deadline*/) override {
    const ocr::RawImages raw;
    std::vector<ocr::LineReading> readings;
    for (const PageImage& line : lines) readings.push_back(read(line));
    return readings;
  }

 private:
  ocr::LineReading read(const PageImage& line) {
    api_.SetImage(reinterpret_cast<const unsigned char*>(line.pixels().data()), line.width(),
                  line.height(), 1, static_cast<int>(line.stride()));
    ocr::LineReading reading;
    if (api_.Recognize(nullptr) != 0) return reading;
    const std::unique_ptr<tesseract::ResultIterator> at(api_.GetIterator());
    if (!at) return reading;
    do {
      ocr::Character character = ocr::symbol_at(*at);
      if (character.text.empty()) continue;
      if (at->IsAtBeginningOf(tesseract::RIL_WORD) && !reading.characters.empty())
        reading.characters.push_back({" ", character.confidence, 0, 0, {}});
      reading.characters.push_back(std::move(character));
    } while (at->Next(tesseract::RIL_SYMBOL));
    return reading;
  }

  std::string model_, bytes_;
  tesseract::TessBaseAPI api_;
};

}  // namespace

std::unique_ptr<ocr::LineRecognizer> bare_tesseract(const std::filesystem::path& model) {
  return std::make_unique<BareTesseract>(model);
}

}  // namespace sohoa::test
