// From an invocation to what the pipeline needs: settings turned into values, once.
#pragma once
#include <memory>
#include <string>

#include "core/settings.h"
#include "forms/extract.h"
#include "pipeline/bind.h"
#include "pipeline/stages.h"
#include "scanners/open.h"
#include "service/keys.h"

namespace sohoa::service {

std::size_t worker_count(const Settings& settings);
RecipeSettings recipe(const Settings& settings);
std::filesystem::path forms_folder(const Settings& settings);
scanners::ScanOptions scan_options(const Settings& settings);

// Keys, form definitions and names of a publishing run. Not copied: `workshop` points into it.
struct Equipment {
  explicit Equipment(const Settings& settings);
  Equipment(const Equipment&) = delete;
  Equipment& operator=(const Equipment&) = delete;
  Keys keys;
  forms::Extractor extractor;
  Workshop workshop;
};

}  // namespace sohoa::service
