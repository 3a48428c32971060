#include "core/syllables.h"

#include <algorithm>
#include <string_view>

#include <doctest/doctest.h>

#include "core/vietnamese.h"

namespace sohoa {

TEST_CASE("syllables: those of office texts are possible") {
  for (const std::u32string_view syllable : {U"nghiêng",
                                             U"quyết",
                                             U"định",
                                             U"giếng",
                                             U"gìn",
                                             U"già",
                                             U"khuỷu",
                                             U"khuya",
                                             U"quốc",
                                             U"quý",
                                             U"huỳnh",
                                             U"ngoằn",
                                             U"yêu",
                                             U"uỷ",
                                             U"ủy",
                                             U"hoà",
                                             U"hòa",
                                             U"thuế",
                                             U"tuổi",
                                             U"được",
                                             U"hươu",
                                             U"mưa",
                                             U"ngoài",
                                             U"xoong",
                                             U"lý",
                                             U"kỹ",
                                             U"đ"
                                             U"ẳng",
                                             U"uẩn"}) {
    CAPTURE(to_utf8(syllable));
    CHECK(is_possible_syllable(syllable));
  }
}

TEST_CASE("syllables: what breaks a rule of spelling is none") {
  for (const std::u32string_view syllable : {U"",
                                             U"q",
                                             U"quu",
                                             U"ke"
                                             U"ê",
                                             U"ce",
                                             U"ka",
                                             U"ghà",
                                             U"gê",
                                             U"nghà",
                                             U"ngê",
                                             U"tàc",
                                             U"họch"
                                             U"ế",
                                             U"hảp",
                                             U"kêt",
                                             U"thấâm",
                                             U"fan",
                                             U"zô",
                                             U"ươ",
                                             U"hòâ",
                                             U"toàán",
                                             U"nghiêngg",
                                             U"2a",
                                             U"đôic"}) {
    CAPTURE(to_utf8(syllable));
    CHECK_FALSE(is_possible_syllable(syllable));
  }
}

TEST_CASE(
    "syllables: every one that can be made is possible, NFC and lower case, and none is twice") {
  const auto all = possible_syllables();
  CHECK(all.size() > 10000);
  CHECK(std::ranges::adjacent_find(all) == all.end());
  for (const std::u32string& syllable : all) {
    const std::string text = to_utf8(syllable);
    CAPTURE(text);
    CHECK(is_possible_syllable(syllable));
    CHECK(nfc(text) == text);
    CHECK(lower(text) == text);
  }
}

}  // namespace sohoa
