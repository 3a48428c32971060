// Fields alone: files to their kinds and fields, without a dossier. Each file is one document.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "forms/extract.h"
#include "forms/typed.h"
#include "pipeline/events.h"
#include "pipeline/stages.h"

namespace sohoa {

// What came of one file.
struct FileFields {
  struct PageFault {
    std::uint32_t page = 0;  // 0-based, within the document
    Fault fault;
  };
  std::size_t input = 0;             // index of the file
  std::vector<std::uint32_t> pages;  // 0-based, within the file: those that gave an image
  bool read = true;  // the text of every page can be taken as it is (pipeline/doubts.h)
  forms::Extraction extraction;
  forms::Explanation explanation;  // if asked for
  std::vector<PageFault> faults;   // survived
  std::vector<TypedRecord> typed;  // what was given of it
  std::vector<Fault> unused;       // … and fits no field
  std::optional<Fault> lost;       // why the file, or what follows the pages above, was not read
  double cpu_seconds = 0;          // of recognition and extraction
};

struct FieldsJob {
  std::vector<std::filesystem::path> files;
  const forms::Extractor* extractor;          // must outlive the run
  std::string kind;                           // of all files; empty: each is recognised
  const forms::TypedValues* typed = nullptr;  // a file is the document of its number
  bool explain = false;
};

// Calls `take` with each file in order, in the calling thread, as soon as it is finished. Memory
// holds the text of one file and the pages under way. Throws Error(stopped) and what `take` and
// Extractor::extract() throw.
void read_fields(const FieldsJob& job, const RecipeSettings& recipe, std::size_t workers,
                 const std::function<void(const FileFields&)>& take, const Listener& listener,
                 const std::stop_token& stop);

}  // namespace sohoa
