#include "ocr/grammar.h"

#include <string_view>

#include <doctest/doctest.h>

#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

void check_kind(Kind kind, std::initializer_list<std::u32string_view> words) {
  for (const std::u32string_view word : words) {
    CAPTURE(to_utf8(word));
    CHECK(kind_of(token(word).core) == kind);
  }
}

}  // namespace

TEST_CASE("grammar: the forms of office documents are known for what they are") {
  check_kind(Kind::letters, {U"xã", U"(Ủy", U"UBND;", U"“Điều", U"Samsung"});
  check_kind(Kind::number, {U"2025", U"1.250.000", U"079099999901", U"0900000001", U"3,5%",
                            U"12:30", U"(01),", U"028-3822"});
  check_kind(Kind::date, {U"02/9/2025", U"31/12/1999.", U"9/2025", U"02/9"});
  check_kind(Kind::code, {U"74/QĐ-UBND", U"318/UBND-VHXH;", U"01/2023/TT-VPCP", U"30/2020/NĐ-CP",
                          U"KT-XH", U"B.12"});
  check_kind(Kind::address,
             {U"vanthu@xa.example", U"https://xa.example/van-ban?so=74", U"www.xa.example"});
  check_kind(Kind::signs, {U"-", U"...", U"–", U"(", U""});
  check_kind(Kind::other, {U"2O25", U"7A/QĐ", U"xã)hội", U"41/13/2025", U"m2", U"1..5", U"a--b"});
}

TEST_CASE("grammar: quotes, brackets and stops around a word are not of it") {
  const Token parts = token(U"(“Phòng”),");
  CHECK(to_utf8(parts.before) == "(“");
  CHECK(to_utf8(parts.core) == "Phòng");
  CHECK(to_utf8(parts.after) == "”),");
}

TEST_CASE("grammar: capitals with every mark are capitals") {
  CHECK(case_of(U"ƯỞNG") == Case::capitals);
  CHECK(case_of(U"ĐƠN") == Case::capitals);
  CHECK(case_of(U"Ứng") == Case::capital);
  CHECK(case_of(U"ưởng") == Case::lower);
  CHECK(case_of(U"đơn") == Case::lower);
  CHECK(case_of(U"ƯỞnG") == Case::mixed);
}

}  // namespace sohoa::ocr
