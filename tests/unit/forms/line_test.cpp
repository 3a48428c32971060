#include "forms/line.h"

#include <stdexcept>

#include <doctest/doctest.h>

#include "forms/layout.h"
#include "tests/unit/forms/sheet.h"

using namespace sohoa::forms;
using sohoa::forms::test::Sheet;

namespace {

double likeness(const char* phrase, const char* text) {
  Sheet sheet;
  sheet.text(100, 100, text);
  const Layout layout = lay_out(sheet.view(), 0);
  const auto hit = Phrase(phrase).find(layout.lines(Area::page).at(0));
  return hit ? hit->score : 0;
}

}  // namespace

TEST_CASE("phrase: found without regard to case, marks and punctuation (R37)") {
  CHECK(likeness("Cộng hòa xã hội chủ nghĩa Việt Nam", "CONG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1);
  CHECK(likeness("Kính gửi", "Kính gửi: Sở Nội vụ") == 1);
  CHECK(likeness("Số", "Số:457/UBND") == 1);
}

TEST_CASE("phrase: found with a letter in seven wrong, and not with more (R37)") {
  CHECK(likeness("Cộng hòa xã hội chủ nghĩa Việt Nam", "CQNG HOA XÃ HQI CHÚ NGHlA VIỆT NAM") > 0.8);
  CHECK(likeness("Kính gửi", "Kinh gùl: Sở Nội vụ") > 0.8);
  CHECK(likeness("Cộng hòa xã hội chủ nghĩa Việt Nam", "cộng hưởng các nghĩa cử đẹp ở Việt Nam") ==
        0);
  CHECK(likeness("Kính gửi", "Kính mong quý cơ quan") == 0);
  CHECK(likeness("Số", "Sổ theo dõi song song") == 1);
  CHECK(likeness("Số", "song song") == 0);
}

TEST_CASE("phrase: a phrase without letters or with too many is refused") {
  CHECK_THROWS_AS(Phrase("--"), std::invalid_argument);
  CHECK_THROWS_AS(Phrase(std::string(121, 'a')), std::invalid_argument);
}

TEST_CASE("pattern: hostile input ends in time and finds nothing") {
  const Pattern pattern("^(a+)+$");
  CHECK_FALSE(pattern.search(std::u16string(5000, u'a') + u"b"));
  CHECK(pattern.search(u"aaa"));
  CHECK_THROWS_AS(Pattern("(a"), std::invalid_argument);
}

TEST_CASE("layout: a reader's line across both columns is taken apart (R37)") {
  Sheet sheet = sohoa::forms::test::letter();
  // A centred line that crosses the gutter ends the letterhead.
  sheet.centred(850, 400, "Về việc rà soát, cập nhật thủ tục hành chính thuộc thẩm quyền");
  const Layout layout = lay_out(sheet.view(), 0);
  const auto& left = layout.lines(Area::head_left);
  const auto& right = layout.lines(Area::head_right);
  REQUIRE(left.size() == 3);
  REQUIRE(right.size() == 3);
  CHECK(left[0].utf8(left[0].whole()) == "ỦY BAN NHÂN DÂN");
  CHECK(left[1].utf8(left[1].whole()) == "XÃ HÓC MÔN");
  CHECK(right[0].utf8(right[0].whole()) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  CHECK(layout.lines(Area::page).size() == 4);
}

TEST_CASE("layout: a form with a centred title has no letterhead") {
  Sheet sheet;
  sheet.centred(827, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  sheet.centred(827, 190, "Độc lập - Tự do - Hạnh phúc");
  sheet.centred(827, 300, "GIẤY KHAI SINH");
  const Layout layout = lay_out(sheet.view(), 0);
  CHECK(layout.lines(Area::head_left).empty());
}
