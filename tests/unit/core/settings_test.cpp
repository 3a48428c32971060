#include "core/settings.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/file.h"
#include "tests/support/temp_folder.h"

using namespace sohoa;

namespace {

Settings loaded(const std::string& text) {
  const test::TempFolder folder;
  write_durably(folder / "s.toml", text);
  Settings settings;
  load(settings, folder / "s.toml");
  return settings;
}

std::string complaint(const std::string& text) {
  try {
    loaded(text);
  } catch (const Error& e) {
    CHECK(e.cause == Cause::settings_invalid);
    return e.what();
  }
  return "";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("settings: keys and flags are each unique") {
  std::set<std::string_view> keys;
  std::set<std::string_view> flags;
  for (const auto& setting : setting_table()) {
    CHECK(keys.insert(setting.key).second);
    if (!setting.flag.empty()) CHECK(flags.insert(setting.flag).second);
    CHECK_FALSE(setting.help.empty());
  }
}

TEST_CASE("settings: a file sets values and paths relative to itself") {
  const test::TempFolder folder;
  write_durably(
      folder / "s.toml",
      "[storage]\nfolder = \"kho\"\n[scan]\nresolution = 200\n[trust]\nroots = [\"a.pem\"]\n"
      "[output]\njson = true\n");
  Settings settings;
  load(settings, folder / "s.toml");
  CHECK(settings.storage == (std::filesystem::canonical(folder.path()) / "kho").string());
  CHECK(settings.scan_resolution == 200);
  REQUIRE(settings.trust.size() == 1);
  CHECK(settings.trust[0].ends_with("/a.pem"));
  CHECK(settings.json);
  CHECK(settings.line_engine == "network");
}

TEST_CASE("settings: mistakes are named with line, column and what is allowed") {
  CHECK(has(complaint("[scan]\nresolution = \"many\"\n"), "s.toml:2:"));
  CHECK(has(complaint("[scan]\nresolution = \"many\"\n"), "a whole number"));
  CHECK(has(complaint("[scan]\nresolution = 7\n"), "from 50 to 1200"));
  CHECK(has(complaint("[scan]\nmode = \"colour\"\n"), "color, gray, lineart"));
  CHECK(has(complaint("[scan]\nresolutoin = 300\n"), "'scan.resolutoin' is not a setting"));
  CHECK(has(complaint("stray = 1\n"), "outside a table"));
  CHECK(has(complaint("[scan\n"), "s.toml:1:"));
}

TEST_CASE("settings: a flag's text is checked as the file's is") {
  Settings settings;
  for (const auto& setting : setting_table())
    if (setting.flag == "--workers") {
      assign(settings, setting, {"3"});
      CHECK(settings.workers == 3);
      CHECK_THROWS_AS(assign(settings, setting, {"3x"}), Error);
      CHECK_THROWS_AS(assign(settings, setting, {"-1"}), Error);
      CHECK_THROWS_AS(assign(settings, setting, {"99999999999999999999"}), Error);
    }
}

TEST_CASE("settings: docs/settings.md is what the table says") {
  CHECK(read_file(std::string(SOHOA_SOURCE_DIR) + "/docs/settings.md") == settings_as_markdown());
}
