#include "forms/lists.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/resources.h"
#include "core/vietnamese.h"
#include "forms/likeness.h"

using namespace sohoa;
using namespace sohoa::forms;

namespace {

const Lists& lists() {
  static const Lists all(resource("models/lists"));
  return all;
}

}  // namespace

TEST_CASE("lists: the 54 ethnic groups are there with the spellings that papers use") {
  const List* groups = lists().named("ethnic_groups");
  REQUIRE(groups != nullptr);
  std::ifstream file(resource("models/lists/ethnic_groups.tsv"));
  std::size_t rows = 0;
  for (std::string line; std::getline(file, line);) rows += !line.empty() && line[0] != '#';
  CHECK(rows == 55);  // with "Người nước ngoài"
  const std::vector<std::pair<std::string, std::string>> same = {
      {"Kinh", "Kinh"},       {"KINH", "Kinh"},
      {"Khmer", "Khơ-me"},    {"H'Mông", "Mông"},
      {"Khơ me", "Khơ-me"},   {"Ê Đê", "Ê-đê"},
      {"Xê Đăng", "Xơ-đăng"}, {"Giẻ-Triêng", "Gié - Triêng"},
      {"Cờ Lao", "Cơ Lao"}};
  for (const auto& [printed, name] : same) {
    CAPTURE(printed);
    CHECK(groups->find(printed) == name);
  }
  for (const std::string wrong : {"Kính", "Khmẹr", "Tay", "Hoà", "", "Kinh Kinh"}) {
    CAPTURE(wrong);
    CHECK_FALSE(groups->has(wrong));
  }
  CHECK(groups->nearest("Kính") == std::vector<std::string>{"Kinh"});
  CHECK(groups->nearest("Khmẹr").front() == "Khmer");
  CHECK(groups->nearest("Bồ Đào Nha").empty());
}

TEST_CASE("lists: nationalities, relations and surnames") {
  CHECK(lists().named("nationalities")->has("Việt Nam"));
  CHECK(lists().named("nationalities")->nearest("Việt Nạm").front() == "Việt Nam");
  CHECK(lists().named("relations")->find("Bố") == "Cha");
  CHECK(lists().named("surnames")->has("NGUYỄN"));
  CHECK(lists().named("surnames")->nearest("Nguyển").front() == "Nguyễn");
  CHECK(lists().named("nothing") == nullptr);
}

TEST_CASE("lists: syllables are an onset, a rime and a tone that goes with it (R48)") {
  for (const std::string good :
       {"Nguyễn", "Thị",  "Diễm", "Quỳnh", "Huyền", "Quyết", "Giang", "Gìn",
        "Oanh",   "Ý",    "Út",   "Được",  "Nghĩa", "Khuê",  "Hoà",   "Hòa",
        "Thúy",   "THUÝ", "Yến",  "Ươm",   "Quý",   "Quốc"}) {
    CAPTURE(good);
    CHECK(lists().is_syllable(good));
  }
  for (const std::string bad : {"", "Ngyễn", "Thịt9x", "Hiêp", "Đức1q", "Lòc", "Bzng", "Dầù", "W",
                                "Nguyễnn", "Minhh", "Trãch"}) {
    CAPTURE(bad);
    CHECK_FALSE(lists().is_syllable(bad));
  }
}

TEST_CASE("likeness: the distance of two spellings does not depend on their order") {
  const std::vector<std::string> texts = {"An Đông",  "An Đồng",  "Ân Đông", "Chánh Hưng",
                                          "Phường 5", "Phường 6", "",        "Hòa",
                                          "Hoà",      "hoa",      "Thuỷ",    "Thúy"};
  for (const std::string& a : texts)
    for (const std::string& b : texts) {
      CAPTURE(a);
      CAPTURE(b);
      const Spelling first(a), second(b);
      CHECK(first.distance(second, 50) == second.distance(first, 50));
      CHECK((first.distance(second, 50) == 0) == (first == second));
      CHECK((first.distance(second, 1) <= 1) == (first.distance(second, 50) <= 1));
    }
  CHECK(Spelling("An Đồng").distance(Spelling("An Đông"), 9) == 1);
  CHECK(Spelling("An Dông").distance(Spelling("An Đông"), 9) == 1);
  CHECK(Spelling("An Đôn").distance(Spelling("An Đông"), 9) == 2);
  CHECK(Spelling("Phường 5").distance(Spelling("Phường 6"), 9) > 9);
  CHECK(Spelling("Phường 05") == Spelling("Phường 5"));
  CHECK(Spelling("Hòa") == Spelling("HOÀ"));
  CHECK_FALSE(Spelling("hoa") == Spelling("hoà"));
  const std::string cut(1000, 'a');
  CHECK(Spelling(cut).distance(Spelling(cut), 3) == 0);
}

TEST_CASE("likeness: one spelling for both places of a tone, over all rimes (R48)") {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"hóa", "hoá"}, {"khỏe", "khoẻ"}, {"thủy", "thuỷ"}, {"gía", "giá"}, {"qùa", "quà"}};
  for (const auto& [older, newer] : pairs) {
    CHECK(Spelling(older) == Spelling(newer));
    CHECK(comparable(older) == comparable(newer));
  }
}

TEST_CASE("lists: a folder without what syllables are made of is refused") {
  const auto folder = std::filesystem::temp_directory_path() / "sohoa_lists_test";
  std::filesystem::remove_all(folder);
  CHECK_THROWS_AS(Lists{folder}, const Error&);
  std::filesystem::copy(resource("models/lists"), folder);
  CHECK_NOTHROW(Lists{folder});
  std::ofstream(folder / "rimes.tsv") << "a\tb\n";
  CHECK_THROWS_WITH(Lists{folder}, "rimes.tsv:1: a row of 1 columns was expected");
  std::filesystem::remove_all(folder);
}
