// Everything a user can set, once: the table below gives the flags of the commands, the keys of the
// settings file (TOML) and docs/settings.md. A flag wins over the file, the file over the default.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sohoa {

struct Settings {
  std::string storage;
  std::string dossier_code;
  std::string dossier_prefix = "SOHOA";
  std::string dossier_agency;
  std::string result_code = "{agency}.{date}.{counter:6}";
  std::string procedure;
  std::string procedures_folder, rules_folder;
  std::string split = "source";
  int sheets = 0;
  std::string blank_pages = "keep";
  int workers = 0;
  std::string scan_device;
  std::string scan_source;
  std::string scan_mode = "color";
  int scan_resolution = 300;
  std::string sane_config;
  std::string sane_libraries;
  int open_seconds = 30;
  int start_seconds = 60;
  int stall_seconds = 20;
  int resume_minutes = 60;
  std::string line_engine = "network";
  std::string line_model;
  int page_seconds = 60;
  int unread_percent = 1;
  std::string keep_artifacts;
  std::string image_profile = "master";
  std::string forms_folder;
  std::string signature_level = "b";
  std::string timestamp_url, timestamp_user, timestamp_password_file;
  int timestamp_seconds = 180;
  int timestamp_tries = 3;
  int timestamp_parallel = 4;
  bool follow = false;
  std::string clerk_key, clerk_password_file, clerk_certificate;
  std::string agency_key, agency_password_file, agency_certificate;
  std::string pkcs11_module;
  std::string rsa_padding = "pkcs1";
  int key_seconds = 60;
  std::string blocks = "yes";
  std::string copy_form = "SAO Y";
  std::vector<std::string> trust;
  std::vector<std::string> revocation_lists;
  bool online = false;
  std::string read_format = "text";
  std::string text_from = "auto";
  std::string kind;
  std::string field;
  std::string typed;
  std::string reuse_owner, reuse_number;
  bool json = false;
};

// Which commands have the flag.
enum class For : std::uint16_t {
  file_only = 0,
  scan = 1,
  digitize = 2,
  read = 4,
  verify = 8,
  devices = 16,
  doctor = 32,
  text = 1024,
  fields = 64,
  explain = 128,
  forms = 256,
  reuse = 512,
  stamp = 2048,
  extend = 4096,
};
constexpr bool applies(std::uint16_t commands, For command) noexcept {
  return (commands & static_cast<std::uint16_t>(command)) != 0;
}

struct Setting {
  std::string_view key;       // in the file: "scan.resolution"
  std::string_view flag;      // "--resolution"; empty: only in the file
  std::string_view argument;  // what follows the flag in --help: "DPI"; empty for a switch
  std::string_view help;      // one sentence, with the unit and what the default means
  std::uint16_t commands;     // For, or-ed
  std::variant<std::string Settings::*, int Settings::*, bool Settings::*,
               std::vector<std::string> Settings::*>
      member;
  int least = 0, most = 0;                  // of an int
  std::vector<std::string_view> choices{};  // of a text; empty: any
};

std::span<const Setting> setting_table();

// Sets one by its text, as from a flag. Throws Error(settings_invalid) saying what is allowed.
void assign(Settings& settings, const Setting& setting, const std::vector<std::string>& values);

// Applies a TOML file: unknown keys, wrong types and values out of range throw
// Error(settings_invalid) with file, line and column. Relative paths are relative to the file.
void load(Settings& settings, const std::filesystem::path& file);

// The file used if none is named: $SOHOA_SETTINGS, ./sohoa.toml, ~/.config/sohoa/sohoa.toml,
// /etc/sohoa/sohoa.toml; empty if there is none.
std::filesystem::path default_settings_file();

std::string settings_as_markdown();  // docs/settings.md

}  // namespace sohoa
