#include "ocr/language.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <set>
#include <string_view>

#include <doctest/doctest.h>

#include "core/lexicon.h"
#include "core/syllables.h"
#include "core/vietnamese.h"
#include "ocr/calibration.h"
#include "ocr/candidates.h"
#include "ocr/judge.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"

namespace sohoa::ocr {
namespace {

const std::filesystem::path data = std::filesystem::path(SOHOA_SOURCE_DIR) / "models/text";

const Language& language() {
  static const Language shared(data);
  return shared;
}

ReadWord word(std::u32string_view text, float confidence = 0.9995F) {
  ReadWord result;
  for (const char32_t c : text)
    result.characters.push_back({to_utf8(std::u32string(1, c)), confidence, 0, 0, {}});
  return result;
}

// A word with one doubtful character, and what the engine says it may be.
ReadWord doubtful(std::u32string_view text, std::size_t at, float confidence,
                  std::vector<Alternative> others) {
  ReadWord result = word(text);
  result.characters[at].confidence = confidence;
  result.characters[at].others = std::move(others);
  return result;
}

std::vector<std::string> texts(const std::vector<JudgedWord>& words) {
  std::vector<std::string> result;
  for (const JudgedWord& judged : words) result.push_back(judged.text);
  return result;
}

using Texts = std::vector<std::string>;

// Random words of letters, digits and signs, with random doubts and other readings.
struct Chance {
  std::mt19937 random{20251124};
  std::vector<std::u32string> syllables = possible_syllables();

  std::size_t below(std::size_t n) { return random() % n; }
  float share() { return static_cast<float>(below(1001)) / 1000; }
  ReadWord any_word() {
    static constexpr std::u32string_view signs = U"0123456789/-.,()OIlSđĐÐWz@";
    std::u32string text = syllables[below(syllables.size())];
    if (below(3) == 0)
      for (char32_t& c : text) c = signs[below(signs.size())];
    ReadWord result = word(text);
    for (Character& c : result.characters) {
      c.confidence = below(2) == 0 ? 0.9995F : share();
      for (std::size_t i = below(3); i > 0; --i)
        c.others.push_back({to_utf8(std::u32string(1, syllables[below(syllables.size())][0])),
                            std::min(c.confidence, share())});
    }
    return result;
  }
  std::vector<ReadWord> any_line() {
    std::vector<ReadWord> line;
    for (std::size_t i = below(12); i > 0; --i) line.push_back(any_word());
    return line;
  }
};

std::u32string own_text(const ReadWord& read) {
  std::string text;
  for (const Character& c : read.characters) text += c.text;
  std::u32string points = to_utf32(text);
  std::ranges::replace(points, U'Ð', U'Đ');
  return points;
}

// Whether `text` is made of what the engine named for each character.
bool is_made_of(const std::u32string& text, const ReadWord& read) {
  if (text.size() != read.characters.size()) return false;
  const std::u32string own = own_text(read);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == own[i]) continue;
    const Character& c = read.characters[i];
    const bool named = std::ranges::any_of(c.others, [&](const Alternative& other) {
      return to_utf32(other.text) == text.substr(i, 1);
    });
    if (c.confidence >= Nearness{}.confident || !named) return false;
  }
  return true;
}

std::string written(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

}  // namespace

TEST_CASE("language: a word in which the engine is sure of every character is never changed") {
  Chance chance;
  for (int i = 0; i < 3000; ++i) {
    std::vector<ReadWord> line = chance.any_line();
    for (ReadWord& read : line)
      for (Character& c : read.characters) c.confidence = 0.9991F;
    const auto judged = language().judge(line);
    REQUIRE(judged.size() == line.size());
    for (std::size_t w = 0; w < line.size(); ++w) {
      CHECK(judged[w].text == nfc(to_utf8(own_text(line[w]))));
      CHECK(judged[w].alternatives.empty());
    }
  }
}

TEST_CASE("language: every reading it gives is made of characters that the engine named") {
  Chance chance;
  for (int i = 0; i < 3000; ++i) {
    const std::vector<ReadWord> line = chance.any_line();
    const auto judged = language().judge(line);
    REQUIRE(judged.size() == line.size());
    for (std::size_t w = 0; w < line.size(); ++w) {
      CHECK(is_made_of(to_utf32(judged[w].text), line[w]));
      CHECK(judged[w].confidence >= 0);
      CHECK(judged[w].confidence <= 1);
      for (const std::string& other : judged[w].alternatives) {
        CHECK(is_made_of(to_utf32(other), line[w]));
        CHECK(other != judged[w].text);
      }
      const std::string own = to_utf8(own_text(line[w]));
      if (judged[w].text != own) {
        REQUIRE_FALSE(judged[w].alternatives.empty());
        CHECK(judged[w].alternatives.front() == own);
      }
    }
  }
}

TEST_CASE("language: a digit or letter never gives way to a sign, nor a sign to one of them") {
  std::vector<ReadWord> line{word(U"khổ"), doubtful(U"A4,", 1, 0.9977F, {{".", 0.708F}})};
  CHECK(texts(language().judge(line)) == Texts{"khổ", "A4,"});
  line.back() = doubtful(U"cửa.", 3, 0.97F, {{"n", 0.96F}});
  CHECK(texts(language().judge(line)) == Texts{"khổ", "cửa."});
}

TEST_CASE("language: every syllable passes as it is, sure or half sure") {
  std::vector<ReadWord> line;
  Texts expected;
  const auto syllables = possible_syllables();
  for (const std::u32string& syllable : syllables) {
    line.push_back(word(syllable, expected.size() % 2 == 0 ? 0.995F : 0.96F));
    expected.push_back(to_utf8(syllable));
    if (line.size() < 20 && &syllable != &syllables.back()) continue;
    CHECK(texts(language().judge(line)) == expected);
    line.clear();
    expected.clear();
  }
}

TEST_CASE("language: foreign words, names, abbreviations and codes pass untouched") {
  const Texts expected{
      "Samsung",     "Krông",        "H'Mông", "Ê-đê",     "UBND", "WiFi",
      "COVID-19",    "Đắk",          "iPhone", "KT.",      "m²",   "vanthu@xa.example",
      "74/QĐ-UBND",  "079099999901", "TT&TT",  "Phạm",     "Yến",  "K'Brếu",
      "1.250.000đ.", "“Một",         "cửa”",   "02/9/2025"};
  std::vector<ReadWord> line;
  for (const std::string& text : expected) line.push_back(word(to_utf32(text), 0.96F));
  CHECK(texts(language().judge(line)) == expected);
}

TEST_CASE("language: a reading that is no syllable gives way to a near-equal one that is") {
  const auto judged = language().judge(
      {word(U"theo"), doubtful(U"quyêt", 3, 0.96F, {{"ế", 0.90F}, {"é", 0.88F}}), word(U"định")});
  CHECK(texts(judged) == Texts{"theo", "quyết", "định"});
  REQUIRE_FALSE(judged[1].alternatives.empty());
  CHECK(judged[1].alternatives.front() == "quyêt");
}

TEST_CASE("language: what the engine finds much less likely is not tried") {
  const auto judged = language().judge(
      {word(U"theo"), doubtful(U"quyêt", 3, 0.98F, {{"ế", 0.30F}}), word(U"định")});
  CHECK(judged[1].text == "quyêt");
  CHECK(judged[1].alternatives.empty());
}

TEST_CASE("language: one syllable gives way to another only if the words beside it say so") {
  const auto read = [] { return doubtful(U"hô", 1, 0.96F, {{"ồ", 0.93F}}); };
  CHECK(texts(language().judge({word(U"nộp"), read(), word(U"sơ")})) == Texts{"nộp", "hồ", "sơ"});
  const auto alone = language().judge({read()});
  CHECK(alone[0].text == "hô");
  CHECK(alone[0].alternatives == Texts{"hồ"});
}

TEST_CASE("language: a name is not turned into a common word") {
  const auto judged = language().judge(
      {word(U"ông"), doubtful(U"Đinh", 2 - 1, 0.97F, {{"ị", 0.88F}}), word(U"Văn"), word(U"An")});
  CHECK(judged[1].text == "Đinh");
}

TEST_CASE("language: letters within a number become the digits they look like") {
  CHECK(texts(language().judge({doubtful(U"2O25", 1, 0.93F, {{"0", 0.85F}})})) == Texts{"2025"});
  CHECK(texts(language().judge({doubtful(U"2O25", 1, 0.80F, {})})) == Texts{"2O25"});  // not named
  CHECK(texts(language().judge({doubtful(U"1l/02/2025", 1, 0.90F, {{"1", 0.80F}})})) ==
        Texts{"11/02/2025"});
  CHECK(texts(language().judge({word(U"2O25")})) == Texts{"2O25"});  // the engine is sure
}

TEST_CASE("language: in a document's number letters and digits keep to their parts") {
  CHECK(texts(language().judge({doubtful(U"7A/QĐ-UBND", 1, 0.92F, {{"4", 0.85F}})})) ==
        Texts{"74/QĐ-UBND"});
  CHECK(texts(language().judge({doubtful(U"74/QĐ-U8ND", 7, 0.92F, {{"B", 0.85F}})})) ==
        Texts{"74/QĐ-UBND"});
  CHECK(texts(language().judge({word(U"74/QÐ-UBND")})) == Texts{"74/QĐ-UBND"});  // U+00D0
}

TEST_CASE("language: digits are not guessed, both readings are kept") {
  const auto judged = language().judge({doubtful(U"3.455", 3, 0.95F, {{"8", 0.93F}})});
  CHECK(judged[0].text == "3.455");
  CHECK(judged[0].alternatives == Texts{"3.485"});
}

TEST_CASE("language: a surer engine, a known word and a sure line make a surer word") {
  const auto confidence = [](std::u32string_view text, float sure) {
    return language()
        .judge({word(U"Ủy", sure), word(text, sure), word(U"nhân", sure)})[1]
        .confidence;
  };
  CHECK(confidence(U"ban", 0.995F) > confidence(U"ban", 0.95F));
  CHECK(confidence(U"ban", 0.95F) > confidence(U"ban", 0.80F));
  CHECK(confidence(U"ban", 0.95F) > confidence(U"b4n", 0.95F));
  CHECK(confidence(U"ban", 0.995F) > 0.95F);
  CHECK(confidence(U"}4ñ‡", 0.75F) < 0.4F);
}

TEST_CASE("language: an empty line has no words, and extreme input is survived") {
  CHECK(language().judge({}).empty());
  std::vector<ReadWord> line(60, word(std::u32string(100, U'o'), 0));
  for (ReadWord& read : line)
    for (Character& c : read.characters) c.others = {{"ơ", 0}, {"", 0}, {"ô", 9}};
  line[0].characters.clear();
  CHECK(language().judge(line).size() == line.size());
}

TEST_CASE("language: nine in ten syllables of office texts obey the rules of spelling") {
  const Lexicon lexicon(data);
  CHECK(lexicon.size() > 5000);
  CHECK(lexicon.find("ủy"));
  CHECK_FALSE(lexicon.find("Ủy"));
  CHECK(lexicon.follows(*lexicon.find("nhân"), *lexicon.find("dân")));
  CHECK(lexicon.log_share_after(*lexicon.find("nhân"), *lexicon.find("dân")) >
        lexicon.log_share(*lexicon.find("dân")) + 2);
  std::ifstream file(data / "syllables.tsv");
  double marked = 0, possible = 0;
  for (std::string line; std::getline(file, line);) {
    const auto tab = line.find('\t');
    const std::string syllable = line.substr(0, tab);
    if (folded(syllable) == syllable) continue;  // may be English
    marked += std::stod(line.substr(tab + 1));
    if (is_possible_syllable(to_utf32(syllable))) possible += std::stod(line.substr(tab + 1));
  }
  CHECK(possible / marked > 0.995);
}

TEST_CASE("language: data that is missing or broken is refused by name") {
  const test::TempFolder folder;
  const auto cause = [&] { return test::cause_of([&] { Language{folder.path()}; }); };
  CHECK(cause() == "data_missing");
  for (const std::string_view bad :
       {"", "xã", "xã\t0\n", "xã\tnine\n", "xã\t5\nxã\t4\n", "\t5\n"}) {
    CAPTURE(bad);
    CHECK(test::cause_of([&] { Lexicon(bad, ""); }) == "data_missing");
  }
  for (const std::string_view bad : {"huyện\txã 3\n", "xã\thuyện 3\n", "xã\txã\n", "xã\txã -1\n"}) {
    CAPTURE(bad);
    CHECK(test::cause_of([&] { Lexicon("xã\t5\n", bad); }) == "data_missing");
  }
  written(folder.path() / "syllables.tsv", "xã\t5\n");
  written(folder.path() / "bigrams.tsv", "xã\txã 2\n");
  CHECK(cause() == "data_missing");
  written(folder.path() / "calibration.json", "{}");
  CHECK(cause() == "data_missing");
  std::filesystem::copy_file(data / "calibration.json", folder.path() / "calibration.json",
                             std::filesystem::copy_options::overwrite_existing);
  CHECK(Language(folder.path()).judge({word(U"xã")})[0].text == "xã");
}

TEST_CASE("calibration: only a curve that rises within 0 and 1 is taken") {
  std::string weights;
  for (const std::string_view name : fact_names)
    weights += (weights.empty() ? "\"" : ",\"") + std::string(name) + "\":1";
  const auto with_curve = [&](std::string_view curve) {
    return "{\"bias\":0,\"weights\":{" + weights + "},\"curve\":" + std::string(curve) + "}";
  };
  const auto calibration = Calibration::parse(with_curve("[[0,0.2],[16,0.6]]"), "c");
  Facts facts{};
  CHECK(calibration.probability(facts) == doctest::Approx(0.2));
  facts.fill(0.5);
  CHECK(calibration.probability(facts) == doctest::Approx(0.4));
  facts.fill(9);
  CHECK(calibration.probability(facts) == doctest::Approx(0.6));
  for (const std::string_view bad : {"[]", "[[0,0.6],[1,0.2]]", "[[1,0.2],[1,0.3]]", "[[0,1.2]]",
                                     "[[0,-0.1]]", "[[0]]", "[[\"0\",1]]", "[[1e300,1]]", "{}"}) {
    CAPTURE(bad);
    CHECK(test::cause_of([&] { Calibration::parse(with_curve(bad), "c"); }) == "data_missing");
  }
}

}  // namespace sohoa::ocr
