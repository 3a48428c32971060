// core/vietnamese.h over every syllable that can be written, in every way it is met.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/file.h"
#include "core/syllables.h"
#include "core/vietnamese.h"

namespace sohoa {
namespace {

// A letter taken apart by this table, which the test has from the alphabet and not from ICU.
struct Parts {
  char32_t base = 0, quality = 0, tone = 0;  // 0: none
};

const std::map<char32_t, Parts>& alphabet() {
  static const std::map<char32_t, Parts> letters = [] {
    constexpr std::array<char32_t, 6> tones{0, 0x300, 0x301, 0x309, 0x303, 0x323};
    struct Row {
      char32_t base, quality;
      std::u32string_view toned;
    };
    constexpr std::array<Row, 12> rows{{{U'a', 0, U"aàáảãạ"},
                                        {U'a', 0x306, U"ăằắẳẵặ"},
                                        {U'a', 0x302, U"âầấẩẫậ"},
                                        {U'e', 0, U"eèéẻẽẹ"},
                                        {U'e', 0x302, U"êềếểễệ"},
                                        {U'i', 0, U"iìíỉĩị"},
                                        {U'o', 0, U"oòóỏõọ"},
                                        {U'o', 0x302, U"ôồốổỗộ"},
                                        {U'o', 0x31B, U"ơờớởỡợ"},
                                        {U'u', 0, U"uùúủũụ"},
                                        {U'u', 0x31B, U"ưừứửữự"},
                                        {U'y', 0, U"yỳýỷỹỵ"}}};
    std::map<char32_t, Parts> all;
    for (const Row& row : rows)
      for (std::size_t i = 0; i < tones.size(); ++i) {
        all[row.toned[i]] = {row.base, row.quality, tones[i]};
        const std::u32string capital = to_utf32(upper(to_utf8(row.toned.substr(i, 1))));
        all[capital.at(0)] = {row.base - 32, row.quality, tones[i]};
      }
    return all;
  }();
  return letters;
}

Parts parts(char32_t c) {
  const auto at = alphabet().find(c);
  return at == alphabet().end() ? Parts{c, 0, 0} : at->second;
}

// How a letter may be written: marks in both orders, and each whole letter that takes a mark more.
std::vector<std::u32string> ways(char32_t c) {
  if (c == U'đ') return {U"đ", U"d\u0335", U"d\u0336"};
  if (c == U'Đ') return {U"Đ", U"\u00D0", U"\u0189", U"D\u0335", U"D\u0336"};
  const Parts p = parts(c);
  std::vector<std::u32string> all{{c}};
  std::u32string marks;
  if (p.quality != 0) marks.push_back(p.quality);
  if (p.tone != 0) marks.push_back(p.tone);
  std::ranges::sort(marks);
  do all.push_back(std::u32string{p.base} + marks);
  while (std::ranges::next_permutation(marks).found);
  for (const auto& [letter, other] : alphabet()) {
    if (other.base != p.base || marks.size() != 2) continue;
    if (other.quality == p.quality && other.tone == 0) all.push_back({letter, p.tone});
    if (other.quality == 0 && other.tone == p.tone) all.push_back({letter, p.quality});
  }
  return all;
}

// A syllable in every way: the n-th way of each letter, until no letter has a further one.
std::vector<std::string> spellings(const std::u32string& syllable) {
  std::vector<std::string> all;
  for (std::size_t way = 0, most = 1; way < most; ++way) {
    std::u32string text;
    for (const char32_t c : syllable) {
      const auto written = ways(c);
      most = std::max(most, written.size());
      text += written[std::min(way, written.size() - 1)];
    }
    all.push_back(to_utf8(text));
  }
  return all;
}

std::string without_marks(const std::u32string& syllable) {
  std::string plain;
  for (const char32_t c : syllable)
    plain.push_back(c == U'đ' ? 'd' : static_cast<char>(parts(c).base));
  return plain;
}

const std::vector<std::u32string>& every_syllable() {
  static const std::vector<std::u32string> all = possible_syllables();
  return all;
}

std::u32string in_capitals(const std::u32string& syllable) {
  std::u32string text;
  for (const char32_t c : syllable) {
    const auto capital = std::ranges::find_if(alphabet(), [p = parts(c)](const auto& entry) {
      return entry.second.base == p.base - 32 && entry.second.quality == p.quality &&
             entry.second.tone == p.tone;
    });
    text.push_back(capital != alphabet().end() ? capital->first : c == U'đ' ? U'Đ' : c - 32);
  }
  return text;
}

}  // namespace

TEST_CASE("every syllable: each way of writing its letters becomes the one spelling (R6, R48)") {
  std::size_t wrong = 0, tried = 0;
  for (const std::u32string& syllable : every_syllable())
    for (const std::u32string& text : {syllable, in_capitals(syllable)})
      for (const std::string& way : spellings(text)) {
        ++tried;
        if (nfc(way) != to_utf8(text)) {
          ++wrong;
          CAPTURE(way);
          CHECK(nfc(way) == to_utf8(text));
        }
      }
  CHECK(wrong == 0);
  CHECK(tried > 100'000);
}

TEST_CASE("every syllable: keys do not depend on the way it is written, nor on case (R48)") {
  std::size_t wrong = 0;
  for (const std::u32string& syllable : every_syllable()) {
    const std::string own = to_utf8(syllable), capitals = to_utf8(in_capitals(syllable));
    const std::string key = comparable(own);
    bool right = folded(own) == without_marks(syllable) && comparable(key) == key;
    right = right && upper(own) == capitals && lower(capitals) == own;
    for (const std::string& way :
         {spellings(syllable).back(), capitals, spellings(in_capitals(syllable)).back()})
      right = right && folded(way) == without_marks(syllable) && comparable(way) == key;
    if (!right) {
      ++wrong;
      CAPTURE(own);
      CHECK(right);
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("every syllable: its two tone places are one key, and no two syllables share one (R48)") {
  // What a syllable is, wherever its tone stands: letters without tone, and the tone.
  std::map<std::pair<std::u32string, char32_t>, std::set<std::string>> keys;
  std::map<std::string, std::set<std::pair<std::u32string, char32_t>>> syllables;
  for (const std::u32string& syllable : every_syllable()) {
    std::pair<std::u32string, char32_t> what;
    for (const char32_t c : syllable) {
      const Parts p = parts(c);
      if (p.tone != 0) what.second = p.tone;
      what.first.push_back(p.base);
      if (p.quality != 0) what.first.push_back(p.quality);
    }
    const std::string key = comparable(to_utf8(syllable));
    keys[what].insert(key);
    syllables[key].insert(what);
  }
  CHECK(keys.size() > 10'000);
  for (const auto& [what, found] : keys) {
    CAPTURE(*found.begin());
    CHECK(found.size() == 1);
  }
  for (const auto& [key, found] : syllables) {
    CAPTURE(key);
    CHECK(found.size() == 1);
  }
}

TEST_CASE("every word of office texts: canonical as it is, and its keys are stable (R48)") {
  const std::string table = read_file(SOHOA_SOURCE_DIR "/models/text/syllables.tsv", 4 << 20);
  std::size_t words = 0;
  for (std::size_t from = 0; from < table.size(); ++words) {
    const std::string word = table.substr(from, table.find('\t', from) - from);
    from = table.find('\n', from) + 1;
    if (word.find("µ") != std::string::npos) continue;  // its capital is that of Greek mu
    CAPTURE(word);
    REQUIRE(nfc(word) == word);
    REQUIRE(lower(upper(word)) == word);
    REQUIRE(comparable(upper(word)) == comparable(word));
    REQUIRE(folded(comparable(word)) == folded(word));
    REQUIRE(folded(folded(word)) == folded(word));
  }
  CHECK(words > 10'000);
}

}  // namespace sohoa
