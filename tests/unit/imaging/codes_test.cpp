#include "imaging/codes.h"

#include <algorithm>
#include <csignal>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#define ZX_USE_UTF8 1
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

namespace sohoa::imaging {
namespace {

class Sheet {
 public:
  Sheet() : pixels_(std::size_t{width} * height, std::byte{250}) {}
  void put(ZXing::BarcodeFormat format, const std::string& text, int x0, int y0, int w, int h) {
    ZXing::MultiFormatWriter writer(format);
    writer.setMargin(0);
    if (format == ZXing::BarcodeFormat::QRCode) writer.setEncoding(ZXing::CharacterSet::UTF8);
    const auto code = writer.encode(text, w, h);
    for (int y = 0; y < code.height(); ++y)
      for (int x = 0; x < code.width(); ++x)
        if (code.get(x, y))
          pixels_[std::size_t(y0 + y) * width + std::size_t(x0 + x)] = std::byte{20};
  }
  PageImage page() const { return {width, height, 200, PixelFormat::gray8, pixels_}; }

 private:
  static constexpr int width = 1654, height = 1200;
  std::vector<std::byte> pixels_;
};

std::string text_of(const std::vector<Code>& codes, const std::string& format) {
  const auto at = std::find_if(codes.begin(), codes.end(),
                               [&](const Code& code) { return code.format == format; });
  return at == codes.end() ? "" : at->text;
}

pid_t helper() {
  std::ifstream children("/proc/self/task/" + std::to_string(gettid()) + "/children");
  pid_t pid = 0;
  children >> pid;
  return pid;
}

const std::string card =
    "079190999901||Nguyễn Thị Mẫu|01011990|Nữ|12 Đường Mẫu, phường Bến Thành, Thành phố Hồ Chí "
    "Minh|15082021";

}  // namespace

TEST_CASE("codes: several QR codes and a bar code of one page are all read") {
  Sheet sheet;
  sheet.put(ZXing::BarcodeFormat::QRCode, card, 1200, 100, 250, 250);
  sheet.put(ZXing::BarcodeFormat::QRCode, "H29.171-260105-0132", 200, 700, 150, 150);
  sheet.put(ZXing::BarcodeFormat::Code128, "H29.171-260105-0133", 200, 200, 600, 80);
  CodeReader reader;
  const auto codes = reader.read(sheet.page(), {});
  REQUIRE(codes.size() == 3);
  CHECK(text_of(codes, "CODE_128") == "H29.171-260105-0133");
  const auto at =
      std::find_if(codes.begin(), codes.end(), [](const Code& code) { return code.text == card; });
  REQUIRE(at != codes.end());
  CHECK(std::abs(at->box.x - 1200) < 15);
  CHECK(std::abs(at->box.bottom() - 350) < 15);
  const auto bars = std::ranges::find(codes, "CODE_128", &Code::format);
  CHECK(bars->box.y == 200);
  CHECK(bars->box.h == 80);

  const PageImage rest = without_codes(sheet.page(), codes);
  const auto dark = [](std::byte pixel) { return pixel < std::byte{128}; };
  CHECK(std::ranges::any_of(sheet.page().pixels(), dark));
  CHECK(std::ranges::none_of(rest.pixels(), dark));
}

TEST_CASE("codes: a page without any has none") {
  CodeReader reader;
  CHECK(reader.read(Sheet().page(), {}).empty());
}

TEST_CASE("codes: a helper that was killed is replaced at the next call") {
  Sheet sheet;
  sheet.put(ZXing::BarcodeFormat::QRCode, card, 1200, 100, 250, 250);
  CodeReader reader;
  CHECK(text_of(reader.read(sheet.page(), {}), "QR_CODE") == card);
  const pid_t first = helper();
  REQUIRE(first > 0);
  REQUIRE(kill(first, SIGKILL) == 0);
  // The search under way is lost with its helper; the next one has another.
  std::string text;
  for (int i = 0; i < 2 && text.empty(); ++i) try {
      text = text_of(reader.read(sheet.page(), {}), "QR_CODE");
    } catch (const Error& e) {
      CHECK(e.cause == Cause::codes_failed);
    }
  CHECK(text == card);
  CHECK(helper() != first);
}

}  // namespace sohoa::imaging
