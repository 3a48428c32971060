#include "imaging/codes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "imaging/code_worker.h"

namespace sohoa::imaging {
namespace {

constexpr std::chrono::seconds time_limit{20};
// One search each: a page on which one of them brings the decoder down keeps the other's codes.
constexpr std::array families{"qr", "bar"};

std::vector<Code> parsed(const std::string& text) {
  rethrow_worker_error(text);
  std::vector<Code> codes;
  const auto answer = nlohmann::json::parse(text);
  for (const auto& code : answer.at("codes")) {
    const auto& box = code.at("box");
    codes.push_back(
        {code.at("format"), code.at("text"), Box{box.at(0), box.at(1), box.at(2), box.at(3)}});
  }
  return codes;
}

}  // namespace

CodeReader::CodeReader() = default;
CodeReader::CodeReader(CodeReader&&) noexcept = default;
CodeReader::~CodeReader() = default;

std::vector<Code> CodeReader::read(const PageImage& image, const std::stop_token& stop) {
  if (image.format() != PixelFormat::gray8 || image.empty())
    throw Error(Cause::bug, "codes are looked for in gray8 pages only");
  const Fd pixels = sealed_memory(image.pixels(), "page");
  const auto until = std::chrono::steady_clock::now() + time_limit;
  std::vector<Code> codes;
  std::string failure;
  for (const char* family : families) try {
      if (!child_) child_ = std::make_unique<Child>("codes", ChildLimits{});
      const nlohmann::json request{
          {"width", image.width()}, {"height", image.height()}, {"family", family}};
      std::optional<Message> answer;
      if (child_->channel().send(request.dump(), pixels.get()))
        answer = child_->channel().receive(until, stop);
      if (!answer) throw Error(Cause::codes_failed, "the helper " + child_->end());
      for (Code& code : parsed(answer->text)) codes.push_back(std::move(code));
    } catch (const std::exception& e) {
      // Whatever it was, the helper may be in the middle of an answer.
      child_.reset();
      const auto* error = dynamic_cast<const Error*>(&e);
      if (error != nullptr && error->cause == Cause::stopped) throw;
      failure = fmt::format("{} codes: {}; an answer within {} s was expected", family, e.what(),
                            time_limit.count());
    }
  if (!failure.empty() && codes.empty()) throw Error(Cause::codes_failed, failure);
  return codes;
}

PageImage without_codes(const PageImage& image, std::span<const Code> codes) {
  if (codes.empty()) return image;
  const auto source = image.pixels();
  std::vector<std::byte> pixels(source.begin(), source.end());
  for (const Code& code : codes) {
    // Corners are found to a module or two; four of paper are around a QR code, none below bars.
    const int rim = code.format == "QR_CODE" ? std::max(2, code.box.w / 20) : 2;
    const int left = std::clamp(code.box.x - rim, 0, image.width());
    const int right = std::clamp(code.box.right() + rim, left, image.width());
    const int bottom = std::min(code.box.bottom() + rim, image.height());
    for (int y = std::max(0, code.box.y - rim); y < bottom; ++y)
      std::fill_n(pixels.begin() + std::ptrdiff_t{y} * image.width() + left, right - left,
                  std::byte{255});
  }
  return {image.width(), image.height(), image.dpi(), PixelFormat::gray8, std::move(pixels)};
}

std::span<const WorkerEntry> workers() {
  static constexpr std::array entries{WorkerEntry{"codes", run_code_worker}};
  return entries;
}

}  // namespace sohoa::imaging
