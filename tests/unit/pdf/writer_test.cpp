#include "pdf/write/writer.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <regex>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "core/vietnamese.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

namespace {

std::string plain(const std::vector<std::vector<std::string>>& lines) {
  PageText text;
  for (const auto& words : lines) {
    Line line;
    for (const auto& word : words) {
      line.words.emplace_back();
      line.words.back().text = nfc(word);
    }
    text.lines.push_back(line);
  }
  return text.plain();
}

std::string raw_text(const std::filesystem::path& file) {
  return run("pdftotext -raw -nopgbrk " + file.string() + " -");
}

// Word boxes in points of the page as shown.
struct Found {
  std::string text;
  double x0, y0, x1, y1;
};
std::vector<Found> boxes(const std::filesystem::path& file) {
  const std::string html = run("pdftotext -bbox " + file.string() + " -");
  const std::regex word(
      R"re(<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">([^<]*)<)re");
  std::vector<Found> out;
  for (std::sregex_iterator i(html.begin(), html.end(), word), end; i != end; ++i)
    out.push_back(
        {(*i)[5], std::stod((*i)[1]), std::stod((*i)[2]), std::stod((*i)[3]), std::stod((*i)[4])});
  return out;
}

// Binary grey picture of the page as shown, one pixel a point.
struct Picture {
  int width = 0, height = 0;
  std::string pixels;
  int at(int x, int y) const {
    return static_cast<unsigned char>(
        pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)));
  }
};
Picture render(const std::filesystem::path& file, int dpi) {
  const std::string pgm = run(fmt::format("pdftoppm -gray -r {} {}", dpi, file.string()));
  Picture out;
  int at = 0;
  REQUIRE(std::sscanf(pgm.c_str(), "P5 %d %d 255%n", &out.width, &out.height, &at) == 2);
  out.pixels = pgm.substr(static_cast<std::size_t>(at) + 1);
  return out;
}

const std::vector<std::vector<std::string>> all_letters = [] {
  // Every vowel with every tone, in both cases, six to a word, then the other letters.
  const std::vector<std::string> vowels = {"a", "ă", "â", "e", "ê", "i",
                                           "o", "ô", "ơ", "u", "ư", "y"};
  const std::vector<std::string> tones = {"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"};
  std::vector<std::vector<std::string>> lines;
  for (const auto& vowel : vowels) {
    std::string word;
    for (const auto& tone : tones) word += vowel + tone;
    lines.push_back({nfc(word), upper(nfc(word))});
  }
  lines.push_back({"bcdđghklm", "BCDĐGHKLM", "npqrstvx", "NPQRSTVX"});
  lines.push_back({"ĐỘC", "LẬP", "-", "TỰ", "DO", "-", "HẠNH", "PHÚC"});
  lines.push_back({"Nguyễn", "Thị", "Ửng", "“½”", "\U00021A38", "\u5B57"});
  return lines;
}();

}  // namespace

TEST_CASE("writer: every Vietnamese letter comes back exactly, line by line (R6)") {
  TempFolder folder;
  const auto file = folder / "a.pdf";
  pdf::test::write(file, {page_with_lines(folder.path(), "p", all_letters)});
  CHECK(raw_text(file) == plain(all_letters));
}

TEST_CASE("writer: words are found where they were read, to a tenth of their width at worst (R5)") {
  TempFolder folder;
  const Page page = page_with_lines(folder.path(), "p", all_letters);
  pdf::test::write(folder / "a.pdf", {page});
  const auto found = boxes(folder / "a.pdf");
  std::vector<Word> words;
  for (const auto& line : page.text.lines)
    words.insert(words.end(), line.words.begin(), line.words.end());
  REQUIRE(found.size() == words.size());
  double sum = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    CAPTURE(words[i].text);
    const double left = words[i].box.x * 0.72;
    const double right = words[i].box.right() * 0.72;
    const double overlap = (std::min(right, found[i].x1) - std::max(left, found[i].x0)) /
                           (std::max(right, found[i].x1) - std::min(left, found[i].x0));
    CHECK(overlap >= 0.9);
    sum += overlap;
  }
  CHECK(sum / static_cast<double>(words.size()) >= 0.98);
}

TEST_CASE("writer: the file is well-formed and of version 1.7 (R1)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  run("qpdf --check " + file.string() + " > /dev/null");
  CHECK(read_file(file).starts_with("%PDF-1.7\n"));
}

TEST_CASE("writer: text is invisible, fonts are embedded, colours are defined (R5, R7)") {
  TempFolder folder;
  const auto file = document(folder.path(), "a.pdf");
  const std::string text =
      run("qpdf --qdf --object-streams=disable --no-original-object-ids " + file.string() + " -");
  CHECK(text.find("3 Tr") != std::string::npos);
  CHECK(text.find("/FontFile2") != std::string::npos);
  CHECK(text.find("/ToUnicode") != std::string::npos);
  CHECK(text.find("/GTS_PDFA1") != std::string::npos);
  CHECK(text.find("<pdfaid:conformance>U<") != std::string::npos);
  CHECK(text.find("/ 001 &amp; &lt;Hồ sơ&gt;<") != std::string::npos);
  for (const char* forbidden : {"/JavaScript", "/JS", "/Encrypt", "/Launch", "/URI", "/AA"})
    CHECK(text.find(forbidden) == std::string::npos);
}

TEST_CASE("writer: the page box is the paper's size, whatever the resolution (R4)") {
  TempFolder folder;
  Page page = page_with_ink(folder.path(), "p", 1654, 1170, {});
  page.image.dpi_x = 200;
  page.image.dpi_y = 100;  // a fax: pixels are not square
  pdf::test::write(folder / "a.pdf", {page});
  const std::string json = run("qpdf --json --json-key=qpdf " + (folder / "a.pdf").string());
  CHECK(json.find("595.4400") != std::string::npos);
  CHECK(json.find("842.4000") != std::string::npos);
}

TEST_CASE("writer: a sheet beyond PDF/A's limit keeps its size by a larger unit") {
  TempFolder folder;
  Page page = page_with_ink(folder.path(), "p", 100, 5000, {});
  page.image.dpi_x = page.image.dpi_y = 10;  // 12.7 m
  pdf::test::write(folder / "a.pdf", {page});
  const std::string json = run("qpdf --json --json-key=qpdf " + (folder / "a.pdf").string());
  CHECK(json.find("\"/UserUnit\": 3") != std::string::npos);
  CHECK(json.find("12000.0000") != std::string::npos);
}

TEST_CASE("writer: words lie on their glyphs for every turn and skew (R5)") {
  TempFolder folder;
  for (const int turn : {0, 90, 180, 270})
    for (const double skew : {0.0, 2.0, -1.5}) {
      CAPTURE(turn);
      CAPTURE(skew);
      Page page = page_with_ink(folder.path(), "p", 600, 800, {});
      page.placement.turn = turn;
      page.placement.skew_degrees = skew;
      const std::vector<std::vector<std::string>> lines = {{"Ủy", "ban", "nhân", "dân"},
                                                           {"xã", "Thử", "Nghiệm"}};
      page.text.lines = {line_of(page, lines[0], 60, 80), line_of(page, lines[1], 200, 400)};
      // The ink is put where the words are in the original: the picture must show it there.
      std::vector<Box> ink;
      for (const auto& line : page.text.lines)
        for (const auto& word : line.words) ink.push_back(word.box);
      const Page inked = page_with_ink(folder.path(), "p", 600, 800, ink);
      page.encoded = inked.encoded;
      pdf::test::write(folder / "a.pdf", {page});
      CHECK(raw_text(folder / "a.pdf") == plain(lines));

      const Picture picture = render(folder / "a.pdf", 72);
      const auto found = boxes(folder / "a.pdf");
      REQUIRE(found.size() == 7);
      for (const auto& word : found) {
        CAPTURE(word.text);
        const int x = static_cast<int>((word.x0 + word.x1) / 2);
        const int y = static_cast<int>((word.y0 + word.y1) / 2);
        CHECK(picture.at(x, y) < 128);
        // A millimetre and a half beside its edges there is paper again.
        if (skew == 0.0) {
          CHECK(picture.at(static_cast<int>(std::lround(word.x0)) - 3, y) > 128);
          CHECK(picture.at(static_cast<int>(std::lround(word.x1)) + 3, y) > 128);
        }
      }
    }
}

TEST_CASE("writer: readers that lay text out themselves find the lines of a skewed page whole") {
  TempFolder folder;
  for (const int turn : {0, 90, 180, 270})
    for (const double skew : {3.0, -3.0}) {
      CAPTURE(turn);
      CAPTURE(skew);
      Page page = page_with_ink(folder.path(), "p", 1200, 1600, {});
      page.placement.turn = turn;
      page.placement.skew_degrees = skew;
      std::vector<std::vector<std::string>> lines;
      for (int row = 0; row < 6; ++row) {
        lines.push_back({"Nghiêng", "hàng", "thứ", std::to_string(row), "của", "trang", "thử"});
        page.text.lines.push_back(line_of(page, lines.back(), 100, 300 + 45 * row));
      }
      pdf::test::write(folder / "a.pdf", {page});
      CHECK(run("pdftotext -nopgbrk " + (folder / "a.pdf").string() + " - | grep -v '^$'") ==
            plain(lines));
    }
}

TEST_CASE(
    "writer: words of a photographed sheet lie on their glyphs, at both ends of a line (R5)") {
  TempFolder folder;
  for (const int turn : {0, 90}) {
    CAPTURE(turn);
    Page page = page_with_ink(folder.path(), "p", 600, 800, {});
    page.placement.turn = turn;
    page.placement.skew_degrees = 1;
    page.placement.perspective = Perspective{0.85, 0.06, 20, 0.02, 0.9, 30, 1e-4, 5e-5, 1};
    const std::vector<std::vector<std::string>> lines = {{"Ủy", "ban", "nhân", "dân", "xã", "Thử"},
                                                         {"Độc", "lập", "Tự", "do", "Hạnh"}};
    page.text.lines = {line_of(page, lines[0], 40, 60), line_of(page, lines[1], 150, 480)};
    pdf::test::write(folder / "a.pdf", {page});
    CHECK(raw_text(folder / "a.pdf") == plain(lines));
    const auto found = boxes(folder / "a.pdf");
    REQUIRE(found.size() == 11);
    for (const auto& line : page.text.lines)
      for (const auto& word : line.words) {
        CAPTURE(word.text);
        const auto it = std::find_if(found.begin(), found.end(),
                                     [&word](const Found& f) { return nfc(f.text) == word.text; });
        REQUIRE(it != found.end());
        const Box& box = word.upright;
        const Point photo = to_original(page.placement, page.image.width, page.image.height,
                                        Point{box.x + box.w / 2.0, box.y + box.h / 2.0});
        // The page is shown turned.
        const Point middle =
            to_upright(Placement{.turn = turn}, page.image.width, page.image.height, photo);
        // The text's own ascent and descent are not the box's, and sloping lines are levelled.
        CHECK(std::abs((it->x0 + it->x1) / 2 - middle.x * 0.72) < 1.5);
        CHECK(std::abs((it->y0 + it->y1) / 2 - middle.y * 0.72) < 2.5);
      }
  }
}

TEST_CASE("writer: words far apart, touching and overlapping stay words of one line") {
  TempFolder folder;
  Page page = page_with_ink(folder.path(), "p", 600, 800, {});
  Line line = line_of(page, {"Số:", "12/QĐ", "ngày", "xong"}, 20, 50);
  line.words[1].upright.x = line.words[0].upright.right();        // touching
  line.words[2].upright.x = line.words[1].upright.right() - 3;    // overlapping
  line.words[3].upright.x = line.words[2].upright.right() + 250;  // far
  page.text.lines = {line};
  pdf::test::write(folder / "a.pdf", {page});
  CHECK(raw_text(folder / "a.pdf") == "Số: 12/QĐ ngày xong\n");
  const auto found = boxes(folder / "a.pdf");
  REQUIRE(found.size() == 4);
  for (std::size_t i = 0; i < 4; ++i)
    // Words that touched give way by a fifth of the letters' height.
    CHECK(std::abs(found[i].x0 - line.words[i].upright.x * 0.72) < 6);
}

TEST_CASE("writer: characters that no PDF/A may say are left out, broken UTF-8 is replaced") {
  TempFolder folder;
  Page page = page_with_lines(folder.path(), "p", {{"a"}});
  page.text.lines[0].words[0].text = "x\x01\xEF\xBB\xBFy\xC3";
  Word nothing = page.text.lines[0].words[0];
  nothing.text = "\x02";
  page.text.lines[0].words.push_back(nothing);
  pdf::test::write(folder / "a.pdf", {page});
  CHECK(raw_text(folder / "a.pdf") == "xy\uFFFD\n");
}

TEST_CASE("writer: a JPEG goes in and comes out byte for byte") {
  TempFolder folder;
  pdf::test::write(folder / "ink.pdf",
                   {page_with_ink(folder.path(), "p", 200, 100, {{20, 20, 60, 40}})});
  run(fmt::format("pdftoppm -jpeg -r 100 -singlefile {0}/ink.pdf {0}/scan",
                  folder.path().string()));
  Page page = page_with_ink(folder.path(), "p", 200, 100, {});
  page.encoded.file = folder / "scan.jpg";
  page.encoded.bytes = std::filesystem::file_size(folder / "scan.jpg");
  page.encoded.filter = EncodedImage::Filter::dct;
  page.encoded.components = 3;
  pdf::test::write(folder / "a.pdf", {page});
  run(fmt::format("pdfimages -all {0}/a.pdf {0}/out", folder.path().string()));
  CHECK(read_file(folder / "out-000.jpg") == read_file(folder / "scan.jpg"));
  CHECK(render(folder / "a.pdf", 100).at(50, 40) < 40);
}

TEST_CASE("writer: the black of a CCITT G4 page is shown black") {
  TempFolder folder;
  // 64 x 64, ink at x 8 to 31, y 8 to 23; by libtiff, MinIsWhite.
  constexpr std::array<unsigned char, 18> g4 = {0xFF, 0x33, 0x02, 0xFF, 0xFF, 0xFF,
                                                0xFF, 0xFF, 0xFF, 0x8F, 0xFF, 0xFF,
                                                0xFF, 0xFF, 0xF8, 0x00, 0x80, 0x08};
  write_durably(folder / "g4", std::string(g4.begin(), g4.end()));
  Page page = page_with_ink(folder.path(), "p", 64, 64, {});
  page.encoded.file = folder / "g4";
  page.encoded.bytes = g4.size();
  page.encoded.filter = EncodedImage::Filter::ccitt_g4;
  page.encoded.bits = 1;
  pdf::test::write(folder / "a.pdf", {page});
  const Picture picture = render(folder / "a.pdf", 100);
  CHECK(picture.at(20, 16) < 20);
  CHECK(picture.at(4, 4) > 235);
  CHECK(picture.at(50, 40) > 235);
}

TEST_CASE("writer: a palette and a one-bit PNG show their colours") {
  TempFolder folder;
  Page page = page_with_ink(folder.path(), "p", 64, 64, {{8, 8, 24, 16}});  // bytes 0 and 255
  page.encoded.palette.assign(768, std::byte{0});
  page.encoded.palette[767] = std::byte{255};  // 255: pure blue
  pdf::test::write(folder / "a.pdf", {page});
  const std::string ppm = run("pdftoppm -r 100 " + (folder / "a.pdf").string());
  CHECK(ppm.find(std::string("\0\0\xFF\0\0\xFF", 6)) != std::string::npos);

  // Eight pixels to a byte: 0x00 is eight black ones.
  Page bits = page_with_ink(folder.path(), "b", 8, 64, {{1, 8, 3, 16}});
  bits.encoded.width = bits.image.width = 64;
  bits.encoded.bits = 1;
  pdf::test::write(folder / "b.pdf", {bits});
  const Picture picture = render(folder / "b.pdf", 100);
  CHECK(picture.at(20, 16) < 20);
  CHECK(picture.at(4, 4) > 235);
}

TEST_CASE("writer: a page image that is cut short is an error, and no file is left") {
  TempFolder folder;
  Page page = page_with_ink(folder.path(), "p", 64, 64, {});
  page.encoded.bytes += 1000;
  try {
    pdf::test::write(folder / "a.pdf", {page});
    FAIL("no error");
  } catch (const Error& e) {
    CHECK(e.cause == Cause::image_damaged);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "a.pdf"));
}

TEST_CASE("writer: a full disk is an error, and no file is left") {
  TempFolder folder;
  std::vector<Page> pages;
  for (int i = 0; i < 40; ++i)
    pages.push_back(page_with_lines(folder.path(), "p" + std::to_string(i), all_letters));
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{10'000, 10'000};
    setrlimit(RLIMIT_FSIZE, &small);
    try {
      pdf::test::write(folder / "a.pdf", pages);
    } catch (const Error& e) {
      _exit(e.cause == Cause::disk_full ? 7 : 8);
    }
    _exit(9);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 7);
  CHECK_FALSE(std::filesystem::exists(folder / "a.pdf"));
}

// Sanitizers keep freed memory for a while: there the number says nothing.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr long most_kib = 4L * 1024 * 1024;
#else
constexpr long most_kib = 64L * 1024;
#endif

TEST_CASE("writer: 500 pages take no more memory than their structure") {
  TempFolder folder;
  const Page page = page_with_lines(folder.path(), "p", all_letters);
  // Every page shows the same 600 kB: what matters is that they are not kept.
  std::string image(600'000, '\0');
  for (std::size_t i = 0; i < image.size(); ++i)
    image[i] = static_cast<char>(i * 2654435761U >> 9U);
  write_durably(folder / "scan", image);
  const pid_t child = fork();
  if (child == 0) {
    Page large = page;
    large.encoded.file = folder / "scan";
    large.encoded.bytes = image.size();
    large.encoded.filter = EncodedImage::Filter::dct;
    const long before = [] {
      rusage u{};
      getrusage(RUSAGE_SELF, &u);
      return u.ru_maxrss;
    }();
    pdf::test::write(folder / "a.pdf", std::vector<Page>(500, large));
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    _exit(after.ru_maxrss - before < most_kib ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(std::filesystem::file_size(folder / "a.pdf") > 300'000'000);
}

TEST_CASE("writer: the same document gives the same bytes") {
  TempFolder folder;
  CHECK(sha256_of_file(document(folder.path(), "a.pdf")) ==
        sha256_of_file(document(folder.path(), "b.pdf")));
}

TEST_CASE("writer: without pages, profile or a real time there is no document") {
  TempFolder folder;
  const auto cause = [](const auto& action) {
    try {
      action();
    } catch (const Error& e) {
      return e.cause;
    }
    return Cause::stopped;
  };
  CHECK(cause([&] { pdf::test::write(folder / "a.pdf", {}); }) == Cause::bug);
  CHECK(cause([&] { Writer w(information(), folder / "none.icc"); }) == Cause::data_missing);
  DocumentInfo info = information();
  info.created = "yesterday";
  CHECK(cause([&] {
          Writer w(info, std::filesystem::path(SOHOA_SOURCE_DIR) / "models/icc/sRGB.icc");
        }) == Cause::bug);
}
