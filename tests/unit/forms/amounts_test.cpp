#include "forms/amounts.h"

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using sohoa::forms::amount_in_words;

namespace {

const std::vector<std::string> digits = {"không", "một", "hai", "ba",  "bốn",
                                         "năm",   "sáu", "bảy", "tám", "chín"};

// A number below 1000 as it is said; `full` if greater ones stand before it.
std::string group(int number, bool full) {
  std::string text;
  const auto add = [&](const std::string& word) { text += (text.empty() ? "" : " ") + word; };
  const int hundreds = number / 100, tens = number / 10 % 10, ones = number % 10;
  if (hundreds > 0 || full) add(digits[static_cast<std::size_t>(hundreds)] + " trăm");
  if (tens == 0 && ones > 0 && (hundreds > 0 || full)) add("linh");
  if (tens == 1) add("mười");
  if (tens > 1) add(digits[static_cast<std::size_t>(tens)] + " mươi");
  if (ones == 0) return text;
  if (tens > 1 && ones == 1)
    add("mốt");
  else if (tens > 0 && ones == 5)
    add("lăm");
  else if (tens > 1 && ones == 4)
    add("tư");
  else
    add(digits[static_cast<std::size_t>(ones)]);
  return text;
}

std::string said(std::int64_t number) {
  const std::vector<std::string> scales = {"", " nghìn", " triệu", " tỷ"};
  std::string text;
  for (int scale = 3; scale >= 0; --scale) {
    std::int64_t size = 1;
    for (int i = 0; i < scale; ++i) size *= 1000;
    const auto part = static_cast<int>(number / size % 1000);
    if (part == 0) continue;
    if (!text.empty()) text += ' ';
    text += group(part, number >= size * 1000) + scales[static_cast<std::size_t>(scale)];
  }
  return text;
}

}  // namespace

TEST_CASE("amounts: what is said of a number gives it back, over four scales") {
  std::int64_t number = 1;
  for (int i = 0; i < 4000; ++i) {
    CAPTURE(said(number));
    REQUIRE(amount_in_words(said(number) + " đồng") == number);
    number = (number * 48271 + 11) % 999'999'999'999 + 1;
  }
  for (std::int64_t n = 1; n < 1200; ++n) REQUIRE(amount_in_words(said(n)) == n);
}

TEST_CASE("amounts: words around the number and other words for it") {
  CHECK(amount_in_words("Hai triệu năm trăm nghìn đồng chẵn") == 2'500'000);
  CHECK(amount_in_words("(Bằng chữ: Năm trăm ngàn đồng./.)") == 500'000);
  CHECK(amount_in_words("một tỷ hai trăm lẻ năm triệu đồng Việt Nam") == 1'205'000'000);
  CHECK(amount_in_words("Hai nghìn tỷ") == 2'000'000'000'000);
  CHECK(amount_in_words("không đồng") == 0);
}

TEST_CASE("amounts: what is no number in its order is refused") {
  for (const std::string text :
       {"", "đồng", "hai ba trăm", "trăm", "một triệu hai triệu", "một nghìn ba triệu",
        "linh năm trăm", "hai trăm linh", "năm trăm ngh1n đồng", "một đồng hai", "một tỷ tỷ",
        "hai mươi mươi"}) {
    CAPTURE(text);
    CHECK_FALSE(amount_in_words(text));
  }
  CHECK_FALSE(amount_in_words(std::string(500, 'a')));
}
