// One job from its source to the watched folder: the whole line in one function.
#pragma once
#include <filesystem>
#include <stop_token>

#include "core/dossier.h"
#include "pipeline/bind.h"
#include "pipeline/events.h"
#include "pipeline/intake.h"
#include "pipeline/stages.h"
#include "storage/batch.h"

namespace sohoa {

struct DigitizeSettings {
  std::filesystem::path storage;
  std::size_t workers = 1;
  std::optional<std::uint32_t> sheets = {};  // as counted by hand
  bool leave_out_blank = false;
  bool await_stamps = false;  // the dossier waits for its time-stamps instead of being published
  RecipeSettings recipe;      // its scratch folder is set by digitize()
};

struct Outcome {
  std::filesystem::path folder;  // STORAGE/CODE, or where it waits for its time-stamps
  Dossier dossier;
};

// Pages on the belt at once for a scanner: a whole stack, so that paper is never held back by
// reading. A waiting page is a reference to the spool and costs a kilobyte; drivers that read ahead
// into memory would lose sheets in a crash if we let them wait.
inline constexpr std::size_t stack_capacity = 4000;

// Runs the job that `batch` is the spool of. On return the dossier stands in the watched folder, or
// waits for its time-stamps, and the batch is gone. On Error nothing has appeared, and every page
// acquired so far is in the batch: running again goes on from there. Error(input_empty) if there
// was no page at all, or none that could be used; the batch is then removed, unless it holds
// scanned pages. Error(secret_refused) if a document must not be digitised; the batch is then
// removed, scanned pages and all.
Outcome digitize(storage::Batch& batch, const OpenSource& open, const Workshop& workshop,
                 const DigitizeSettings& settings, const Listener& listener,
                 const std::stop_token& stop);

}  // namespace sohoa
