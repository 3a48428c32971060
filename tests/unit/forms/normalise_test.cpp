#include "forms/normalise.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

// The value; "-" if the text cannot be one.
std::string by(const char* name, const std::string& text) {
  const auto normalise = sohoa::forms::normaliser_named(name);
  REQUIRE((normalise != nullptr));
  return normalise(text).value_or("-");
}

using Table = std::vector<std::pair<std::string, std::string>>;

void check(const char* name, const Table& table) {
  for (const auto& [text, value] : table) {
    CAPTURE(name);
    CAPTURE(text);
    CHECK(by(name, text) == value);
  }
}

}  // namespace

TEST_CASE("normalise: a bar or quote beside figures may be a digit that was not read (R38)") {
  for (const char* name : {"date", "number", "amount", "phone", "identity_number", "time"})
    for (const std::string text :
         {"05/03/2020", "15", "500.000", "0900000001", "079187999912", "08:35"})
      for (const std::string mark : {"|", "'", "\"", "~"}) {
        CAPTURE(name);
        CHECK(by(name, mark + text) == "-");
        CHECK(by(name, text + mark) == "-");
      }
  check("date", {{"...05/03/2020...", "2020-03-05"},
                 {"(05/03/2020)", "2020-03-05"},
                 {"05/03/2020.", "2020-03-05"},
                 {"l5/03/2020", "-"},
                 {"05/03/2020 a", "-"}});
}

TEST_CASE("normalise: numbers and amounts are figures alone, amounts in groups of three") {
  check("number",
        {{"05", "05"}, {"12 345", "-"}, {"1O", "-"}, {"", "-"}, {"..15..", "15"}, {"1.5", "-"}});
  check("amount", {{"500000", "500000"},
                   {"500.000", "500000"},
                   {"1.500.000", "1500000"},
                   {"1,500,000", "1500000"},
                   {"12 500 000", "12500000"},
                   {"0", "0"},
                   {"125,5", "-"},
                   {"1.500.000,50", "-"},
                   {"1.500,000", "-"},
                   {"1.50.000", "-"},
                   {"1500.000", "-"},
                   {"1.500.00", "-"},
                   {"1..500", "-"},
                   {"500.000 đồng", "-"},
                   {"5OO.000", "-"},
                   {"", "-"}});
}

TEST_CASE("normalise: times of the 24-hour clock, and nothing that has other words") {
  check("time", {{"08 giờ 35", "08:35"},
                 {"8h35", "08:35"},
                 {"8 g 05", "08:05"},
                 {"08:35", "08:35"},
                 {"17 giờ 00 phút", "17:00"},
                 {"24:00", "-"},
                 {"08:60", "-"},
                 {"8/35", "-"},
                 {"8 x 35", "-"},
                 {"08 giờ 3", "-"},
                 {"8 giờ", "-"},
                 {"108:35", "-"},
                 {"08:35:10", "-"},
                 {"", "-"}});
}

TEST_CASE("normalise: telephone numbers begin with one 0 (R38)") {
  check("phone", {{"0900000001", "0900000001"},
                  {"090.000.0001", "0900000001"},
                  {"(028) 3900 0001", "02839000001"},
                  {"0000000001", "-"},
                  {"1900000001", "-"},
                  {"090000000", "-"},
                  {"09000OO001", "-"},
                  {"0900000001 - 0900000002", "-"}});
}

TEST_CASE("normalise: parts of a symbol begin with capitals and have no figures among letters") {
  check("symbol", {{"QĐ-UBND", "QĐ-UBND"},
                   {"QÐ-UBND", "QĐ-UBND"},
                   {"TTr-UBND", "TTr-UBND"},
                   {"QĐ-TTg", "QĐ-TTg"},
                   {"2025/TT-BKHCN", "2025/TT-BKHCN"},
                   {"CV-PC07", "CV-PC07"},
                   {"VP&TH", "VP&TH"},
                   {"QĐ-uBND", "-"},
                   {"qđ-UBND", "-"},
                   {"QĐ--UBND", "-"},
                   {"Q0Đ-UBND", "-"},
                   {"QĐ-UB1ND", "-"},
                   {"QĐ UBND (2)", "-"},
                   {"Q", "-"}});
  check("document_number", {{"05/QĐ-UBND", "05/QĐ-UBND"},
                            {"869/2026", "869/2026"},
                            {"Số 05/QĐ-UBND", "-"},
                            {"O5/QĐ-UBND", "-"},
                            {"|5/QĐ-UBND", "-"},
                            {"00/QĐ-UBND", "-"},
                            {"869/0026", "-"},
                            {"12345678/QĐ-UBND", "-"},
                            {"/QĐ-UBND", "-"}});
}

TEST_CASE("normalise: the sex is said by its own word, not by năm") {
  check("sex", {{"Nam", "Nam"},
                {"NAM", "Nam"},
                {"Nữ", "Nữ"},
                {"NỮ", "Nữ"},
                {"Nữ/Female", "-"},
                {"Năm", "-"},
                {"nạm", "-"},
                {"", "-"}});
}

TEST_CASE("normalise: names have words of letters only") {
  check("person", {{"NGUYỄN VĂN AN", "Nguyễn Văn An"},
                   {"H'Hen Niê", "H'Hen Niê"},
                   {"Nguyễn Văn 4n", "-"},
                   {"Nguyễn Văn A|n", "-"},
                   {"Nguyễn", "-"},
                   {"Nguyễn Văn Tñ", "-"},
                   {"nguyễn văn an", "-"},
                   {"Nguyễn Thj Hoa", "-"}});
}

TEST_CASE("normalise: a list has an item a line, trimmed, and none that is empty") {
  check("lines", {{"Một\nHai", "Một\nHai"},
                  {"  - Như trên;\r\n\n   \n- Lưu:  VT. ", "Như trên\nLưu: VT"},
                  {"Một", "Một"},
                  {"\n \n", "-"},
                  {"", "-"}});
}

TEST_CASE("normalise: every one has a name, a meaning, and stands any bytes") {
  for (const auto& each : sohoa::forms::normalisers()) {
    CAPTURE(each.name);
    CHECK((sohoa::forms::normaliser_named(each.name) == each.apply));
    CHECK_FALSE(each.meaning.empty());
    for (const std::string text : {"", " ", "\xFF\xFE", "/", "-", "()", "\n", "0", "đ"})
      CHECK(each.apply(text).value_or("x") != "");
    CHECK(each.apply(std::string(10000, '9')).value_or("").size() <= 4000);
  }
  CHECK((sohoa::forms::normaliser_named("no such") == nullptr));
}
