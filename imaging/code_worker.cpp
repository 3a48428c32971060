#include "imaging/code_worker.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/page.h"
#include "core/vietnamese.h"

#define ZX_USE_UTF8 1  // text as UTF-8 std::string, the later versions' only way
#include <ZXing/ReadBarcode.h>

namespace sohoa::imaging {
namespace {

constexpr int codes_limit = 16;  // of one family on one page

bool is_utf8(const ZXing::ByteArray& bytes) {
  const std::string text(bytes.begin(), bytes.end());
  return to_utf8(to_utf32(text)) == text && text.find("\xEF\xBF\xBD") == std::string::npos;
}

// A code without a declared character set (ECI) is guessed at by ZXing; but what is valid UTF-8 is
// UTF-8: Vietnamese names otherwise come out as Shift-JIS or Big5.
std::string text_of(const ZXing::Result& result) {
  const ZXing::ByteArray& bytes = result.bytes();
  if (!result.hasECI() && is_utf8(bytes)) return {bytes.begin(), bytes.end()};
  return result.text();
}

Box box_of(const ZXing::Position& corners, int width, int height) {
  const auto [left, right] = std::minmax({corners[0].x, corners[1].x, corners[2].x, corners[3].x});
  const auto [top, bottom] = std::minmax({corners[0].y, corners[1].y, corners[2].y, corners[3].y});
  const int x = std::clamp(left, 0, width - 1), y = std::clamp(top, 0, height - 1);
  return {x, y, std::clamp(right + 1, x + 1, width) - x, std::clamp(bottom + 1, y + 1, height) - y};
}

// A bar code's position is one scan line: its bars go on above and below until a row of paper
// comes.
Box whole_bars(const std::vector<std::uint8_t>& pixels, int width, int height, const Box& line) {
  const auto has_bars = [&](int y) {
    const auto row = pixels.begin() + static_cast<std::ptrdiff_t>(y) * width + line.x;
    const auto dark = std::count_if(row, row + line.w, [](std::uint8_t p) { return p < 128; });
    return dark * 5 > line.w;
  };
  int top = line.y, bottom = line.bottom();
  while (top > 0 && has_bars(top - 1)) --top;
  while (bottom < height && has_bars(bottom)) ++bottom;
  return {line.x, top, line.w, bottom - top};
}

// So that the next search finds another.
void paint_over(std::vector<std::uint8_t>& pixels, int width, const Box& box) {
  for (int y = box.y; y < box.bottom(); ++y)
    std::fill_n(pixels.begin() + static_cast<std::ptrdiff_t>(y) * width + box.x, box.w,
                std::uint8_t{255});
}

// One symbol at a time: ZXing 1.4's own search for several aborts on ordinary pages.
nlohmann::json find_codes(std::vector<std::uint8_t> pixels, int width, int height, bool bars) {
  ZXing::DecodeHints hints;
  hints.setFormats(bars ? ZXing::BarcodeFormat::Code128 : ZXing::BarcodeFormat::QRCode);
  hints.setTryHarder(true);
  hints.setMaxNumberOfSymbols(1);
  auto codes = nlohmann::json::array();
  for (int i = 0; i < codes_limit; ++i) {
    const ZXing::ImageView page(pixels.data(), width, height, ZXing::ImageFormat::Lum);
    const auto found = ZXing::ReadBarcodes(page, hints);
    if (found.empty()) break;
    const ZXing::Result& code = found.front();
    Box box = box_of(code.position(), width, height);
    if (bars) box = whole_bars(pixels, width, height, box);
    codes.push_back({{"format", bars ? "CODE_128" : "QR_CODE"},
                     {"text", text_of(code)},
                     {"box", {box.x, box.y, box.w, box.h}}});
    paint_over(pixels, width, box);
  }
  return codes;
}

}  // namespace

void run_code_worker(Channel& parent) {
  while (const auto request = parent.receive()) {
    const auto asked = nlohmann::json::parse(request->text);
    const int width = asked.at("width"), height = asked.at("height");
    const MappedFile page(request->fd);
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (width <= 0 || height <= 0 || page.bytes().size() != size)
      throw Error(Cause::bug, "codes: the pixels sent do not fit width and height");
    const auto* first = reinterpret_cast<const std::uint8_t*>(page.bytes().data());
    const auto codes =
        find_codes({first, first + size}, width, height, asked.at("family") == "bar");
    const nlohmann::json answer{{"codes", codes}};
    parent.send(answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

}  // namespace sohoa::imaging
