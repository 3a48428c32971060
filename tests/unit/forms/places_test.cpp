#include "forms/places.h"

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/resources.h"
#include "core/vietnamese.h"
#include "forms/places_tables.h"

using namespace sohoa;
using namespace sohoa::forms;
using Status = Address::Status;

namespace {

const Places& places() {
  static const Places all(resource("models/places"));
  return all;
}

std::set<std::string> codes(const std::vector<Place>& some) {
  std::set<std::string> result;
  for (const Place& place : some) result.insert(place.code);
  return result;
}

std::vector<std::string> names(const std::vector<Place>& some) {
  std::vector<std::string> result;
  for (const Place& place : some) result.push_back(place.name + ", " + place.province);
  return result;
}

// Cells of the rows of a table.
std::vector<std::vector<std::string>> rows(const char* file) {
  std::ifstream in(resource(std::string("models/places/") + file));
  std::vector<std::vector<std::string>> result;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back().push_back(c);
    result.push_back(cells);
  }
  return result;
}

std::map<std::string, std::vector<std::string>> by_code(const char* file) {
  std::map<std::string, std::vector<std::string>> result;
  for (auto& row : rows(file)) result[row[0]] = row;
  return result;
}

std::set<std::string> words(const std::string& cell) {
  std::set<std::string> result;
  for (std::size_t at = 0; at < cell.size(); at += 6) result.insert(cell.substr(at, 5));
  return result;
}

}  // namespace

TEST_CASE("places: the tables hold the units in force and those of before, in NFC (R47)") {
  std::size_t today = 0, wards = 0, zones = 0, of_the_city = 0;
  for (const auto& row : rows("communes.tsv")) {
    CHECK(nfc(row[2]) == row[2]);
    if (!row[5].empty()) continue;
    ++today;
    wards += row[1] == "Phường";
    zones += row[1] == "Đặc khu";
    of_the_city += row[3] == "79";
  }
  CHECK(today == 3321);
  CHECK(wards == 697);
  CHECK(zones == 13);
  CHECK(of_the_city == 168);
  std::size_t split = 0;
  for (const auto& row : rows("old_communes.tsv")) split += words(row[4]).size() > 1;
  CHECK(rows("old_communes.tsv").size() == 10'035);
  CHECK(split == 441);
}

TEST_CASE("places: each old commune by code gives what the table says (R47)") {
  for (const auto& row : rows("old_communes.tsv")) {
    CAPTURE(row[0]);
    REQUIRE(codes(places().became(row[0])) == words(row[4]));
  }
  CHECK(places().became("99999").empty());
  CHECK(places().became("").empty());
}

TEST_CASE("places: each old address gives its table's answers, and a split unit never one (R47)") {
  const auto districts = by_code("old_districts.tsv");
  std::map<std::string, std::string> provinces;
  for (const auto& row : rows("provinces.tsv"))
    if (!row[3].empty() || provinces.count(row[0]) == 0) provinces[row[0]] = row[1] + " " + row[2];
  std::size_t split = 0;
  for (const auto& row : rows("old_communes.tsv")) {
    const auto& district = districts.at(row[3]);
    const std::string printed = "12 đường Lê Lợi, " + row[1] + " " + row[2] + ", " + district[1] +
                                " " + district[2] + ", " + provinces.at(district[3]);
    CAPTURE(printed);
    const Address address = places().resolve(printed, "2024-05-20");
    REQUIRE(address.status == Status::old);
    REQUIRE(address.street == "12 đường Lê Lợi");
    REQUIRE(codes(address.candidates) == words(row[4]));
    REQUIRE(address.split == (address.candidates.size() > 1));
    split += address.split;
  }
  CHECK(split == 441);
}

TEST_CASE("places: each unit in force is found as it is spelled (R47)") {
  std::map<std::string, std::string> provinces;
  for (const auto& row : rows("provinces.tsv"))
    if (row[4].empty()) provinces[row[0]] = row[1] + " " + row[2];
  for (const auto& row : rows("communes.tsv")) {
    if (!row[5].empty()) continue;
    const std::string printed = row[1] + " " + row[2] + ", " + provinces.at(row[3]);
    CAPTURE(printed);
    const Address address = places().resolve(printed, "2026-08-01");
    REQUIRE(address.status == Status::current);
    REQUIRE(codes(address.candidates).count(row[0]) == 1);
    REQUIRE(places().resolve(folded(printed), "2026-08-01").status == Status::current);
    REQUIRE(places().resolve(upper(printed), "2026-08-01").status == Status::current);
  }
}

TEST_CASE("places: parts are given as printed, shortenings and numbers understood (R47)") {
  const Address address = places().resolve("12/3 Lý Thường Kiệt, P.5, Q.3, TP.HCM");
  CHECK(address.street == "12/3 Lý Thường Kiệt");
  CHECK(address.commune == "P.5");
  CHECK(address.district == "Q.3");
  CHECK(address.province == "TP.HCM");
  CHECK(address.status == Status::old);
  CHECK(names(address.candidates) ==
        std::vector<std::string>{"Phường Bàn Cờ, Thành phố Hồ Chí Minh"});
  for (const std::string other :
       {"Phường 5, Quận 3, Thành phố Hồ Chí Minh", "P5 Q3 TP.HCM", "Phường 05 - Quận 3 - TP HCM",
        "phuong 5, quan 3, tp ho chi minh", "P. 5, Q. 3, T.P Hồ Chí Minh, Việt Nam",
        "PHƯỜNG 5, QUẬN 3, THÀNH PHỐ HỒ CHÍ MINH", "Phường 5 Quận 3 Thành phố Hồ Chí Minh"}) {
    CAPTURE(other);
    CHECK(places().resolve(other).candidates == address.candidates);
    CHECK(places().resolve(other).status == Status::old);
  }
}

TEST_CASE("places: addresses without words for their units, as codes of cards have them (R47)") {
  const Address address = places().resolve("Ấp 3, Tân Kiên, Bình Chánh, TP.Hồ Chí Minh");
  CHECK(address.street == "Ấp 3");
  CHECK(address.district == "Bình Chánh");
  CHECK(address.status == Status::old);
  CHECK(address.split);
  CHECK(address.candidates.size() == 2);
  CHECK(places().resolve("Phương Liệt, Thanh Xuân, Hà Nội").status == Status::old);
  CHECK(places().resolve("Ba Đình, Hà Nội", "2026-01-01").status == Status::current);
}

TEST_CASE("places: a tone in its other place is no difference (R48)") {
  for (const std::string printed :
       {"xã Hòa Vang, thành phố Đà Nẵng", "xã Hoà Vang, thành phố Đà Nẵng",
        "xã Diên Khánh, tỉnh Khánh Hòa", "xã Thuỷ Nguyên Giả"}) {
    CAPTURE(printed);
    CHECK(places().resolve(printed).status != Status::unlike);
  }
}

TEST_CASE("places: a misread unit is not presented as one, and the nearest are named (R47)") {
  const std::map<std::string, std::string> misread = {
      {"phường An Đồng, Thành phố Hồ Chí Minh", "phường An Đông, Thành phố Hồ Chí Minh"},
      {"phường An Đông, Thành phổ Hồ Chí Minh", "phường An Đông, Thành phố Hồ Chí Minh"},
      {"phườrg An Đông, Thành phố Hồ Chí Minh", "phường An Đông, Thành phố Hồ Chí Minh"},
      {"PHƯỜNG CHỢ LÓN, TP. Hồ Chí Minh", "PHƯỜNG CHỢ LỚN, TP. Hồ Chí Minh"},
      {"xã Hiệp Phưóc, Thành phố Hồ Chí Mính", "xã Hiệp Phước, Thành phố Hồ Chí Minh"},
      {"7 Lê Lợi, phường Bến Thanh, Quận 1, TP. Hồ Chí Minh",
       "7 Lê Lợi, phường Bến Thành, Quận 1, TP. Hồ Chí Minh"},
      {"xã Tân Kiên, huyện Bình Chành, TP.HCM", "xã Tân Kiên, huyện Bình Chánh, TP.HCM"}};
  for (const auto& [printed, meant] : misread) {
    CAPTURE(printed);
    const Address address = places().resolve(printed);
    CHECK(address.status == Status::unlike);
    REQUIRE_FALSE(address.nearest.empty());
    CHECK(address.nearest.front() == meant);
  }
}

TEST_CASE("places: no mark of a commune's name can change without being seen (R47)") {
  // Every commune of one province, every vowel with every other mark: either it is told, or the
  // changed name is that of another unit.
  const std::vector<std::u32string> groups = {U"aàáảãạăằắẳẵặâầấẩẫậ", U"eèéẻẽẹêềếểễệ", U"iìíỉĩị",
                                              U"oòóỏõọôồốổỗộơờớởỡợ", U"uùúủũụưừứửữự", U"yỳýỷỹỵ"};
  std::set<std::string> spelled;
  for (const char* file : {"communes.tsv", "old_communes.tsv"})
    for (const auto& row : rows(file)) spelled.insert(comparable(row[2]));
  std::size_t changed = 0;
  for (const auto& row : rows("communes.tsv")) {
    if (row[3] != "79" || !row[5].empty()) continue;
    const std::u32string name = to_utf32(row[2]);
    for (std::size_t i = 0; i < name.size(); ++i)
      for (const std::u32string& group : groups) {
        if (group.find(name[i]) == std::u32string::npos) continue;
        for (const char32_t other : group) {
          std::u32string wrong = name;
          wrong[i] = other;
          if (spelled.count(comparable(to_utf8(wrong))) != 0) continue;
          const std::string printed = row[1] + " " + to_utf8(wrong) + ", Thành phố Hồ Chí Minh";
          CAPTURE(printed);
          const Address address = places().resolve(printed, "2026-08-01");
          REQUIRE(address.status == Status::unlike);
          REQUIRE_FALSE(address.nearest.empty());
          ++changed;
        }
      }
  }
  CHECK(changed > 5000);
}

TEST_CASE("places: the day of the paper decides between units of the same name (R47, R63)") {
  const char* printed = "phường Tân Định, Thành phố Hồ Chí Minh";
  CHECK(places().resolve(printed, "2025-06-30").status == Status::old);
  CHECK(places().resolve(printed, "2025-07-01").status == Status::current);
  CHECK(places().resolve("xã Lộc Ninh, tỉnh Đồng Nai", "2025-12-01").candidates ==
        places().resolve("phường Lộc Ninh, thành phố Đồng Nai", "2026-05-01").candidates);
  CHECK(names(places().resolve("xã Lộc Ninh, tỉnh Đồng Nai", "2026-04-29").candidates) ==
        std::vector<std::string>{"Phường Lộc Ninh, Thành phố Đồng Nai"});
  CHECK(places().valid_on() == "2026-07-25");
}

TEST_CASE("places: units of both times on one paper are told as mixed (R47)") {
  const Address address = places().resolve("phường Thủ Dầu Một, tỉnh Bình Dương", "2026-01-01");
  CHECK(address.status == Status::mixed);
  CHECK(names(address.candidates) ==
        std::vector<std::string>{"Phường Thủ Dầu Một, Thành phố Hồ Chí Minh"});
  CHECK(places().resolve("phường Phú Lợi, thành phố Thủ Dầu Một, Thành phố Hồ Chí Minh").status ==
        Status::mixed);
}

TEST_CASE("places: a district without communes, and one that ended before (R47)") {
  CHECK(names(places().resolve("huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu").candidates) ==
        std::vector<std::string>{"Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"});
  CHECK(places().resolve("phường Thảo Điền, Quận 2, TP. Hồ Chí Minh").status == Status::old);
}

TEST_CASE("places: what is no address, or names a unit that never was, is unknown") {
  for (const std::string printed : {"", "Bệnh viện Từ Dũ", "Hàn Quốc", "12345", ",,, . -"}) {
    CAPTURE(printed);
    const Address address = places().resolve(printed);
    CHECK(address.status == Status::unknown);
    CHECK(address.candidates.empty());
    CHECK_FALSE(address.names_units);
  }
  const Address never = places().resolve("phường Không Có Thật, Thành phố Hồ Chí Minh");
  CHECK(never.status == Status::unknown);
  CHECK(never.names_units);
  CHECK(places().resolve(std::string(2000, 'a')).status == Status::unknown);
}

TEST_CASE("places: names of agencies and other words are not taken for units") {
  for (const std::string printed :
       {"Sở Lao động - Thương binh và Xã hội", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "Ban Thường vụ Tỉnh ủy", "BAN THƯỜNG VỤ TỈNH ỦY", "các phường, xã, đặc khu",
        "Ủy ban nhân dân cấp xã nơi cư trú"}) {
    CAPTURE(printed);
    CHECK(places().resolve(printed).status == Status::unknown);
    CHECK_FALSE(places().resolve(printed).names_units);
  }
  CHECK(places().resolve("ỦY BAN NHÂN DÂN XÃ HÓC MÔN").status == Status::current);
  CHECK(places().resolve("CÔNG AN TỈNH ĐỒNG NAI").status == Status::current);
  CHECK(places().resolve("UBND PHƯỜNG BÉN THÀNH").status == Status::unlike);
  CHECK(places().resolve("ỦY BAN NHÂN DÂN HUYỆN BÌNH CHÁNH").status == Status::old);
  // A commune spelled right that resembles a province.
  CHECK(places().resolve("Tân Ninh").status == Status::current);
}

TEST_CASE("places: numbers of identity papers begin by provinces of any time (R41)") {
  for (const char* code : {"001", "074", "077", "079", "096", "101", "332"})
    CHECK(places().is_registration_code(code));
  for (const char* code : {"000", "003", "078", "097", "099", "07", "0790", "a79", ""})
    CHECK_FALSE(places().is_registration_code(code));
}

TEST_CASE("places: one table serves many threads") {
  std::vector<std::thread> threads;
  std::vector<std::size_t> found(4);
  for (std::size_t t = 0; t < found.size(); ++t)
    threads.emplace_back([&found, t] {
      for (int i = 0; i < 50; ++i)
        found[t] += places().resolve("phường An Đông, TP.HCM").candidates.size();
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t count : found) CHECK(count == found.front());
}

TEST_CASE("places: a broken table is refused with file and line") {
  const auto folder = std::filesystem::temp_directory_path() / "sohoa_places_test";
  std::filesystem::remove_all(folder);
  std::filesystem::copy(resource("models/places"), folder);
  const auto says = [&](const char* file, const std::string& text) {
    std::ofstream(folder / file) << text;
    try {
      const Places broken(folder);
      return std::string("nothing");
    } catch (const Error& error) {
      CHECK(error.cause == Cause::data_missing);
      return std::string(error.what());
    }
  };
  CHECK(says("aliases.tsv", "HCM\tprovince\t98\n") ==
        "aliases.tsv:1: province or district and its code was expected");
  CHECK(says("old_communes.tsv", "# x\n00001\tPhường\tPhúc Xá\t001\t99999\n") ==
        "old_communes.tsv:2: codes of communes in force was expected");
  CHECK(says("old_communes.tsv", "00001\tPhường\tPhúc Xá\t001\n") ==
        "old_communes.tsv:1: a row of 5 columns was expected");
  CHECK(says("communes.tsv", "00004\tPhường\t\xff\t01\t2025-07-01\t\n") ==
        "communes.tsv:1: UTF-8 was expected");
  CHECK(says("communes.tsv", "00004\tThôn\tBa Đình\t01\t2025-07-01\t\n") ==
        "communes.tsv:1: a kind of kinds.tsv was expected");
  CHECK(says("kinds.tsv", "").substr(0, 9) == "kinds.tsv");
  std::filesystem::remove_all(folder);
  CHECK_THROWS_AS(Places{folder}, const Error&);
}
