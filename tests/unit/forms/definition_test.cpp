#include "forms/definition.h"

#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "core/error.h"
#include "tests/support/temp_folder.h"

namespace {

using sohoa::Cause;
using sohoa::Error;
using sohoa::forms::load_definitions;
using sohoa::forms::parse_definition;

const std::string head = "law = \"x\"\nvalid_from = 2026-01-01\n";
const std::string kind = "[[kinds]]\nid = \"a\"\nname = \"A\"\ntitle = [\"MẪU A\"]\n";

std::string refusal(const std::string& toml) {
  try {
    (void)parse_definition(toml, "form.toml");
  } catch (const Error& error) {
    CHECK(error.cause == Cause::definition_invalid);
    return error.what();
  }
  return "accepted";
}

bool begins(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

}  // namespace

TEST_CASE("definition: those of the project load, and each cites its law") {
  const auto all = load_definitions(std::filesystem::path(SOHOA_SOURCE_DIR) / "models/forms");
  std::size_t kinds = 0;
  for (const auto& definition : all) {
    CHECK_FALSE(definition.law.empty());
    kinds += definition.kinds.size();
  }
  CHECK(kinds == 29 + 2 + 10);  // Decree 30/2020, legal documents, forms
}

TEST_CASE("definition: an error names file, line, column and what was expected") {
  CHECK(begins(refusal("law = \"x\nvalid_from"), "form.toml:1:"));
  CHECK(refusal(head + kind) == "accepted");
  const std::string number = refusal(head + "review_below = \"high\"\n" + kind);
  CHECK(number == "form.toml:3:16: review_below: expected a number, found a text");
  CHECK(begins(refusal(head + "surprise = 1\n" + kind), "form.toml:3:1: unknown key \"surprise\""));
  CHECK(begins(refusal("valid_from = 2026-01-01\n" + kind), "form.toml:1:"));
  CHECK(refusal("law = \"x\"\nvalid_from = \"2026-01-01\"\n" + kind) ==
        "form.toml:2:14: valid_from: expected a date such as 2020-03-05 without quotes, found a "
        "text");
}

TEST_CASE("definition: names that stand for nothing are refused where they are used") {
  const std::string field = head + kind + "[[fields]]\nkey = \"so\"\n";
  CHECK(begins(refusal(field + "normalise = \"dat\"\nfind = [{take = \"line\"}]\n"),
               "form.toml:9:13: no normaliser \"dat\"; expected one of text"));
  CHECK(begins(refusal(field + "find = [{take = \"lines\"}]\n"), "form.toml:9:17: no way to take"));
  CHECK(begins(refusal(field + "find = [{take = \"line\", area = \"top\"}]\n"),
               "form.toml:9:32: no area"));
  CHECK(begins(refusal(field + "find = [{take = \"line\", until = \"@none\"}]\n"),
               "form.toml:9:33: \"@none\" is not in [lists]"));
  CHECK(begins(refusal(field + "find = [{take = \"line\", pattern = '(a', group = \"v\"}]\n"),
               "form.toml:9:35: pattern: pattern is not valid at character"));
  CHECK(begins(refusal(field + "find = [{take = \"line\", pattern = 'a', group = \"v\"}]\n"),
               "form.toml:9:48: the pattern has no group"));
  CHECK(begins(refusal(field + "find = [{take = \"after_label\"}]\n"),
               "form.toml:9:17: this way to take needs a label"));
}

TEST_CASE("definition: two of a kind or key are refused") {
  CHECK(refusal(head + kind + kind).find("kind a is defined twice") != std::string::npos);
  const std::string field = "[[fields]]\nkey = \"so\"\nfind = [{take = \"line\"}]\n";
  CHECK(refusal(head + kind + field + field).find("field so is defined twice") !=
        std::string::npos);
}

TEST_CASE("definition: a kind may change with the law, one definition at a time (R63)") {
  const sohoa::test::TempFolder folder;
  std::ofstream(folder / "new.toml") << head << kind;
  std::ofstream(folder / "old.toml")
      << "law = \"y\"\nvalid_from = 2020-01-01\nvalid_until = 2025-12-31\n"
      << kind;
  CHECK(load_definitions(folder.path()).size() == 2);
  std::ofstream(folder / "old.toml") << "law = \"y\"\nvalid_from = 2020-01-01\n" << kind;
  CHECK_THROWS_WITH_AS((void)load_definitions(folder.path()),
                       doctest::Contains("kind a is defined in"), Error);
}

TEST_CASE("definition: a file beyond the limit is refused unread") {
  CHECK(begins(refusal(std::string(sohoa::forms::longest_definition + 1, '#')), "form.toml:1:1:"));
}
