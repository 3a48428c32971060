// From an invocation to what the pipeline needs: settings turned into values, once.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/settings.h"
#include "forms/extract.h"
#include "forms/typed.h"
#include "pipeline/bind.h"
#include "pipeline/stages.h"
#include "scanners/open.h"
#include "service/keys.h"

namespace sohoa::service {

// Made if missing. Throws Error(storage_unusable).
std::filesystem::path storage_folder(const Settings& settings);
std::size_t worker_count(const Settings& settings);
RecipeSettings recipe(const Settings& settings);
std::filesystem::path forms_folder(const Settings& settings);
// The file of --typed, for these inputs; without a time of its own it is typed now. Empty without
// the setting. Throws Error(typed_invalid, file_missing).
std::optional<forms::TypedValues> typed_values(const Settings& settings,
                                               const std::vector<std::filesystem::path>& files);
scanners::ScanOptions scan_options(const Settings& settings);

// Keys, form definitions, rules and names of a publishing run. Not copied: `workshop` points into
// it.
struct Equipment {
  explicit Equipment(const Settings& settings);
  Equipment(const Equipment&) = delete;
  Equipment& operator=(const Equipment&) = delete;
  Keys keys;
  forms::Extractor extractor;
  forms::Openings openings;
  Rulebook rulebook;
  Workshop workshop;
};

}  // namespace sohoa::service
