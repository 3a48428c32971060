#include "service/command_line.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/error.h"
#include "service/clean.h"
#include "service/exit_code.h"

namespace sohoa::service {
namespace {

struct CommandText {
  Command command;
  For table;  // its column in the settings table
  const char* name;
  const char* help;
  const char* inputs;  // what stands for the inputs in --help; null: takes none
  const char* inputs_help;
  bool inputs_needed = true;
};

constexpr auto commands = std::to_array<CommandText>({
    {Command::devices, For::devices, "devices",
     "List the SANE scanners with their sources, modes and resolutions.", nullptr, nullptr},
    {Command::scan, For::scan, "scan",
     "Scan the feeder until it is empty and publish the stack as a signed dossier. Every page is "
     "on "
     "disk before anything else is done with it; after a jam or a crash, running again goes on.",
     nullptr, nullptr},
    {Command::digitize, For::digitize, "digitize",
     "Turn image files and PDFs into a signed, searchable dossier. A file that cannot be read is "
     "reported and listed in the dossier; the rest goes on. After an interruption the same command "
     "goes on.",
     "INPUT", "JPEG, PNG, TIFF, PNM or PDF files, or folders of them (natural order)"},
    {Command::read, For::read, "read", "Print the text of images and PDFs; nothing is kept.",
     "FILE", "JPEG, PNG, TIFF, PNM or PDF files, or folders of them"},
    {Command::fields, For::fields, "fields",
     "Print the kinds and fields of documents as one JSON object; nothing is kept. Each file is "
     "one "
     "document.",
     "FILE", "JPEG, PNG, TIFF, PNM or PDF files, or folders of them"},
    {Command::explain, For::explain, "explain",
     "Say why documents are taken for their kinds and why their fields have their values: what was "
     "considered, what each rule saw, what is doubtful.",
     "FILE", "JPEG, PNG, TIFF, PNM or PDF files, or folders of them"},
    {Command::check_forms, For::forms, "forms check",
     "Say every mistake of form definitions, with file, line and column. Exit code 3 if one cannot "
     "be used.",
     "FOLDER|FILE", "definitions (TOML) or folders of them; default: those in use", false},
    {Command::list_forms, For::forms, "forms list",
     "List the kinds of document that are defined, with law, time in force and number of fields.",
     nullptr, nullptr},
    {Command::verify, For::verify, "verify",
     "Say whether dossiers or signed PDFs can be trusted. Exit code 0 only if every one can.",
     "DOSSIER|PDF", "dossier folders or PDF files"},
    {Command::extend, For::extend, "extend",
     "Raise signatures to a higher PAdES level, or renew their archive time-stamps. What has the "
     "level already stays as it is. A file or dossier is the old one or the new one, complete, at "
     "any moment.",
     "PDF|DOSSIER", "signed PDF files, or dossier folders"},
    {Command::doctor, For::doctor, "doctor",
     "Say what is missing on this machine (data, devices, keys, folders) and how to get it.",
     nullptr, nullptr},
    {Command::text, For::text, "text",
     "Print text files of the years before Unicode (TCVN3, VNI, Windows-1258, VISCII) as UTF-8.",
     "FILE", "text files, at most 64 MB each"},
    {Command::reuse, For::reuse, "reuse",
     "Say which papers of a person or organisation the storage folder has already, still valid, so "
     "that they are not digitised again.",
     nullptr, nullptr},
    {Command::stamp, For::stamp, "stamp",
     "Ask the time-stamping authority for what signed dossiers wait for, and publish them. May be "
     "ended at any moment; the next run goes on.",
     nullptr, nullptr},
    {Command::settings, For::file_only, "settings", "Show the settings in force.", nullptr,
     nullptr},
});

// What CLI11 writes into; addresses must not move.
struct Slot {
  const Setting* setting;
  std::vector<std::string> values;
  bool on = false;
};

void add_settings(CLI::App& app, For table, std::deque<Slot>& slots) {
  for (const auto& setting : setting_table()) {
    if (setting.flag.empty() || !applies(setting.commands, table)) continue;
    auto& slot = slots.emplace_back(Slot{&setting, {}, false});
    const std::string flag(setting.flag);
    const std::string help(setting.help);
    if (std::holds_alternative<bool Settings::*>(setting.member)) {
      app.add_flag(flag, slot.on, help);
      continue;
    }
    auto* option =
        app.add_option(flag, slot.values, help)->type_name(std::string(setting.argument));
    option->allow_extra_args(false);
    if (!std::holds_alternative<std::vector<std::string> Settings::*>(setting.member))
      option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
}

// "forms check" is the command `check` of the group `forms`.
CLI::App* add_command(CLI::App& app, const CommandText& text) {
  const std::string name = text.name;
  const std::size_t space = name.find(' ');
  if (space == std::string::npos) return app.add_subcommand(name, text.help);
  const std::string group = name.substr(0, space);
  const auto known =
      app.get_subcommands([&](const CLI::App* each) { return each->get_name() == group; });
  CLI::App* parent = known.empty() ? nullptr : known.front();
  if (parent == nullptr) {
    parent = app.add_subcommand(group, "Form definitions: check them, list what is defined.");
    parent->require_subcommand(1);
    parent->footer(exit_codes_text);
  }
  return parent->add_subcommand(name.substr(space + 1), text.help);
}

// An empty value is a script's variable that was not set, never a wish for the default.
void set_flags(const std::deque<Slot>& slots, Settings& settings) {
  for (const auto& slot : slots) {
    if (slot.on) assign(settings, *slot.setting, {"true"});
    if (std::ranges::find(slot.values, std::string()) != slot.values.end())
      throw Error(Cause::settings_invalid,
                  fmt::format("{}: an empty value; leave the flag out for the default",
                              slot.setting->flag));
    if (!slot.values.empty()) assign(settings, *slot.setting, slot.values);
  }
}

// The words of the command line in the order CLI11 wants, last first. What stands behind "--" is a
// path, and is written so that it looks like one: CLI11 would refuse it after another input.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words;
  bool paths_only = false;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (!paths_only && word == "--")
      paths_only = true;
    else
      words.push_back(paths_only && word.starts_with('-') ? "./" + word : word);
  }
  std::ranges::reverse(words);
  return words;
}

// `todo` in Vietnamese: a line of a file and a word of the command line are mended differently.
int complain(const std::string& detail, const char* todo, ExitCode code) {
  const std::string text = fmt::format("sohoa: {}\n{}\n", clean(detail), todo);
  std::fwrite(text.data(), 1, text.size(), stderr);
  return static_cast<int>(code);
}

}  // namespace

Parsed parse_command_line(int argc, char** argv) {
  CLI::App app(
      "Scan, read and seal paper dossiers: from a scanner or files to signed, searchable "
      "PDF/A in a watched folder.");
  app.name("sohoa");
  app.set_version_flag("--version", fmt::format("sohoa {}", version));
  app.require_subcommand(1);
  app.footer(std::string(exit_codes_text) +
             "\n'sohoa COMMAND --help' explains a command; docs/settings.md every setting.");
  app.get_formatter()->column_width(34);

  std::string settings_file;
  std::vector<std::string> inputs;
  bool markdown = false;
  std::array<std::deque<Slot>, commands.size()> slots;
  std::array<CLI::App*, commands.size()> subcommands{};
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const auto& text = commands[i];
    auto* sub = subcommands[i] = add_command(app, text);
    sub->footer(exit_codes_text);
    sub->add_option("--settings", settings_file,
                    "Settings file (TOML). Default: ./sohoa.toml, ~/.config/sohoa/sohoa.toml, "
                    "/etc/sohoa/sohoa.toml, the first that exists.")
        ->type_name("FILE");
    if (text.inputs != nullptr)
      sub->add_option("inputs", inputs, text.inputs_help)
          ->type_name(text.inputs)
          ->required(text.inputs_needed);
    if (text.command == Command::settings)
      sub->add_flag("--markdown", markdown, "Print docs/settings.md instead.");
    add_settings(*sub, text.table, slots[i]);
  }
  try {
    app.parse(words_of(argc, argv));
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e, std::cout, std::cerr);
    return {std::nullopt, code == 0 ? 0 : static_cast<int>(ExitCode::usage)};
  }

  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (!subcommands[i]->parsed()) continue;
    Invocation invocation{commands[i].command, {}, settings_file, inputs, markdown};
    if (settings_file.empty()) invocation.settings_file = default_settings_file().string();
    try {
      if (!invocation.settings_file.empty()) load(invocation.settings, invocation.settings_file);
    } catch (const Error& e) {
      return {std::nullopt,
              complain(e.what(), "Cấu hình có lỗi: sửa dòng nêu trên; xem docs/settings.md.",
                       ExitCode::setup)};
    }
    try {
      set_flags(slots[i], invocation.settings);
    } catch (const Error& e) {
      return {std::nullopt,
              complain(e.what(), "Dòng lệnh không dùng được: xem 'sohoa LỆNH --help'.",
                       ExitCode::usage)};
    }
    return {std::move(invocation), 0};
  }
  return {std::nullopt, static_cast<int>(ExitCode::usage)};
}

}  // namespace sohoa::service
