// What `fields` and `explain` share: files, definitions, and what is known beforehand.
#pragma once
#include <functional>
#include <stop_token>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pipeline/read_fields.h"
#include "service/command_line.h"
#include "service/reporter.h"

namespace sohoa::service {

// Reads the files of the invocation and calls `take` with each, as read_fields() does. Returns the
// exit code. Throws Error(kind_unknown, definition_invalid, data_missing) before anything is read.
int run_fields_job(const Invocation& invocation, bool explain, Reporter& reporter,
                   const std::function<void(const std::string& file, const FileFields&)>& take,
                   const std::stop_token& stop);

// A file's entry in the output, without its fields: "file", "kind", "score", "pages", and if there
// are any "error", "faults" and "typed".
nlohmann::ordered_json as_json(const std::string& file, const FileFields& fields);

}  // namespace sohoa::service
