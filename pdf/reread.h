// The text of a finished PDF as an independent reader (Poppler, in a helper process) sees it.
#pragma once
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/child.h"

namespace sohoa::pdf {

// One string a page, words in content order, lines parted by '\n'. Throws Error(check_failed) if it
// cannot be read, and Error(stopped). Thread-safe.
std::vector<std::string> reread_text(const std::filesystem::path& file,
                                     const std::stop_token& stop);

// The helpers of this module: a program that uses reread_text() or verify() gives them to
// run_as_worker().
std::span<const WorkerEntry> workers();

}  // namespace sohoa::pdf
