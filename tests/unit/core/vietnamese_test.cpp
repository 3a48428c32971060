#include "core/vietnamese.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using sohoa::comparable;
using sohoa::folded;
using sohoa::lower;
using sohoa::nfc;
using sohoa::to_utf32;
using sohoa::to_utf8;
using sohoa::upper;

struct Letter {
  char32_t base;     // without any mark
  char32_t quality;  // combining circumflex, breve or horn; 0: none
};

const std::vector<Letter> vowels = {{U'a', 0},     {U'a', 0x306}, {U'a', 0x302}, {U'e', 0},
                                    {U'e', 0x302}, {U'i', 0},     {U'o', 0},     {U'o', 0x302},
                                    {U'o', 0x31B}, {U'u', 0},     {U'u', 0x31B}, {U'y', 0}};
const std::vector<char32_t> tones = {0, 0x300, 0x301, 0x309, 0x303, 0x323};

// Every vowel of the alphabet with every tone, in both cases: the marks in a given order.
struct Spelling {
  std::string decomposed;   // base, quality, tone
  std::string wrong_order;  // base, tone, quality
  char32_t base = 0;
};

std::vector<Spelling> spellings() {
  std::vector<Spelling> all;
  for (const bool capital : {false, true})
    for (const Letter& vowel : vowels)
      for (const char32_t tone : tones) {
        const char32_t base = capital ? vowel.base - U'a' + U'A' : vowel.base;
        std::u32string right{base}, wrong{base};
        if (vowel.quality != 0) right.push_back(vowel.quality);
        if (tone != 0) right.push_back(tone);
        if (tone != 0) wrong.push_back(tone);
        if (vowel.quality != 0) wrong.push_back(vowel.quality);
        all.push_back({to_utf8(right), to_utf8(wrong), vowel.base});
      }
  return all;
}

}  // namespace

TEST_CASE("vietnamese: every letter composes to one code point, in any order of marks (R6, R48)") {
  const auto all = spellings();
  CHECK(all.size() == 144);  // and đ, Đ make the alphabet's 146
  for (const Spelling& letter : all) {
    const std::string whole = nfc(letter.decomposed);
    CAPTURE(whole);
    CHECK(to_utf32(whole).size() == 1);
    CHECK(nfc(letter.wrong_order) == whole);
    CHECK(nfc(whole) == whole);
  }
}

TEST_CASE("vietnamese: a precomposed letter takes a mark typed after its tone (R48)") {
  CHECK(nfc("e\u0301\u0302") == "ế");
  CHECK(nfc("é\u0302") == "ế");
  CHECK(nfc("a\u0300\u0306") == "ằ");
  CHECK(nfc("ọ\u0302") == "ộ");
  CHECK(nfc("u\u0303\u031B") == "ữ");
  CHECK(nfc("Tie\u0301\u0302ng Vie\u0323\u0302t") == "Tiếng Việt");
}

TEST_CASE("vietnamese: folding leaves the base letter of every letter of the alphabet (R48)") {
  for (const Spelling& letter : spellings()) {
    CHECK(folded(letter.decomposed) == std::string(1, static_cast<char>(letter.base)));
    CHECK(folded(nfc(letter.decomposed)) == folded(letter.wrong_order));
  }
  CHECK(folded("đĐ") == "dd");
  CHECK(folded("Ðà Nẵng") == "da nang");  // with the Icelandic letter some fonts have for đ
  CHECK(folded("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == "cong hoa xa hoi chu nghia viet nam");
}

TEST_CASE("vietnamese: case maps both ways over the whole alphabet (R6)") {
  for (const Spelling& letter : spellings()) {
    const std::string one = nfc(letter.decomposed);
    CHECK(lower(upper(one)) == lower(one));
    CHECK(upper(lower(one)) == upper(one));
    CHECK(lower(one) != upper(one));
  }
  CHECK(upper("đường") == "ĐƯỜNG");
  CHECK(lower("ĐƯỜNG") == "đường");
}

TEST_CASE("vietnamese: old and new tone placement compare equal, other tones do not (R48)") {
  const std::vector<std::pair<std::string, std::string>> same = {
      {"hoà", "hòa"},   {"thuý", "thúy"},   {"khoẻ", "khỏe"},
      {"Hoà", "HÒA"},   {"thuỷ", "thủy"},   {"Khánh Hoà", "Khánh Hòa"},
      {"lọai", "loại"}, {"đựơc", "được"},   {"ngũyên", "nguyễn"},
      {"qúa", "quá"},   {"qúy", "quý"},     {"gìa", "già"},
      {"tòan", "toàn"}, {"hùynh", "huỳnh"}, {"thủơ", "thuở"}};
  for (const auto& [left, right] : same) {
    CAPTURE(left);
    CHECK(comparable(left) == comparable(right));
  }
  const std::vector<std::pair<std::string, std::string>> different = {
      {"hoà", "hoá"}, {"mía", "mia"}, {"mùa", "muà"}, {"của", "cua"},  {"thuê", "thuế"},
      {"gìn", "gin"}, {"đa", "da"},   {"bia", "bịa"}, {"ngân", "ngan"}};
  for (const auto& [left, right] : different) {
    CAPTURE(left);
    CHECK(comparable(left) != comparable(right));
  }
}

TEST_CASE("vietnamese: i and y, and which tone it is, make different words (R48)") {
  for (const auto& [left, right] : std::vector<std::pair<std::string, std::string>>{
           {"lý", "lí"}, {"Mỹ", "Mĩ"}, {"quý", "quí"}, {"quỳ", "quỷ"}, {"hoã", "hoả"}}) {
    CAPTURE(left);
    CHECK(comparable(left) != comparable(right));
  }
  CHECK(comparable("quý") == "quý");
  CHECK(comparable("Gíe-Triêng") == comparable("Gié-Triêng"));
  CHECK(comparable("gĩưa") == comparable("giữa"));
}

TEST_CASE("vietnamese: what looks like đ is đ, but for the small eth of Icelandic names (R48)") {
  CHECK(nfc("Ðà Nẵng, số 12/QÐ-UBND") == "Đà Nẵng, số 12/QĐ-UBND");
  CHECK(nfc("\u0189iện Biên") == "Điện Biên");
  CHECK(nfc("d\u0335ường D\u0336ông") == "đường Đông");
  CHECK(nfc("ðường 3/2, (ðã ký)") == "đường 3/2, (đã ký)");
  CHECK(nfc("Guðrún") == "Guðrún");
  CHECK(folded("Guðrún") == "gudrun");
  CHECK(nfc("e\u0335") == "e\u0335");
}

TEST_CASE("vietnamese: every key is stable under itself (R48)") {
  const std::vector<std::string> texts = {
      "Hòa", "thúy",  "NGŨYÊN",           "ngoằn ngoèo",  "khúc khuỷu",         "Ðức",
      "quý", "giếng", "\xC4\x91\xCC\x81", "Guðrún ðð Ðð", "D\u0335\u0335\u0323"};
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(nfc(nfc(text)) == nfc(text));
    CHECK(folded(folded(text)) == folded(text));
    CHECK(comparable(comparable(text)) == comparable(text));
    CHECK(comparable(upper(text)) == comparable(text));
  }
}

TEST_CASE("vietnamese: zero-width characters go, bytes that are not UTF-8 are replaced") {
  CHECK(nfc("Vi\u200Bệt\uFEFF Nam\u2060") == "Việt Nam");
  CHECK(nfc("e\u200D\u0301\u0302") == "ế");
  CHECK(nfc("a\xFFz") == "a\uFFFDz");
  CHECK(nfc("") == "");
  CHECK(nfc("plain text 1/2") == "plain text 1/2");
}

TEST_CASE("vietnamese: code points and UTF-8 convert both ways, surrogates are replaced") {
  const std::string text = "Số: 45/QĐ-UBND \U0001F600 ₫";
  CHECK(to_utf8(to_utf32(text)) == text);
  CHECK(to_utf8(std::u32string{0xD800, 0x110000}) == "\uFFFD\uFFFD");
  CHECK(to_utf32("\xE1\xBA") == U"\uFFFD");
}
