#include "service/command_line.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/file.h"
#include "service/exit_code.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/service/captured.h"

using namespace sohoa;
using service::Command;

namespace {

service::Parsed parse(std::vector<std::string> words) {
  words.insert(words.begin(), "sohoa");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  service::test::Captured out(stdout);  // help and complaints
  service::test::Captured err(stderr);
  return service::parse_command_line(static_cast<int>(argv.size()), argv.data());
}

service::Invocation good(const std::vector<std::string>& words) {
  auto parsed = parse(words);
  REQUIRE(parsed.invocation.has_value());
  return *parsed.invocation;
}

int refused(const std::vector<std::string>& words) {
  const auto parsed = parse(words);
  CHECK_FALSE(parsed.invocation.has_value());
  return parsed.exit_code;
}

// The commands as they are typed, with their columns of the settings table and an input if needed.
struct Typed {
  For table;
  std::vector<std::string> words;
};
const std::vector<Typed> typed{
    {For::devices, {"devices"}},
    {For::scan, {"scan"}},
    {For::digitize, {"digitize", "a.jpg"}},
    {For::read, {"read", "a.jpg"}},
    {For::fields, {"fields", "a.jpg"}},
    {For::explain, {"explain", "a.jpg"}},
    {For::forms, {"forms", "check"}},
    {For::forms, {"forms", "list"}},
    {For::verify, {"verify", "a.pdf"}},
    {For::doctor, {"doctor"}},
    {For::text, {"text", "a.txt"}},
};

std::string value_for(const Setting& setting) {
  if (!setting.choices.empty()) return std::string(setting.choices.back());
  if (std::holds_alternative<int Settings::*>(setting.member)) return std::to_string(setting.most);
  return "x";
}

}  // namespace

TEST_CASE("command line: a command has exactly the flags that the settings table gives it") {
  for (const auto& setting : setting_table()) {
    if (setting.flag.empty()) continue;
    for (const auto& command : typed) {
      auto words = command.words;
      words.emplace_back(setting.flag);
      if (!std::holds_alternative<bool Settings::*>(setting.member))
        words.push_back(value_for(setting));
      CAPTURE(words);
      CHECK(parse(words).invocation.has_value() == applies(setting.commands, command.table));
    }
  }
}

TEST_CASE("command line: a flag sets its setting and leaves the others at their defaults") {
  const auto scan = good({"scan", "--device", "test:0", "--resolution", "200", "--json"});
  CHECK(scan.command == Command::scan);
  CHECK(scan.settings.scan_device == "test:0");
  CHECK(scan.settings.scan_resolution == 200);
  CHECK(scan.settings.json);
  CHECK(scan.settings.scan_mode == "color");
  CHECK(good({"digitize", "a.jpg", "--workers", "1", "--workers", "3"}).settings.workers == 3);
}

TEST_CASE("command line: a flag wins over the file, the file over the default") {
  const test::TempFolder folder;
  const std::string file = folder / "s.toml";
  write_durably(file,
                "[scan]\nresolution = 200\nmode = \"gray\"\n[trust]\nroots = [\"/in-file.pem\"]\n");
  const auto from_file = good({"scan", "--settings", file}).settings;
  CHECK(from_file.scan_resolution == 200);
  CHECK(from_file.trust == std::vector<std::string>{"/in-file.pem"});
  const auto both = good({"scan", "--resolution", "600", "--trust", "a.pem", "--trust", "b.pem",
                          "--settings", file})
                        .settings;
  CHECK(both.scan_resolution == 600);
  CHECK(both.scan_mode == "gray");
  CHECK(both.trust == std::vector<std::string>{"a.pem", "b.pem"});
  CHECK(both.line_engine == "network");
}

TEST_CASE("command line: inputs keep their order; behind -- everything is a path") {
  using Words = std::vector<std::string>;
  CHECK(good({"read", "b.jpg", "tờ trình.pdf", "a.jpg"}).inputs ==
        Words{"b.jpg", "tờ trình.pdf", "a.jpg"});
  CHECK(good({"read", "a.jpg", "--", "-b.jpg", "--json", "--"}).inputs ==
        Words{"a.jpg", "./-b.jpg", "./--json", "./--"});
  CHECK(good({"read", "--", "-b.jpg"}).inputs == Words{"./-b.jpg"});
  CHECK(good({"read", "scan", "read"}).inputs == Words{"scan", "read"});
  CHECK(good({"forms", "check", "a.toml", "b"}).inputs == Words{"a.toml", "b"});
  CHECK(good({"forms", "check"}).command == Command::check_forms);
}

TEST_CASE("command line: what cannot be used is exit code 2") {
  CHECK(refused({}) == 2);
  CHECK(refused({"fly"}) == 2);
  CHECK(refused({"digitize"}) == 2);
  CHECK(refused({"devices", "a.jpg"}) == 2);
  CHECK(refused({"forms"}) == 2);
  CHECK(refused({"forms", "fly"}) == 2);
  CHECK(refused({"forms", "list", "a.toml"}) == 2);
  CHECK(refused({"read", "--nonsense", "a.jpg"}) == 2);
  CHECK(refused({"read", "--format", "docx", "a.jpg"}) == 2);
  CHECK(refused({"scan", "--resolution", "1201"}) == 2);
  CHECK(refused({"scan", "--resolution", "3e2"}) == 2);
  CHECK(refused({"digitize", "a.jpg", "--workers", "-1"}) == 2);
  CHECK(refused({"digitize", "a.jpg", "--dossier"}) == 2);
}

TEST_CASE("command line: an empty value is refused, not taken for the default") {
  CHECK(refused({"digitize", "a.jpg", "--dossier", ""}) == 2);
  CHECK(refused({"scan", "--device", ""}) == 2);
}

TEST_CASE("command line: a settings file that cannot be used is exit code 5") {
  const test::TempFolder folder;
  write_durably(folder / "s.toml", "[scan]\ndevise = \"x\"\n");
  CHECK(refused({"settings", "--settings", folder / "s.toml"}) == 5);
  CHECK(refused({"settings", "--settings", folder / "missing.toml"}) == 5);
}

TEST_CASE("command line: help and version end well without an invocation") {
  for (const auto& command : typed) CHECK(refused({command.words.front(), "--help"}) == 0);
  CHECK(refused({"--help"}) == 0);
  CHECK(refused({"--version"}) == 0);
}

TEST_CASE("exit codes: they follow from what a person can do") {
  using service::exit_code;
  using service::ExitCode;
  CHECK(exit_code(Cause::image_damaged) == ExitCode::input);
  CHECK(exit_code(Cause::paper_jam) == ExitCode::device);
  CHECK(exit_code(Cause::disk_full) == ExitCode::setup);
  CHECK(exit_code(Cause::dossier_busy) == ExitCode::retry);
  CHECK(exit_code(Cause::check_failed) == ExitCode::bug);
  CHECK(exit_code(Cause::stopped) == ExitCode::interrupted);
}
