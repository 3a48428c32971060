#include "forms/look_alikes.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/resources.h"
#include "core/syllables.h"
#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

const Lexicon& lexicon() {
  static const Lexicon instance(resource("models/text"));
  return instance;
}

struct Read {
  std::string text;
  float confidence = 0.6F;
  std::vector<std::string> alternatives = {};
};

// Of words that were read so, joined by spaces; `raw` if it is a part of them.
std::vector<std::string> alikes(const std::vector<Read>& read, std::string raw = {}) {
  std::vector<Word> words;
  for (const Read& each : read)
    words.push_back({each.text, {}, {}, each.confidence, each.alternatives});
  std::vector<PlacedWord> placed;
  for (const Word& word : words) placed.push_back({&word, 0});
  if (raw.empty())
    for (const Word& word : words) raw += (raw.empty() ? "" : " ") + word.text;
  return look_alikes(placed, raw, lexicon());
}

bool has(const std::vector<std::string>& values, const std::string& value) {
  return std::ranges::find(values, value) != values.end();
}

}  // namespace

TEST_CASE("look-alikes: what the engine itself thought of comes first") {
  const auto values = alikes({{"Trần", 0.99F}, {"Thị", 0.98F}, {"Hiên", 0.5F, {"Hiền", "Hiển"}}});
  REQUIRE(values.size() >= 2);
  CHECK(values[0] == "Trần Thị Hiền");
  CHECK(has(values, "Trần Thị Hiển"));
  CHECK(values.size() <= most_look_alikes);
}

TEST_CASE("look-alikes: a lost or changed tone of the doubtful word is offered") {
  CHECK(has(alikes({{"Nguyên", 0.5F}, {"Văn", 0.99F}, {"An", 0.99F}}), "Nguyễn Văn An"));
  CHECK(has(alikes({{"phường", 0.99F}, {"Tân", 0.99F}, {"Dịnh", 0.4F}}), "phường Tân Định"));
  CHECK(has(alikes({{"quyêt", 0.5F}, {"định", 0.99F}}), "quyết định"));
  CHECK(has(alikes({{"ỦY"}, {"BAN", 0.99F}, {"NHÂN", 0.99F}, {"DẪN", 0.5F}}), "ỦY BAN NHÂN DÂN"));
  CHECK(has(alikes({{"pbường", 0.3F}}), "phường"));
  CHECK(has(alikes({{"Narn", 0.3F}}), "Nam"));
}

TEST_CASE("look-alikes: what stands for letters is a syllable, what stands for digits digits") {
  for (const auto& value : alikes({{"Hoàng", 0.5F}, {"Yến", 0.5F}}))
    for (std::size_t from = 0; from < value.size();) {
      const std::size_t to = std::min(value.find(' ', from), value.size());
      const std::string word = lower(value.substr(from, to - from));
      CAPTURE(word);
      CHECK((is_possible_syllable(to_utf32(word)) || lexicon().find(word)));
      from = to + 1;
    }
  const auto numbers = alikes({{"079187999912", 0.6F}});
  CHECK(numbers.size() == most_look_alikes);
  for (const auto& number : numbers) {
    CHECK(number.size() == 12);
    CHECK(number.find_first_not_of("0123456789") == std::string::npos);
  }
  CHECK(alikes({{"13/05/2020", 0.5F}})[0] == "15/05/2020");
}

TEST_CASE("look-alikes: letters among digits are digits, and digits among letters letters") {
  CHECK(has(alikes({{"O79l87999912", 0.5F}}), "079187999912"));
  CHECK(has(alikes({{"45/QD-UBND", 0.5F}}), "45/QĐ-UBND"));
  CHECK(has(alikes({{"S0/QĐ-UBND", 0.5F}}), "50/QĐ-UBND"));
  CHECK(has(alikes({{"Na5", 0.3F}, {"thế"}}), "Nas thế") == false);
}

TEST_CASE("look-alikes: of a word of which the value is a part, only that part changes") {
  const auto values = alikes({{"số:13/QĐ", 0.5F, {"số:18/QĐ", "Số:13/QĐ"}}}, "13");
  REQUIRE(!values.empty());
  CHECK(values[0] == "18");
  for (const auto& value : values) CHECK(value.size() == 2);
}

TEST_CASE("look-alikes: sure words stay as they are while another is doubtful") {
  for (const auto& value : alikes({{"Lê", 0.999F}, {"Thị", 0.999F}, {"Hông", 0.5F}}))
    CHECK(value.starts_with("Lê Thị "));
}

TEST_CASE("look-alikes: nothing, and what is too long, have none") {
  CHECK(alikes({}).empty());
  CHECK(look_alikes({}, "   ", lexicon()).empty());
  CHECK(look_alikes({}, std::string(5000, 'a'), lexicon()).empty());
  CHECK(look_alikes({}, "\xFF\xFE \x80", lexicon()).size() <= most_look_alikes);
}

}  // namespace sohoa::forms
