#include "tests/tools/plain_tesseract.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include "core/error.h"
#include "core/file.h"
#include "core/vietnamese.h"

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

// The line as libtesseract writes it, with single spaces. (Its symbols one by one lack spaces
// beside hyphens and bars.)
std::u32string text_of(tesseract::TessBaseAPI& api) {
  const std::unique_ptr<char[]> utf8(api.GetUTF8Text());
  std::u32string text = to_utf32(utf8 ? nfc(utf8.get()) : "");
  for (char32_t& c : text)
    if (c == U'\n') c = U' ';
  const auto twice = [](char32_t a, char32_t b) { return a == U' ' && b == U' '; };
  text.erase(std::unique(text.begin(), text.end(), twice), text.end());
  if (text.starts_with(U' ')) text.erase(0, 1);
  if (text.ends_with(U' ')) text.pop_back();
  // The alphabet of `vie` has the Icelandic letters as well, which look the same.
  std::ranges::replace(text, U'\u00d0', U'\u0110');
  std::ranges::replace(text, U'\u00f0', U'\u0111');
  return text;
}

// One for each letter of the text, spaces left out.
std::vector<float> confidences(tesseract::TessBaseAPI& api) {
  std::vector<float> result;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (!at) return result;
  do {
    const std::unique_ptr<char[]> utf8(at->GetUTF8Text(tesseract::RIL_SYMBOL));
    const float share = std::clamp(at->Confidence(tesseract::RIL_SYMBOL) / 100, 0.0F, 1.0F);
    for (const char32_t c : to_utf32(utf8 ? nfc(utf8.get()) : ""))
      if (c != U' ') result.push_back(share);
  } while (at->Next(tesseract::RIL_SYMBOL));
  return result;
}

class PlainTesseract final : public ocr::LineRecognizer {
 public:
  PlainTesseract(const std::filesystem::path& model, Dictionary dictionary)
      : model_(model.stem().string()) {
    const std::string bytes =
        dictionary == Dictionary::used ? read_file(model) : without_dictionaries(read_file(model));
    api_.SetVariable("debug_file", "/dev/null");
    if (api_.Init(bytes.data(), static_cast<int>(bytes.size()), model_.c_str(),
                  tesseract::OEM_LSTM_ONLY, nullptr, 0, nullptr, nullptr, false, nullptr) != 0)
      throw Error(Cause::data_missing,
                  fmt::format("{}: libtesseract cannot load it", model.string()));
    // Or lines read with doubt are read a second time as white on black.
    api_.SetVariable("tessedit_do_invert", "0");
    api_.SetVariable("invert_threshold", "0");
    api_.SetPageSegMode(tesseract::PSM_RAW_LINE);
    if (dictionary == Dictionary::left_out) model_ += " without dictionary";
  }

  std::string name() const override {
    return fmt::format("tesseract {}, {}", tesseract::TessBaseAPI::Version(), model_);
  }

  std::vector<ocr::LineReading> read(std::span<const PageImage> lines,
                                     const ocr::Deadline& /*deadline*/) override {
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
    const std::vector<float> sure = confidences(api_);
    std::size_t letter = 0;
    for (const char32_t c : text_of(api_)) {
      const float share = letter < sure.size() ? sure[letter] : 0;
      reading.characters.push_back({to_utf8(std::u32string(1, c)), share, 0, 0, {}});
      letter += c != U' ';
    }
    return reading;
  }

  std::string model_;
  tesseract::TessBaseAPI api_;
};

}  // namespace

std::unique_ptr<ocr::LineRecognizer> plain_tesseract(const std::filesystem::path& model,
                                                     Dictionary dictionary) {
  return std::make_unique<PlainTesseract>(model, dictionary);
}

}  // namespace sohoa::test
