#include "ocr/reader.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>

#include <doctest/doctest.h>
#include <leptonica/allheaders.h>

#include "core/vietnamese.h"
#include "ocr/raw_images.h"
#include "ocr/tesseract_page.h"
#include "tests/unit/ocr/sample_page.h"

namespace sohoa::ocr {
namespace {

Page upright(const PageImage& reading) {
  Page page;
  page.reading = reading;
  page.image.width = reading.width();
  page.image.height = reading.height();
  return page;
}

Reader& reader() {
  static Reader one{ReaderSettings{}};
  return one;
}

Cause cause_of(const auto& action) {
  try {
    action();
  } catch (const Error& e) {
    return e.cause;
  }
  return Cause::bug;
}

}  // namespace

TEST_CASE("reader: a page's words come as NFC without spaces, inside the page (R11)") {
  const auto& page = sample_page();
  const PageText text = reader().read(upright(page), {}).text;
  const std::string plain = text.plain();
  CHECK(plain.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") != std::string::npos);
  CHECK(plain.find("ĐƠN ĐỀ NGHỊ") != std::string::npos);
  CHECK(plain == nfc(plain));
  float sum = 0, count = 0;
  for (const Line& line : text.lines) {
    REQUIRE_FALSE(line.words.empty());
    for (const Word& word : line.words) {
      CHECK_FALSE(word.text.empty());
      CHECK(std::none_of(word.text.begin(), word.text.end(), [](char c) { return c == ' '; }));
      CHECK_FALSE(word.box.empty());
      CHECK(word.box.x >= 0);
      CHECK(word.box.right() <= page.width());
      CHECK(word.box.bottom() <= page.height());
      CHECK(united(line.box, word.box) == line.box);
      CHECK(word.confidence >= 0);
      CHECK(word.confidence <= 1);
      sum += word.confidence;
      count += 1;
    }
  }
  CHECK(sum / count > 0.8F);
}

TEST_CASE("reader: boxes are those of the original, whatever its size and turn") {
  const auto& page = sample_page();
  const auto title = [](const PageText& text) {
    for (const Line& line : text.lines)
      for (const Word& word : line.words)
        if (word.text == "NGHỊ") return word;
    return Word{};
  };
  const Word plain = title(reader().read(upright(page), {}).text);
  REQUIRE_FALSE(plain.box.empty());
  CHECK(plain.box == plain.upright);
  // The same page scanned at 400 dpi lying on its right side.
  Page sideways = upright(page);
  sideways.placement.turn = 90;
  const int height = 2 * page.width();
  sideways.image.width = 2 * page.height();
  sideways.image.height = height;
  const Word turned = title(reader().read(sideways, {}).text);
  CHECK(turned.upright == Box{2 * plain.box.x, 2 * plain.box.y, 2 * plain.box.w, 2 * plain.box.h});
  CHECK(turned.box ==
        Box{turned.upright.y, height - turned.upright.right(), turned.upright.h, turned.upright.w});
}

TEST_CASE("reader: a clean page is read by its own lines, and nothing is left unread (R11)") {
  ReaderSettings settings;
  settings.text = SOHOA_SOURCE_DIR "/models/text";
  Reader judging(settings);
  const Reading reading = judging.read(upright(sample_page()), {});
  CHECK(reading.layout == "lines");
  CHECK(reading.text.unread < 0.005);
  for (const Mark& mark : reading.marks) CHECK(mark.kind != MarkKind::handwriting);
  CHECK(reading.text.plain().find("khai sinh năm 1959") != std::string::npos);
}

TEST_CASE("reader: Tesseract's own layout reads the same page, word by word") {
  TesseractEngine engine("", "vie");
  const auto& page = sample_page();
  const Deadline deadline{{}, std::chrono::steady_clock::now() + std::chrono::minutes(1)};
  std::string text;
  for (const WordLine& line : read_by_tesseract_layout(engine, page, deadline)) {
    for (const ReadWord& word : line) {
      CHECK_FALSE(word.box.empty());
      CHECK(word.box.x >= 0);
      CHECK(word.box.right() <= page.width());
      for (const Character& c : word.characters) text += c.text;
      text += ' ';
    }
    text += '\n';
  }
  CHECK(text.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \n") != std::string::npos);
}

TEST_CASE("reader: a blank page has no text") {
  const PageImage blank(800, 600, 200, PixelFormat::gray8,
                        std::vector<std::byte>(800 * 600, std::byte{255}));
  CHECK(reader().read(upright(blank), {}).text.lines.empty());
}

TEST_CASE("reader: a stop ends the reading of a page") {
  const auto& page = sample_page();
  std::stop_source stop;
  stop.request_stop();
  CHECK(cause_of([&] { reader().read(upright(page), stop.get_token()); }) == Cause::stopped);
  // The engine is good for the next page.
  CHECK_FALSE(reader().read(upright(page), {}).text.lines.empty());
}

TEST_CASE("reader: a page that takes too long is given up") {
  ReaderSettings settings;
  settings.page_seconds = 0;
  Reader impatient(settings);
  const auto& page = sample_page();
  CHECK(cause_of([&] { impatient.read(upright(page), {}); }) == Cause::reading_failed);
}

TEST_CASE("reader: a model or thread limit missing is said at the start") {
  ReaderSettings settings;
  settings.model = "khong/co.traineddata";
  for (const LineEngine engine : {LineEngine::network, LineEngine::tesseract}) {
    settings.engine = engine;
    CHECK(cause_of([&] { const Reader none(settings); }) == Cause::data_missing);
  }
  settings.model = SOHOA_SOURCE_DIR "/README.md";
  CHECK(cause_of([&] { const Reader none(settings); }) == Cause::data_missing);
  unsetenv("OMP_THREAD_LIMIT");
  CHECK(cause_of([&] { const Reader none(ReaderSettings{}); }) == Cause::data_missing);
  setenv("OMP_THREAD_LIMIT", "1", 1);
}

TEST_CASE("line images: Tesseract's are written raw, and read back to the same pixels") {
  const auto& page = sample_page();
  const auto before = RawImages::count();
  ReaderSettings settings;
  settings.engine = LineEngine::tesseract;
  Reader(settings).read(upright(page), {});
  CHECK(RawImages::count() > before);

  PIX* pix = pixCreate(101, 37, 8);
  for (int y = 0; y < 37; ++y)
    for (int x = 0; x < 101; ++x) pixSetPixel(pix, x, y, l_uint32(x * y) & 255U);
  for (const bool raw : {false, true}) {
    CAPTURE(raw);
    l_uint8* data = nullptr;
    std::size_t size = 0;
    const auto count = RawImages::count();
    if (raw) {
      const RawImages scope;
      REQUIRE(pixWriteMem(&data, &size, pix, IFF_PNG) == 0);
    } else {
      REQUIRE(pixWriteMem(&data, &size, pix, IFF_PNG) == 0);
    }
    CHECK(RawImages::count() == count + (raw ? 1 : 0));
    PIX* again = pixReadMem(data, size);
    l_int32 same = 0;
    REQUIRE(pixEqual(pix, again, &same) == 0);
    CHECK(same == 1);
    pixDestroy(&again);
    lept_free(data);
  }
  pixDestroy(&pix);
}

TEST_CASE("reader: the engine says what it is") {
  ReaderSettings settings;
  CHECK(engine_name(settings) == "network vie_sohoa");
  settings.engine = LineEngine::tesseract;
  const std::string name = engine_name(settings);
  CHECK(name.starts_with("tesseract 5."));
  CHECK(name.ends_with(", vie_sohoa"));
}

}  // namespace sohoa::ocr
