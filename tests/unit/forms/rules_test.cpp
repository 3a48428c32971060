#include "forms/rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/resources.h"
#include "forms/codes.h"
#include "forms/definition_table.h"

using namespace sohoa;
using namespace sohoa::forms;
using Texts = std::vector<std::string>;

namespace {

const RuleFacts& facts() {
  static const Places places(resource("models/places"));
  static const Lists lists(resource("models/lists"));
  static const RuleFacts all{&places, &lists, "2026-11-24"};
  return all;
}

Rule rule(const std::string& toml) {
  Document document("[[rules]]\n" + toml, "form.toml");
  forms::Table root = document.root();
  std::vector<forms::Table> tables = root.tables("rules");
  return parse_rule(tables.at(0));
}

Rule check(const std::string& name, const std::string& fields, const std::string& more = "") {
  return rule("say = \"r\"\ncheck = \"" + name + "\"\nfields = [" + fields + "]\n" + more + "\n");
}

FieldValue field(const char* key, const char* value, Source source = Source::ocr) {
  FieldValue result;
  result.key = key;
  result.raw = result.value = value;
  result.source = source;
  result.confidence = 0.95F;
  return result;
}

// The fields after one rule; keys that have its reason.
struct Outcome {
  std::vector<FieldValue> fields;
  std::vector<Agreement> agreements;
  std::vector<RuleNote> notes;

  Outcome(const Rule& one, std::vector<FieldValue> given, const RuleFacts& with = facts())
      : fields(std::move(given)) {
    const std::vector<FieldValue> before = fields;
    agreements = apply({one}, "kind", with, fields, &notes);
    REQUIRE(fields.size() == before.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      CHECK(fields[i].value == before[i].value);
      CHECK(fields[i].confidence == before[i].confidence);
    }
  }
  Texts blamed() const {
    Texts keys;
    for (const FieldValue& each : fields)
      if (std::find(each.review.begin(), each.review.end(), "r") != each.review.end())
        keys.push_back(each.key);
    return keys;
  }
  const Texts& alternatives(std::size_t i) const { return fields[i].alternatives; }
};

}  // namespace

TEST_CASE("rules: a mistake in a definition is told with file and line") {
  CHECK_THROWS_WITH_AS(rule("say = \"r\"\ncheck = \"nothing\"\nfields = [\"a\"]\n"),
                       doctest::Contains("form.toml:3"), const Error&);
  CHECK_THROWS_WITH_AS(check("identity_sex", "\"a\""), doctest::Contains("2 to 2 were expected"),
                       const Error&);
  CHECK_THROWS_AS(check("identity_sex", "\"a\", \"B c\""), const Error&);
  CHECK_THROWS_AS(check("in_list", "\"a\""), const Error&);
  CHECK_THROWS_AS(check("not_future", "\"a\"", "other = 1"), const Error&);
  CHECK_THROWS_AS(rule("check = \"not_future\"\nfields = [\"a\"]\n"), const Error&);
  CHECK_THROWS_WITH_AS(check_lists(check("in_list", "\"a\"", "list = \"no\""), *facts().lists),
                       doctest::Contains("form.toml:1"), const Error&);
  CHECK_NOTHROW(check_lists(check("in_list", "\"a\"", "list = \"relations\""), *facts().lists));
  CHECK(named_checks().size() == 25);
}

TEST_CASE("rules: a rule for other kinds, or whose fields are not there, says nothing") {
  const Rule other = check("identity_sex", "\"so\", \"gioi\"", "only = [\"another\"]");
  CHECK(Outcome(other, {field("so", "079190999901"), field("gioi", "Nam")}).blamed().empty());
  const Rule one = check("identity_sex", "\"so\", \"gioi\"");
  CHECK(Outcome(one, {field("so", "079190999901")}).blamed().empty());
  CHECK(Outcome(one, {field("so", "079190999901"), field("gioi", "")}).blamed().empty());
  CHECK(Outcome(one, {}).agreements.empty());
}

TEST_CASE("rules: identity number against year, sex and province (R41)") {
  const Rule year = check("identity_birth_year", "\"so\", \"sinh\"");
  const Outcome good(year, {field("so", "079190999901"), field("sinh", "1990-05-01")});
  CHECK(good.blamed().empty());
  CHECK(good.agreements == std::vector<Agreement>{{"so", "sinh", false}, {"sinh", "so", false}});
  const Outcome bad(year, {field("so", "079190999901"), field("sinh", "1998-05-01")});
  CHECK(bad.blamed() == Texts{"so", "sinh"});
  CHECK(bad.agreements.empty());
  CHECK(bad.alternatives(0) == Texts{"079198999901"});
  CHECK(bad.alternatives(1) == Texts{"1990-05-01"});
  CHECK(Outcome(year, {field("so", "079325999908"), field("sinh", "2025")}).blamed().empty());
  // The century is part of the year.
  CHECK(Outcome(year, {field("so", "079125999908"), field("sinh", "2025")}).blamed().size() == 2);

  const Rule sex = check("identity_sex", "\"so\", \"gioi\"");
  CHECK(Outcome(sex, {field("so", "079190999901"), field("gioi", "Nữ")}).blamed().empty());
  CHECK(Outcome(sex, {field("so", "079190999901"), field("gioi", "Nam")}).blamed().size() == 2);

  const Rule number = check("identity_number", "\"so\"");
  for (const char* of_old_province : {"074190999901", "077190999901", "001190999901"})
    CHECK(Outcome(number, {field("so", of_old_province)}).blamed().empty());
  for (const char* wrong : {"078190999901", "000190999901", "07919099990", "097190999901"})
    CHECK(Outcome(number, {field("so", wrong)}).blamed() == Texts{"so"});
}

TEST_CASE("rules: what a code says is not doubted for what was read beside it (R43)") {
  const Rule year = check("identity_birth_year", "\"so\", \"sinh\"");
  CHECK(Outcome(year, {field("so", "079190999901", Source::qr), field("sinh", "1998-05-01")})
            .blamed() == Texts{"sinh"});
  CHECK(Outcome(year, {field("so", "079190999901"), field("sinh", "1998-05-01", Source::mrz)})
            .blamed() == Texts{"so"});
  CHECK(Outcome(year, {field("so", "079190999901", Source::clerk), field("sinh", "1998-05-01")})
            .blamed() == Texts{"so"});
  CHECK(Outcome(year,
                {field("so", "079190999901", Source::qr), field("sinh", "1998-05-01", Source::qr)})
            .blamed()
            .size() == 2);
}

TEST_CASE("rules: a date in digits and the same in words (R38)") {
  const Rule words = check("date_words", "\"ngay\", \"chu\"");
  const char* text = "Ngày hai mươi chín, tháng mười hai, năm hai nghìn không trăm hai mươi lăm";
  const Outcome good(words, {field("ngay", "2025-12-29"), field("chu", text)});
  CHECK(good.blamed().empty());
  CHECK(good.agreements == std::vector<Agreement>{{"ngay", "chu", true}, {"chu", "ngay", true}});
  const Outcome bad(words, {field("ngay", "2025-12-20"), field("chu", text)});
  CHECK(bad.blamed().size() == 2);
  CHECK(bad.alternatives(0) == Texts{"2025-12-29"});
  CHECK(
      Outcome(words, {field("ngay", "2025-12-29"), field("chu", "Ngày hai mươi chính")}).blamed() ==
      Texts{"chu"});
}

TEST_CASE("rules: number words that are understood but spelled wrong are put right (R38)") {
  const Rule words = check("date_words", "\"ngay\", \"chu\"");
  const Outcome slip(words, {field("ngay", "2025-12-29"),
                             field("chu",
                                   "Ngày hai mười chin, tháng mười hai, năm hai nghìn không "
                                   "trăm hai mươi lăm")});
  CHECK(slip.blamed() == Texts{"chu"});
  CHECK(slip.alternatives(1) ==
        Texts{"Ngày hai mươi chín, tháng mười hai, năm hai nghìn không trăm "
              "hai mươi lăm"});
  // The digits are borne out all the same.
  CHECK(slip.agreements == std::vector<Agreement>{{"ngay", "chu", true}});
  for (const char* right : {"Ngày mồng một tháng giêng năm hai ngàn linh bẩy",
                            "ngày mồng 1 tháng 1 năm hai nghìn không trăm lẻ bảy"})
    CHECK(Outcome(words, {field("ngay", "2007-01-01"), field("chu", right)}).blamed().empty());
}

TEST_CASE("rules: words that no Vietnamese text has are told, abbreviations and names are not") {
  const Rule words = check("vietnamese_words", "\"a\"", "list = \"other_words\"");
  for (const char* good : {"xác nhận tình trạng bất động sản", "phường Ea Tam, tỉnh Đắk Lắk",
                           "UBND TP.HCM, 12/3 Lê Lợi", "Về việc hỗ trợ kinh phí (đợt 2)",
                           "ỦY BAN NHÂN DÂN XÃ HÓC MÔN", "xac nhan", "Mẫu số 01/TT-VPCP"}) {
    CAPTURE(std::string(good));
    CHECK(Outcome(words, {field("a", good)}).blamed().empty());
  }
  for (const char* bad : {"300/45 đưồng Lý Thường Kiệt", "Đănc ký thành lập",
                          "TRUNG TÂM PHỤC VỤ HÀNM CHÍNH CÔNG", "Lý Ohường Kiệt"}) {
    CAPTURE(std::string(bad));
    CHECK(Outcome(words, {field("a", bad)}).blamed() == Texts{"a"});
  }
}

TEST_CASE("rules: dates in their order, as far as each says (R38)") {
  const Rule order = check("date_order", "\"a\", \"b\", \"c\"");
  CHECK(
      Outcome(order, {field("a", "1990-01-01"), field("b", "2020-05-01"), field("c", "2030-01-01")})
          .blamed()
          .empty());
  CHECK(Outcome(order, {field("a", "2020-05-02"), field("b", "2020-05-01")}).blamed().size() == 2);
  CHECK(Outcome(order, {field("a", "2020"), field("b", "2020-05-01")}).blamed().empty());
  CHECK(Outcome(order, {field("a", "2021"), field("b", "2020-05-01")}).blamed().size() == 2);
  CHECK(Outcome(order, {field("a", "2021-01-01"), field("c", "2020-01-01")}).blamed().size() == 2);
  const Rule future = check("not_future", "\"a\"");
  CHECK(Outcome(future, {field("a", "2026-11-24")}).blamed().empty());
  CHECK(Outcome(future, {field("a", "2026-11-25")}).blamed() == Texts{"a"});
  CHECK(Outcome(future, {field("a", "2062")}, {}).blamed().empty());
}

TEST_CASE("rules: codes and numbers of one paper (R24)") {
  const Rule same = check("same_code", "\"ma\", \"vach\"");
  CHECK(Outcome(same, {field("ma", "H29.245-260812-0039"),
                       field("vach", "H29.245-260812-0039", Source::barcode)})
            .agreements.size() == 2);
  const Outcome other(same, {field("ma", "H29.245-260812-0089"),
                             field("vach", "H29.245-260812-0039", Source::barcode)});
  CHECK(other.blamed() == Texts{"ma"});
  CHECK(other.alternatives(0) == Texts{"H29.245-260812-0039"});

  const Rule day = check("dossier_date", "\"ma\", \"ngay\"");
  CHECK(Outcome(day, {field("ma", "H29.245-260812-0039"), field("ngay", "2026-08-12")})
            .blamed()
            .empty());
  const Outcome wrong(day, {field("ma", "H29.245-260812-0039"), field("ngay", "2026-08-17")});
  CHECK(wrong.blamed().size() == 2);
  CHECK(wrong.alternatives(1) == Texts{"2026-08-12"});

  const Rule parts = check("number_symbol", "\"ca\", \"so\", \"ky\"");
  CHECK(Outcome(parts, {field("ca", "05/QĐ-UBND"), field("so", "5"), field("ky", "QĐ-UBND")})
            .blamed()
            .empty());
  CHECK(Outcome(parts, {field("ca", "05/QĐ-UBND"), field("so", "6"), field("ky", "QĐ-UBND")})
            .blamed() == Texts{"ca", "so"});
  CHECK(Outcome(parts, {field("ca", "05/QĐ-UBND"), field("ky", "QD-UBND")}).blamed() ==
        Texts{"ca", "ky"});
}

TEST_CASE("rules: numbers of documents as Decree 30/2020 writes them, with or without the zero") {
  const Rule plain = check("document_number", "\"so\"", "list = \"document_types\"");
  for (const char* good :
       {"05/QĐ-UBND", "5/QĐ-UBND", "446/QĐ-UBND", "12/2025/NĐ-CP", "869/2026", "7a/TTr-SNV",
        "123/UBND-VP", "9655/TNHS", "15/TTR-UBND", "01/HD-VKSTC-V9", "20/BC-TTPVHCC&ĐT"}) {
    CAPTURE(std::string(good));
    CHECK(Outcome(plain, {field("so", good)}).blamed().empty());
  }
  for (const char* bad :
       {"QĐ-UBND", "05", "/QĐ-UBND", "05/", "05/-UBND", "05/QĐ--UBND", "05/QĐ-", "1234567/QĐ"}) {
    CAPTURE(std::string(bad));
    CHECK(Outcome(plain, {field("so", bad)}).blamed() == Texts{"so"});
  }
  const Outcome misread(plain, {field("so", "05/QD-UBND")});
  CHECK(misread.blamed() == Texts{"so"});
  CHECK(misread.alternatives(0) == Texts{"05/QĐ-UBND"});
}

TEST_CASE("rules: amounts in words, tax codes and the codes of practice (R23, R25, R44)") {
  const Rule amount = check("amount_words", "\"tien\", \"chu\"");
  CHECK(Outcome(amount, {field("tien", "500000"), field("chu", "Năm trăm nghìn đồng")})
            .agreements.size() == 2);
  const Outcome other(amount, {field("tien", "600000"), field("chu", "Năm trăm nghìn đồng")});
  CHECK(other.blamed().size() == 2);
  CHECK(other.alternatives(0) == Texts{"500000"});
  const Rule tax = check("tax_code", "\"ma\"");
  CHECK(Outcome(tax, {field("ma", "0312345673")}).blamed().empty());
  CHECK(Outcome(tax, {field("ma", "0312345674")}).blamed() == Texts{"ma"});
  CHECK(Outcome(check("agency_code", "\"ma\""), {field("ma", "H29.a")}).blamed() == Texts{"ma"});
  CHECK(Outcome(check("procedure_code", "\"ma\""), {field("ma", "1.001612")}).blamed().empty());
  CHECK(Outcome(check("component_code", "\"ma\""), {field("ma", "TP-H05.79")}).blamed() ==
        Texts{"ma"});
  CHECK(Outcome(check("result_code", "\"ma\""), {field("ma", "KQ.G15.000031")}).blamed().empty());
  CHECK(Outcome(check("dossier_code", "\"ma\""), {field("ma", "H29-260231-0001")}).blamed() ==
        Texts{"ma"});
}

TEST_CASE("rules: names of one person, and of persons who may be one (R45)") {
  const Rule same = check("same_name", "\"ten\", \"mrz\"");
  CHECK(
      Outcome(same, {field("ten", "Huỳnh Công Bằng"), field("mrz", "HUYNH CONG BANG", Source::mrz)})
          .blamed()
          .empty());
  CHECK(
      Outcome(same, {field("ten", "Huỳnh Công Bảng"), field("mrz", "HUYNH CONG BANC", Source::mrz)})
          .blamed() == Texts{"ten"});

  const Rule alike = check("alike", "\"khai\", \"me\", \"cha\"");
  const FieldValue father = field("cha", "Đỗ Gia Đạt"), mother = field("me", "Phạm Phương Yến");
  CHECK(Outcome(alike, {field("khai", "Đỗ Gia Đạt"), mother, father}).agreements.size() == 2);
  CHECK(Outcome(alike, {field("khai", "Trần Văn Ba"), mother, father}).blamed().empty());
  const Outcome near(alike, {field("khai", "Đỗ Gia Đát"), mother, father});
  CHECK(near.blamed() == Texts{"khai", "cha"});
  CHECK(near.alternatives(0) == Texts{"Đỗ Gia Đạt"});
  CHECK(Outcome(check("alike", "\"a\", \"b\""),
                {field("a", "717/36 đường Phạm Thế Hiển, xã Hiệp Phước, Thành phố Hồ Chí Minh"),
                 field("b", "717/38 đường Phạm Thế Hiển, xã Hiệp Phước, Thành phố Hồ Chí Minh")})
            .blamed() == Texts{"a", "b"});

  const Rule declarant =
      check("declarant", "\"khai\", \"qh\", \"me\", \"cha\"", "list = \"relations\"");
  CHECK(Outcome(declarant, {field("khai", "Đỗ Gia Đạt"), field("qh", "Bố"), mother, father})
            .agreements.size() == 2);
  CHECK(Outcome(declarant, {field("khai", "Đỗ Gia Đạt"), field("qh", "Mẹ"), mother, father})
            .blamed() == Texts{"khai", "me"});
  CHECK(Outcome(declarant, {field("khai", "Lê Thị Tư"), field("qh", "Bà"), mother, father})
            .blamed()
            .empty());
}

TEST_CASE("rules: surnames and syllables of names") {
  const Rule child = check("family_name", "\"con\", \"cha\", \"me\"");
  const FieldValue father = field("cha", "Đỗ Gia Đạt"), mother = field("me", "Phạm Phương Yến");
  CHECK(Outcome(child, {field("con", "Đỗ Ngọc Ái"), father, mother}).blamed().empty());
  CHECK(Outcome(child, {field("con", "Lê Ngọc Ái"), father, mother}).blamed().empty());
  const Outcome near(child, {field("con", "Đồ Ngọc Ái"), father, mother});
  CHECK(near.blamed() == Texts{"con", "cha"});
  CHECK(near.alternatives(0) == Texts{"Đỗ Ngọc Ái"});

  const Rule name = check("person_name", "\"ten\"", "list = \"surnames\"");
  for (const char* good :
       {"Nguyễn Thị Diễm Hưởng", "Quách Hữu Vượng", "HUỲNH CÔNG BẰNG", "Trần Thúy", "LE VAN A"})
    CHECK(Outcome(name, {field("ten", good)}).blamed().empty());
  const Outcome misread(name, {field("ten", "Nguyển Thị Hạnh")});
  CHECK(misread.blamed() == Texts{"ten"});
  CHECK(misread.alternatives(0).front() == "Nguyễn Thị Hạnh");
  CHECK(Outcome(name, {field("ten", "Trần Thị Hạnhh")}).blamed() == Texts{"ten"});
}

TEST_CASE("rules: lists and places offer what is nearest (R47)") {
  const Rule group = check("in_list", "\"dan_toc\"", "list = \"ethnic_groups\"");
  CHECK(Outcome(group, {field("dan_toc", "Khmer")}).blamed().empty());
  const Outcome misread(group, {field("dan_toc", "Kính")});
  CHECK(misread.blamed() == Texts{"dan_toc"});
  CHECK(misread.alternatives(0) == Texts{"Kinh"});

  const Rule place = check("known_place", "\"noi\"", "dated_by = \"ngay\"");
  CHECK(Outcome(place, {field("noi", "12 Lê Lợi, phường An Đông, Thành phố Hồ Chí Minh")})
            .blamed()
            .empty());
  const Outcome unlike(place, {field("noi", "phường An Đồng, Thành phố Hồ Chí Minh")});
  CHECK(unlike.blamed() == Texts{"noi"});
  CHECK(unlike.alternatives(0) == Texts{"phường An Đông, Thành phố Hồ Chí Minh"});
  CHECK(Outcome(place, {field("noi", "phường Không Có, Thành phố Hồ Chí Minh")}).blamed() ==
        Texts{"noi"});
  const Outcome old(
      place, {field("noi", "xã Tân Kiên, huyện Bình Chánh, TP.HCM"), field("ngay", "2020-01-01")});
  CHECK(old.blamed().empty());
  CHECK(old.notes.size() == 2);
  CHECK(Outcome(place, {field("noi", "phường An Đồng")}, {}).blamed().empty());
}

TEST_CASE("rules: what one rule bears out and another doubts is not borne out") {
  const std::vector<Rule> both = {check("identity_birth_year", "\"so\", \"sinh\""),
                                  check("not_future", "\"sinh\"")};
  std::vector<FieldValue> fields = {field("so", "079327999901"), field("sinh", "2027-05-01")};
  const auto agreements = apply(both, "kind", facts(), fields);
  CHECK(agreements == std::vector<Agreement>{{"so", "sinh", false}});
}
