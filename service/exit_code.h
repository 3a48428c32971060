// What a command's exit code means. Documented in README.md and every --help.
#pragma once
#include "core/error.h"

namespace sohoa::service {

enum class ExitCode : int {
  done = 0,
  needs_review = 1,  // published, but a person must look
  usage = 2,         // unusable command line
  input = 3,         // bad input, or not to be trusted
  device = 4,
  setup = 5,
  retry = 6,
  bug = 70,
  interrupted = 130,
};

constexpr const char* exit_codes_text =
    "Exit codes: 0 done; 1 published, but needs review; 2 unusable command line; 3 bad input or "
    "not "
    "trusted; 4 device; 5 setup; 6 try again later; 70 bug; 130 interrupted.";

ExitCode exit_code(Cause cause) noexcept;

}  // namespace sohoa::service
