#include "forms/procedures.h"

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

#include "core/resources.h"
#include "forms/definition.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/forms/sheet.h"

namespace sohoa::forms::test {
namespace {

using sohoa::test::cause_of;

constexpr std::string_view good = R"(
law = "Luật A"
valid_from = 2026-01-01
code = "1.001193"
name = "Thủ tục"
sector = "Hộ tịch"
[[components]]
id = "to_khai"
name = "Tờ khai"
required = true
copies = 2
kinds = ["to_khai"]
[[components]]
id = "chung_sinh"
name = "Giấy chứng sinh"
required = true
titles = ["GIẤY CHỨNG SINH"]
[[components]]
id = "the"
code = "TP-H05.000079"
name = "Thẻ"
shown = true
kinds = ["cccd"]
[[results]]
id = "ket_qua"
code = "KQ.G15.000031"
name = "Giấy khai sinh"
kinds = ["giay_khai_sinh", "to_khai"]
)";

std::string refusal(std::string_view from, std::string_view to) {
  std::string text(good);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  try {
    parse_procedure(text, "p.toml");
    return "";
  } catch (const Error& error) {
    CHECK(error.cause == Cause::definition_invalid);
    return error.what();
  }
}

SeenPaper of_kind(std::string kind) { return {std::move(kind), {}}; }

SeenPaper titled(std::string_view title, std::string_view second = "") {
  Sheet sheet;
  sheet.text(100, 100, "Số: 12");
  sheet.centred(800, 300, title);
  if (!second.empty()) sheet.centred(800, 340, second);
  return seen_paper("", sheet.view().text);
}

using Numbers = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE(
    "procedure: the program's own are whole, in force and found by every form of the code (R25)") {
  const Procedures procedures(resource("models/procedures"));
  CHECK(procedures.all().size() >= 5);
  for (const char* code : {"1.001193", "1.000894", "1.001612", "2.000635", "1.004873"}) {
    const Procedure* found = procedures.find(code, "2026-11-24");
    REQUIRE(found != nullptr);
    CHECK(found->code == code);
    CHECK_FALSE(found->law.empty());
    CHECK_FALSE(found->results.empty());
    const std::string base(code);
    for (const char* tail : {".H29", ".000.00.00.H29", ".01"})
      CHECK(procedures.find(base + tail, "2026-11-24") == found);
  }
  for (const char* none : {"", "1.001193x", "1.999999", "x"})
    CHECK(procedures.find(none, "2026-11-24") == nullptr);
  // The Law on Civil Status of 2026 takes the place of what these rest on (R63).
  CHECK(procedures.find("1.001193", "2027-02-28") != nullptr);
  CHECK(procedures.find("1.001193", "2027-03-01") == nullptr);
}

TEST_CASE(
    "procedure: documents are told apart as components, results, the slip and others (R28, R30)") {
  const Procedure procedure = parse_procedure(good, "p.toml");
  const auto list = check_against(
      procedure,
      {of_kind("giay_tiep_nhan"), of_kind("to_khai"), of_kind("cccd"), of_kind("giay_khai_sinh"),
       of_kind("cong_van"), titled("GIẤY CHỨNG SINH"), of_kind("")},
      {0});
  CHECK(list.known);
  CHECK(list.receipts == Numbers{0});
  CHECK(list.components[0].documents == Numbers{1});
  CHECK(list.components[1].documents == Numbers{5});
  CHECK(list.components[2].documents == Numbers{2});
  CHECK(list.components[2].shown);
  CHECK(list.results[0].documents == Numbers{3});
  CHECK(list.others == Numbers{4, 6});
  CHECK(list.counts_as_digitized());
  CHECK(std::ranges::none_of(list.components, &ChecklistItem::missing));
}

TEST_CASE(
    "procedure: what is required and not there is missing; more than asked for still counts") {
  const Procedure procedure = parse_procedure(good, "p.toml");
  auto list = check_against(procedure, {of_kind("cccd")}, {});
  CHECK(list.components[0].missing());
  CHECK(list.components[1].missing());
  CHECK_FALSE(list.components[2].missing());
  CHECK_FALSE(list.counts_as_digitized());  // a result is not there
  // Two copies are asked for; a third goes where the kind is asked for, too.
  list = check_against(procedure, {of_kind("to_khai"), of_kind("to_khai"), of_kind("to_khai")}, {});
  CHECK(list.components[0].documents == Numbers{0, 1});
  CHECK(list.results[0].documents == Numbers{2});
  list = check_against(procedure, {of_kind("cccd"), of_kind("cccd")}, {});
  CHECK(list.components[2].documents == Numbers{0, 1});
}

TEST_CASE("procedure: a title may run over two lines; a sentence that holds it is none") {
  const Procedure procedure = parse_procedure(good, "p.toml");
  const auto is_one = [&](const SeenPaper& paper) {
    return !check_against(procedure, {paper}, {}).components[1].documents.empty();
  };
  CHECK(is_one(titled("GIẤY CHỨNG SINH")));
  CHECK(is_one(titled("GIẤY CHỨNG", "SINH")));
  CHECK(is_one(titled("GIAY CHỨNG SlNH")));
  CHECK_FALSE(is_one(titled("GIẤY CHỨNG SINH VÀ GIẤY KHAI SINH")));
  CHECK_FALSE(is_one(titled("Giấy chứng sinh")));
}

TEST_CASE("procedure: a file's mistakes are told with line and column") {
  CHECK(refusal("", "") == "");
  CHECK(refusal("1.001193", "1.001193.H29").starts_with("p.toml:4:8: code: \"1.001193.H29\""));
  CHECK(refusal("TP-H05.000079", "H05").find("TP-H05.000079") != std::string::npos);
  CHECK(refusal("\"KQ.G15.000031\"", "\"KQ\"").find("KQ.G15.000031") != std::string::npos);
  CHECK(refusal("id = \"ket_qua\"", "id = \"the\"").find("\"the\" is used twice") !=
        std::string::npos);
  CHECK(refusal("titles = [\"GIẤY CHỨNG SINH\"]", "").find("how the paper is recognised") !=
        std::string::npos);
  CHECK(refusal("copies = 2", "copies = 0").find("1 to 99") != std::string::npos);
  CHECK(refusal("copies = 2", "when = \"x\"").find("cannot be required") != std::string::npos);
  CHECK(refusal("copies = 2", "copy = 2").find("unknown key \"copy\"") != std::string::npos);
  CHECK(refusal("sector = \"Hộ tịch\"", "").find("sector is missing") != std::string::npos);
}

TEST_CASE("procedure: two files for one time are refused; an empty folder is no procedures") {
  const sohoa::test::TempFolder folder;
  CHECK(cause_of([&] { Procedures(folder.path()); }) == "data_missing");
  std::ofstream(folder / "a.toml") << good;
  CHECK(Procedures(folder.path()).all().size() == 1);
  std::ofstream(folder / "b.toml") << good;
  CHECK(cause_of([&] { Procedures(folder.path()); }) == "definition_invalid");
}

TEST_CASE("definitions: the 29 types of Decree 30/2020 have the codes 01 to 29 (R36)") {
  const auto definitions = load_definitions(resource("models/forms"));
  std::vector<std::string> codes;
  for (const Definition& definition : definitions)
    for (const Kind& kind : definition.kinds)
      if (!kind.type_code.empty() && kind.type_code < "30") codes.push_back(kind.type_code);
  std::ranges::sort(codes);
  CHECK(std::ranges::adjacent_find(codes) == codes.end());
  REQUIRE(codes.size() == 29);
  CHECK(codes.front() == "01");
  CHECK(codes.back() == "29");
}

}  // namespace sohoa::forms::test
