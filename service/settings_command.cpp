// sohoa settings: what is in force, as a settings file; or the manual of all settings.
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "service/commands.h"
#include "service/exit_code.h"

namespace sohoa::service {
namespace {

// A JSON string is also a TOML basic string.
std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

std::string value_of(const Settings& settings, const Setting& setting) {
  if (const auto* text = std::get_if<std::string Settings::*>(&setting.member))
    return quoted(settings.*(*text));
  if (const auto* number = std::get_if<int Settings::*>(&setting.member))
    return std::to_string(settings.*(*number));
  if (const auto* flag = std::get_if<bool Settings::*>(&setting.member))
    return settings.*(*flag) ? "true" : "false";
  std::string list;
  for (const auto& item : settings.*std::get<std::vector<std::string> Settings::*>(setting.member))
    list += (list.empty() ? "" : ", ") + quoted(item);
  return "[" + list + "]";
}

}  // namespace

int show_settings(const Invocation& invocation) {
  if (invocation.markdown) {
    fmt::print("{}", settings_as_markdown());
    return static_cast<int>(ExitCode::done);
  }
  std::string table;
  for (const auto& setting : setting_table()) {
    const std::string group(setting.key.substr(0, setting.key.find('.')));
    if (group != table) fmt::print("{}[{}]\n", table.empty() ? "" : "\n", table = group);
    fmt::print("{} = {}\n", setting.key.substr(group.size() + 1),
               value_of(invocation.settings, setting));
  }
  return static_cast<int>(ExitCode::done);
}

}  // namespace sohoa::service
