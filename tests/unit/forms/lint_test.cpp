#include "forms/lint.h"

#include <algorithm>
#include <regex>
#include <string>

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/file.h"
#include "core/review_reasons.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"

namespace {

using namespace sohoa;
using forms::as_line;
using forms::check_definitions;
using forms::Finding;

const std::string head = "law = \"x\"\nvalid_from = 2026-01-01\n";

std::string kind(const std::string& id, const std::string& title, const std::string& more = "") {
  return "[[kinds]]\nid = \"" + id + "\"\nname = \"A\"\ntitle = [\"" + title + "\"]\n" + more;
}

std::string field(const std::string& key, const std::string& rules,
                  const std::string& more = "required = true\n") {
  return "[[fields]]\nkey = \"" + key + "\"\n" + more + "find = [" + rules + "]\n";
}

std::vector<Finding> checked(const std::string& toml, const std::string& today = "2026-11-24") {
  return check_definitions({{"a.toml", toml}}, today);
}

std::vector<std::string> lines(const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  for (const Finding& finding : findings) all.push_back(as_line(finding));
  return all;
}

const std::string line_rule = "{take = \"line\"}";

}  // namespace

TEST_CASE("lint: the project's definitions have nothing to find") {
  const auto texts =
      forms::definition_texts({std::filesystem::path(SOHOA_SOURCE_DIR) / "models/forms"});
  CHECK(lines(check_definitions(texts, "2026-11-24")) == std::vector<std::string>{});
}

TEST_CASE("definitions: every reason for review that they give has its sentence for the clerk") {
  const std::regex given(R"re((?:say|review) = \[?"([a-z_]+)")re");
  std::size_t codes = 0;
  for (const auto& text :
       forms::definition_texts({std::filesystem::path(SOHOA_SOURCE_DIR) / "models/forms"}))
    for (std::sregex_iterator hit(text.toml.begin(), text.toml.end(), given), end; hit != end;
         ++hit, ++codes)
      CHECK_MESSAGE(review_sentence((*hit)[1].str()) != (*hit)[1].str(), text.file, ": ",
                    (*hit)[1].str());
  CHECK(codes > 10);
}

TEST_CASE("lint: what a mistake in a rule or a field hides is told too, and nothing that follows") {
  const auto found =
      lines(checked(head + kind("a", "MẪU A") + field("so", "{take = \"lin\"}") +
                    "[[rules]]\nsay = \"x\"\ncheck = \"no_such\"\nfields = [\"so\"]\n"));
  REQUIRE(found.size() == 2);
  CHECK(found[0].starts_with("a.toml:10:"));
  CHECK(found[1].starts_with("a.toml:13:"));
}

TEST_CASE("lint: every mistake of a file is said, each at its line") {
  const std::string toml = head + kind("a", "MẪU A", "colour = 1\n") +
                           field("so", "{take = \"lin\"}") + field("Ngay", line_rule) +
                           field("ten", line_rule, "only = [\"a\"]\n") +
                           field("dia_chi", "{take = \"after_label\"}");
  const auto found = lines(checked(toml));
  REQUIRE(found.size() == 4);
  CHECK(found[0].starts_with("a.toml:7:1: error: unknown key \"colour\""));
  CHECK(found[1].starts_with("a.toml:11:"));
  CHECK(found[2].starts_with("a.toml:13:7: error: key: \"Ngay\""));
  CHECK(found[3].starts_with("a.toml:23:"));
}

TEST_CASE("lint: text that is no TOML is one mistake, with its place") {
  const auto found = checked(head + "[[kinds]\n" + kind("a", "MẪU A"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].error);
  CHECK(found[0].line == 3);
  CHECK(found[0].column > 0);
}

TEST_CASE("lint: a kind that can never be recognised is an error") {
  const std::string body = field("so", line_rule);
  const auto weak = checked(head + "[recognise]\ntitle = 0.4\n" + kind("a", "MẪU A") + body);
  REQUIRE(weak.size() == 1);
  CHECK(weak[0].error);
  CHECK(weak[0].line == 6);
  CHECK(weak[0].what.starts_with("kind a: all its signs together score 0.40"));

  const auto same = checked(head + kind("a", "Mẫu Â") + kind("b", "MẪU A") + body);
  REQUIRE(same.size() == 1);
  CHECK(same[0].error);
  CHECK(same[0].what.find("title is that of a in a.toml") != std::string::npos);

  const std::string sign = "[[kinds.evidence]]\ntext = [\"Kính gửi\"]\nscore = 0.2\n";
  const auto told_apart = checked(head + kind("a", "MẪU A") + kind("b", "MẪU A", sign) + body);
  REQUIRE(told_apart.size() == 1);
  CHECK_FALSE(told_apart[0].error);
}

TEST_CASE("lint: a kind of which nothing is required is worth a warning") {
  const auto found = checked(head + kind("a", "MẪU A") + field("so", line_rule, ""));
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].error);
  CHECK(found[0].what.starts_with("kind a: no field but its name is required"));
}

TEST_CASE("lint: labels that may be taken for each other are told, unless rules are kept apart") {
  const auto label = [](const std::string& text, const std::string& more = "") {
    return "{take = \"after_label\", label = [\"" + text + "\"]" + more + "}";
  };
  const std::string start = head + kind("a", "MẪU A");
  const auto found = [&](const std::string& first, const std::string& second) {
    return checked(start + field("mot", first) + field("hai", second)).size();
  };
  CHECK(found(label("Nơi sinh"), label("Nơi sinh")) == 1);
  CHECK(found(label("Năm sinh"), label("Năm sinh cha")) == 1);
  CHECK(found(label("Họ và tên"), label("Họ và tên người đề nghị")) == 0);
  CHECK(found(label("Nơi sinh", ", after = [\"Mẹ\"]"), label("Nơi sinh", ", after = [\"Cha\"]")) ==
        0);
  CHECK(found(label("Nơi sinh"), label("Quê quán")) == 0);
}

TEST_CASE("lint: dates in which a definition is in force are looked at") {
  const std::string body = kind("a", "MẪU A") + field("so", line_rule);
  const auto with = [&](const std::string& dates, const std::string& today) {
    return lines(checked("law = \"x\"\n" + dates + body, today));
  };
  const std::string both = "valid_from = 2024-01-01\nvalid_until = 2025-12-31\n";
  CHECK(with(both, "2025-12-31").empty());
  CHECK(with(both, "2026-01-01") ==
        std::vector<std::string>{
            "a.toml: warning: not in force since 2025-12-31; today is 2026-01-01"});
  CHECK(with(both, "2023-01-01") ==
        std::vector<std::string>{
            "a.toml: warning: in force only from 2024-01-01; today is 2023-01-01"});
  const auto backwards = with("valid_from = 2026-01-01\nvalid_until = 2025-01-01\n", "2026-11-24");
  REQUIRE(backwards.size() == 1);
  CHECK(backwards[0].starts_with("a.toml:3:1: error: valid_until 2025-01-01 is before"));
}

TEST_CASE("lint: one kind in two files for the same time is an error") {
  const std::string toml = head + kind("a", "MẪU A") + field("so", line_rule);
  const auto found = check_definitions({{"a.toml", toml}, {"b.toml", toml}}, "2026-11-24");
  REQUIRE(found.size() == 1);
  CHECK(found[0].error);
  CHECK(as_line(found[0]).starts_with("b.toml:4:1: error: kind a is defined in a.toml too"));
}

TEST_CASE("lint: files and folders of definitions are found; what is not there is an error") {
  const test::TempFolder folder;
  const std::filesystem::path root = folder / "";
  write_durably(root / "b.toml", "b");
  write_durably(root / "a.toml", "a");
  write_durably(root / "c.txt", "c");
  const auto texts = forms::definition_texts({root, root / "c.txt"});
  REQUIRE(texts.size() == 3);
  CHECK(texts[0].toml == "a");
  CHECK(texts[2].toml == "c");
  CHECK(test::cause_of([&] { (void)forms::definition_texts({root / "d.toml"}); }) ==
        "file_missing");
  std::filesystem::create_directory(root / "empty");
  CHECK(test::cause_of([&] { (void)forms::definition_texts({root / "empty"}); }) == "data_missing");
}
