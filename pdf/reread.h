// The text of a finished PDF as an independent reader (Poppler, in a helper process) sees it.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/child.h"

namespace sohoa::pdf {

// Keeps its helper from one file to the next: to start one costs more than to read a file. It is
// started when first needed and again after it died. Used by one thread.
class Rereader {
 public:
  // One string a page, words in content order, lines parted by '\n'. Throws Error(check_failed) if
  // it cannot be read, and Error(stopped).
  std::vector<std::string> read(const std::filesystem::path& file, const std::stop_token& stop);

 private:
  std::shared_ptr<Child> child_;  // only while it waits for the next file
};

// The helpers of this module: a program that uses a Rereader, a Verifier or a key in a token gives
// them to run_as_worker().
std::span<const WorkerEntry> workers();

}  // namespace sohoa::pdf
