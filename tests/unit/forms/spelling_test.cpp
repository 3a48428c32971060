#include "forms/spelling.h"

#include <doctest/doctest.h>

using sohoa::forms::respelled;

TEST_CASE("spelling: a name in capitals gets the marks and spaces of the list") {
  const std::vector<std::string> names = {"Ủy ban nhân dân", "Sở Y tế", "Chủ tịch", "Phó chủ tịch"};
  CHECK(respelled("ỦY BẠNNHÂN DÂN XÃ HÓC MÔN", names) == "ỦY BAN NHÂN DÂN XÃ HÓC MÔN");
  CHECK(respelled("SỚY TẺ", names) == "SỞ Y TẾ");
  CHECK(respelled("KT. CHU TỊCH", names) == "KT. CHỦ TỊCH");
  CHECK(respelled("PHO CHỦ TICH", names) == "PHÓ CHỦ TỊCH");
}

TEST_CASE("spelling: other letters, parts of words and small letters stay as read") {
  const std::vector<std::string> names = {"Sở Y tế", "Chủ tịch"};
  for (const char* text :
       {"", "CHỦ TỊCA", "CHU TICHS", "ACHU TICH", "Chu tich nuoc", "SỞ Y", "…/…"}) {
    CAPTURE(text);
    CHECK(respelled(text, names) == text);
  }
  CHECK(respelled("CHU TICH", {}) == "CHU TICH");
  CHECK(respelled("CHU TICH", {"", "…"}) == "CHU TICH");
}
