#include "forms/pairs.h"

#include <algorithm>
#include <map>
#include <random>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

using namespace sohoa;
using forms::Extraction;

const forms::CardKeys keys = {{"so_cccd", "so_cmnd"},
                              {"ho_ten", "ho_ten_khong_dau"},
                              "ngay_sinh",
                              {"cccd", "can_cuoc"},
                              {"que_quan"},
                              {"mrz"}};

Extraction side(const std::map<std::string, std::string>& fields,
                const std::string& kind = "cccd") {
  Extraction extraction;
  extraction.kind = kind;
  for (const auto& [key, value] : fields) {
    FieldValue field;
    field.key = key;
    field.value = value;
    extraction.fields.push_back(field);
  }
  return extraction;
}
Extraction front(const std::string& number) {
  return side({{"so_cccd", number}, {"que_quan", "xã Mẫu"}});
}
Extraction back(const std::string& number) { return side({{"so_cccd", number}, {"mrz", "…"}}); }

}  // namespace

TEST_CASE("pairs: sides of cards find each other in a shuffled stack (R42)") {
  std::mt19937 random(42);
  for (int round = 0; round < 50; ++round) {
    std::vector<Extraction> sides = {side({}, "don_de_nghi")};
    for (int i = 10; i < 18; ++i) {
      sides.push_back(front(fmt::format("0791909999{}", i)));
      sides.push_back(back(fmt::format("0791909999{}", i)));
    }
    std::shuffle(sides.begin(), sides.end(), random);
    const auto pairs = forms::paired_cards(sides, keys);
    REQUIRE(pairs.size() == 8);
    for (const auto& pair : pairs) {
      CHECK(sides[pair.front].fields[1].value == sides[pair.back].fields[1].value);
      CHECK(sides[pair.back].fields[0].key == "mrz");
    }
  }
}

TEST_CASE("pairs: without a number name and birth date decide, marks apart (R42)") {
  const auto a =
      side({{"ho_ten", "Lê Văn Mẫu"}, {"ngay_sinh", "1990-01-05"}, {"que_quan", "xã Mẫu"}});
  const auto b =
      side({{"ho_ten_khong_dau", "LE VAN MAU"}, {"ngay_sinh", "1990-01-05"}, {"mrz", "…"}});
  auto c = b;
  c.fields[2].value = "1990-01-06";
  CHECK(forms::paired_cards({a, b}, keys).size() == 1);
  CHECK(forms::paired_cards({a, c}, keys).empty());
}

TEST_CASE("pairs: what fits two others, or is in doubt, is in no pair (R42)") {
  const std::string number = "079190999901";
  CHECK(forms::paired_cards({front(number), back(number), back(number)}, keys).empty());
  CHECK(forms::paired_cards({front(number), front(number)}, keys).empty());
  CHECK(forms::paired_cards({front(number), back("079190999902")}, keys).empty());
  auto doubtful = back(number);
  for (FieldValue& field : doubtful.fields) field.review = {"low_confidence"};
  CHECK(forms::paired_cards({front(number), doubtful}, keys).empty());
}
