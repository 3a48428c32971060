#include "service/job.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/file.h"
#include "core/resources.h"
#include "service/command_line.h"
#include "storage/code_template.h"

namespace sohoa::service {
namespace {

// The one that is set, else the program's own.
std::filesystem::path folder(const std::string& set, const char* own) {
  return set.empty() ? resource(own) : std::filesystem::path(set);
}

}  // namespace

std::filesystem::path storage_folder(const Settings& settings) {
  if (settings.storage.empty())
    throw Error(Cause::storage_unusable,
                "no storage folder is named: give --into STORAGE or set storage.folder");
  std::error_code error;
  std::filesystem::create_directories(settings.storage, error);
  if (error)
    throw Error(Cause::storage_unusable, settings.storage + ": cannot be made: " + error.message());
  return std::filesystem::canonical(settings.storage);
}

std::size_t worker_count(const Settings& settings) {
  if (settings.workers > 0) return static_cast<std::size_t>(settings.workers);
  return std::max(1U, std::thread::hardware_concurrency());
}

RecipeSettings recipe(const Settings& settings) {
  RecipeSettings recipe;
  recipe.reader.model = settings.line_model;
  recipe.reader.text = resource("models/text");
  recipe.reader.engine =
      settings.line_engine == "tesseract" ? ocr::LineEngine::tesseract : ocr::LineEngine::network;
  recipe.reader.page_seconds = settings.page_seconds;
  recipe.unread_limit = settings.unread_percent / 100.0;
  recipe.artifacts = settings.keep_artifacts;
  for (const auto profile : {ImageProfile::master, ImageProfile::access, ImageProfile::compact})
    if (settings.image_profile == profile_name(profile)) recipe.image_profile = profile;
  return recipe;
}

std::filesystem::path forms_folder(const Settings& settings) {
  return settings.forms_folder.empty() ? resource("models/forms")
                                       : std::filesystem::path(settings.forms_folder);
}

std::optional<forms::TypedValues> typed_values(const Settings& settings,
                                               const std::vector<std::filesystem::path>& files) {
  if (settings.typed.empty()) return std::nullopt;
  auto typing =
      forms::parse_typing(read_file(settings.typed, forms::longest_typing), settings.typed);
  if (typing.time.empty()) typing.time = iso_time(std::chrono::system_clock::now());
  return forms::assigned(typing, files);
}

scanners::ScanOptions scan_options(const Settings& settings) {
  scanners::ScanOptions options;
  options.device = settings.scan_device;
  options.source = settings.scan_source;
  options.mode = settings.scan_mode;
  options.resolution = settings.scan_resolution;
  options.sane_config = settings.sane_config;
  options.sane_libraries = settings.sane_libraries;
  options.open_within = std::chrono::seconds(settings.open_seconds);
  options.start_within = std::chrono::seconds(settings.start_seconds);
  options.bytes_within = std::chrono::seconds(settings.stall_seconds);
  return options;
}

Equipment::Equipment(const Settings& settings)
    : keys(load_keys(settings)),
      extractor(forms_folder(settings)),
      openings(resource("models/openings.toml"), extractor.definitions()),
      rulebook(folder(settings.rules_folder, "models/rules"),
               folder(settings.procedures_folder, "models/procedures"), settings.procedure,
               iso_time(std::chrono::system_clock::now()).substr(0, 10)),
      workshop{
          &extractor,
          &openings,
          &keys.clerk,
          &keys.agency,
          keys.collector.get(),
          keys.trust,
          resource("models/icc/sRGB.icc"),
          fmt::format("sohoa {}", version),
          ocr::engine_name(recipe(settings).reader),
          &rulebook,
          settings.result_code,
          settings.dossier_agency.empty() ? settings.dossier_prefix : settings.dossier_agency} {
  const storage::CodeTemplate checked(settings.result_code);  // before a page is asked for
  workshop.blocks = settings.blocks == "yes";
  workshop.copy_form = settings.copy_form;
}

}  // namespace sohoa::service
