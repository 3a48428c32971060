// The command line, from the settings table and nothing else.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/settings.h"

namespace sohoa::service {

enum class Command : std::uint8_t {
  devices,
  scan,
  digitize,
  read,
  fields,
  explain,
  check_forms,
  list_forms,
  verify,
  extend,
  doctor,
  text,
  reuse,
  stamp,
  settings,
};

struct Invocation {
  Command command;
  Settings settings;                // defaults, then file, then flags
  std::string settings_file;        // the file that was read; empty: none
  std::vector<std::string> inputs;  // files and folders
  bool markdown = false;            // of 'settings'
};

struct Parsed {
  std::optional<Invocation> invocation;  // empty: help was printed or the line is unusable
  int exit_code = 0;
};

// Prints help to standard output and complaints to standard error itself.
Parsed parse_command_line(int argc, char** argv);

constexpr const char* version = "0.1.0";

}  // namespace sohoa::service
