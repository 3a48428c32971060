#include "pdf/sign/block.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/file.h"
#include "core/vietnamese.h"
#include "pdf/reread.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

const std::vector<std::string> agency_lines = {"SAO Y", "Ủy ban nhân dân xã Thử Nghiệm",
                                               "2026-11-24T09:30:00+07:00"};

// With their upper left corner `left` and `top` points from that of the page as it is shown, which
// is `width` x `height` points.
VisibleBlock block_at(double left, double top, int turn, double width, double height,
                      const std::vector<std::string>& lines) {
  const auto size = block_size(lines);
  const double right = left + size.width, bottom = top + size.height;
  switch (turn) {
    case 90:
      return {top, left, size.height, size.width, turn, lines};
    case 180:
      return {width - right, top, size.width, size.height, turn, lines};
    case 270:
      return {height - bottom, width - right, size.height, size.width, turn, lines};
    default:
      return {left, height - bottom, size.width, size.height, turn, lines};
  }
}

// An empty page, 600 x 800 pixels at 100 dpi as it is shown, signed with this block.
std::filesystem::path stamped(const TempFolder& folder, int turn,
                              const std::vector<std::string>& lines) {
  const bool sideways = turn % 180 != 0;
  Page page = page_with_ink(folder.path(), fmt::format("{}.z", turn), sideways ? 800 : 600,
                            sideways ? 600 : 800, {});
  page.placement.turn = turn;
  const auto file = folder / fmt::format("{}.pdf", turn);
  write(file, {page});
  SignatureRequest asked = request("clerk");
  asked.block = block_at(200, 36, turn, 432, 576, lines);
  sign(file, clerk(), asked);
  return file;
}

struct Picture {
  int width = 0, height = 0;
  std::string pixels;  // grey
};

Picture shown(const std::filesystem::path& file) {
  std::istringstream stream(run("pdftoppm -r 144 -gray " + file.string()));
  std::string kind;
  int most = 0;
  Picture picture;
  stream >> kind >> picture.width >> picture.height >> most;
  REQUIRE(kind == "P5");
  stream.get();
  picture.pixels.assign(std::istreambuf_iterator<char>(stream), {});
  return picture;
}

std::size_t dark(const Picture& picture) {
  return static_cast<std::size_t>(std::ranges::count_if(
      picture.pixels, [](char c) { return static_cast<unsigned char>(c) < 128; }));
}

}  // namespace

TEST_CASE("block: text in an embedded font, 10 points, black, no picture (R12, R13)") {
  TempFolder folder;
  const auto file = stamped(folder, 0, agency_lines);
  const std::string text = run("pdftotext -raw " + file.string() + " -");
  for (const auto& line : agency_lines) CHECK(text.find(line + "\n") != std::string::npos);

  const std::string fonts = run("pdffonts " + file.string());
  const auto at = fonts.find("+LiberationSerif");
  REQUIRE(at != std::string::npos);
  std::istringstream columns(fonts.substr(fonts.find("Identity-H", at)));
  std::string encoding, embedded, subset, unicode;
  columns >> encoding >> embedded >> subset >> unicode;
  CHECK(embedded == "yes");
  CHECK(subset == "yes");
  CHECK(unicode == "yes");

  const std::string bytes = read_file(file);
  const auto form = bytes.rfind("/Subtype /Form");
  REQUIRE(form != std::string::npos);
  const std::string look = bytes.substr(form, bytes.find("endstream", form) - form);
  CHECK(look.find("BT 0 g /F0 10 Tf") != std::string::npos);
  CHECK(look.find("/XObject") == std::string::npos);
  CHECK(look.find("/Resources << /Font << /F0 ") != std::string::npos);
  CHECK(bytes.find("/F 132 /Rect [200.000 ") != std::string::npos);
  run("qpdf --check " + file.string() + " > /dev/null");
}

TEST_CASE("block: its text stands upright however the page is turned (R13)") {
  TempFolder folder;
  const Picture straight = shown(stamped(folder, 0, agency_lines));
  REQUIRE(dark(straight) > 500);
  for (const int turn : {90, 180, 270}) {
    CAPTURE(turn);
    const Picture turned = shown(stamped(folder, turn, agency_lines));
    REQUIRE(turned.width == straight.width);
    REQUIRE(turned.height == straight.height);
    std::size_t differ = 0;
    for (std::size_t i = 0; i < straight.pixels.size(); ++i) {
      const int a = static_cast<unsigned char>(straight.pixels[i]);
      const int b = static_cast<unsigned char>(turned.pixels[i]);
      differ += std::abs(a - b) > 128 ? 1U : 0U;
    }
    CHECK(differ * 20 < dark(straight));
  }
}

TEST_CASE("block: every Vietnamese letter is drawn, read back as itself, and not cut off") {
  TempFolder folder;
  std::vector<std::string> lines;
  for (const char* base : {"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"}) {
    std::string line;
    for (const char* tone : {"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"})
      line += nfc(std::string(base) + tone);
    lines.push_back(line + upper(line) + "đĐgjpqy");
  }
  const auto file = stamped(folder, 0, lines);
  const auto pages = Rereader().read(file, {});
  REQUIRE(pages.size() == 1);
  for (const auto& line : lines) CHECK(pages[0].find(line) != std::string::npos);
  // The box around all these shapes, in thousandths of an em, and what a line has above and below.
  const std::string bytes = read_file(file);
  std::istringstream box(bytes.substr(bytes.rfind("/FontBBox [") + 11));
  int left = 0, bottom = 0, right = 0, top = 0;
  box >> left >> bottom >> right >> top;
  CHECK(top > 900);
  CHECK(top <= 1050);
  CHECK(bottom < -200);
  CHECK(bottom >= -300);
}

TEST_CASE("block: decomposed text is drawn as composed") {
  CHECK(line_width("e\u0302\u0301") == line_width("ế"));
  CHECK(line_width("ế") > 0);
}

TEST_CASE(
    "block: a character without a shape is an error that names it, the file stays as it was") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const std::string before = read_file(file);
  SignatureRequest asked = request("clerk");
  asked.block = VisibleBlock{10, 10, 200, 40, 0, {"Nguyễn 𠀋"}};
  CHECK(sohoa::test::cause_of([&] { sign(file, clerk(), asked); }) == "data_missing");
  CHECK_THROWS_WITH(line_width("Nguyễn 𠀋"), doctest::Contains("U+2000B"));
  CHECK(read_file(file) == before);
  asked.block->lines = {"a text that is much longer than its block, which is but 200 points wide"};
  CHECK(sohoa::test::cause_of([&] { sign(file, clerk(), asked); }) == "bug");
  CHECK(read_file(file) == before);
}

TEST_CASE("block: clerk and agency are both seen, and both signatures are good (R15)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  SignatureRequest first = request("clerk"), second = request("agency");
  first.block = block_at(20, 300, 0, 432, 576, {"Nguyễn Thị Ánh Thử", first.time});
  second.block = block_at(220, 300, 0, 432, 576, agency_lines);
  sign(file, clerk(), first);
  CHECK(verify(file, trust()).good());
  const auto once = std::filesystem::file_size(file);
  sign(file, agency(), second);
  const PdfVerdict verdict = verify(file, trust());
  CHECK(verdict.good());
  REQUIRE(verdict.signatures.size() == 2);
  CHECK(verdict.signatures[0].later_changes_allowed);
  CHECK(std::filesystem::file_size(file) - once < 2 * signature_reserve + (20U << 10U));
  run("qpdf --check " + file.string() + " > /dev/null");
}
