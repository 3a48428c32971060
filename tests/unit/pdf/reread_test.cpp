#include "pdf/reread.h"

#include <doctest/doctest.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/pdf/material.h"

using namespace sohoa;
using namespace sohoa::pdf;
using namespace sohoa::pdf::test;
using sohoa::test::TempFolder;

TEST_CASE("reread: each page's words come in the order they were written") {
  TempFolder folder;
  const Page one = page_with_lines(folder.path(), "1", {{"Kính", "gửi:"}, {"Ủy", "ban"}});
  const Page two = page_with_lines(folder.path(), "2", {});
  const Page three = page_with_lines(folder.path(), "3", {{"Nguyễn", "Thị", "Ửng"}});
  pdf::test::write(folder / "a.pdf", {one, two, three});
  const auto pages = Rereader().read(folder / "a.pdf", {});
  REQUIRE(pages.size() == 3);
  CHECK(pages[0] == "Kính gửi:\nỦy ban");
  CHECK(pages[1].empty());
  CHECK(pages[2] == "Nguyễn Thị Ửng");
}

TEST_CASE("reread: one file after the other, whatever became of the one before") {
  TempFolder folder;
  const auto good = document(folder.path(), "a.pdf");
  write_durably(folder / "b.pdf", "nothing");
  Rereader rereader;
  const auto first = rereader.read(good, {});
  CHECK(rereader.read(good, {}) == first);
  CHECK_THROWS_AS(rereader.read(folder / "b.pdf", {}), Error);
  CHECK(rereader.read(good, {}) == first);
}

TEST_CASE("reread: a page of more text than a message holds comes whole") {
  TempFolder folder;
  Page page = page_with_lines(folder.path(), "1", {});
  std::string expected;
  for (int i = 0; i < 700; ++i) {
    page.text.lines.push_back(line_of(page, {"chữ", "Việt", "ký", "tự", "sổ", "lưu", "trữ"}, 5, 0));
    for (auto& word : page.text.lines.back().words) word.upright.y = i + 20;
    expected += "chữ Việt ký tự sổ lưu trữ\n";
  }
  pdf::test::write(folder / "a.pdf", {page});
  const auto pages = Rereader().read(folder / "a.pdf", {});
  REQUIRE(pages.size() == 1);
  CHECK(pages[0].size() > 20'000);
  CHECK((pages[0] + '\n' == expected));  // too long to be printed
}

TEST_CASE("reread: what is no PDF fails the check, a stop is a stop") {
  TempFolder folder;
  write_durably(folder / "a.pdf", "nothing");
  const auto cause = [](const std::filesystem::path& file, const std::stop_token& stop) {
    try {
      Rereader().read(file, stop);
    } catch (const Error& e) {
      return e.cause;
    }
    return Cause::bug;
  };
  CHECK(cause(folder / "a.pdf", {}) == Cause::check_failed);
  CHECK(cause(folder / "none.pdf", {}) == Cause::check_failed);
  std::stop_source stop;
  stop.request_stop();
  CHECK(cause(document(folder.path(), "b.pdf"), stop.get_token()) == Cause::stopped);
}

TEST_CASE("reread: print cut off at the paper's edge is in the text layer, skewed or turned") {
  TempFolder folder;
  for (const int turn : {0, 90, 180, 270})
    for (const double skew : {0.0, 1.5, -1.5}) {
      CAPTURE(turn);
      CAPTURE(skew);
      Page page = page_with_ink(folder.path(), "edge", 600, 600, {});
      page.placement.turn = turn;
      page.placement.skew_degrees = skew;
      // Below the bottom edge, above the top, past the right edge, and left of the page.
      page.text.lines = {line_of(page, {"đầu", "trang"}, 0, -12),
                         line_of(page, {"Điều", "cuối"}, -9, 300),
                         line_of(page, {"bên", "phải"}, 560, 400),
                         line_of(page, {"dòng", "bị", "cắt", "ở", "mép", "giấy"}, 5, 592)};
      const auto file = folder / "edge.pdf";
      pdf::test::write(file, {page});
      const auto texts = Rereader().read(file, {});
      REQUIRE(texts.size() == 1);
      for (const auto& line : page.text.lines)
        for (const auto& word : line.words) {
          CAPTURE(word.text);
          CHECK(texts[0].find(word.text) != std::string::npos);
        }
    }
}
