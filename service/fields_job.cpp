#include "service/fields_job.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/messages.h"
#include "forms/definition.h"
#include "pipeline/typed_values.h"
#include "scanners/open.h"
#include "service/exit_code.h"
#include "service/job.h"

namespace sohoa::service {
namespace {

using nlohmann::ordered_json;

void require_kind(const std::string& kind, const forms::Extractor& extractor,
                  const std::filesystem::path& folder) {
  if (kind.empty()) return;
  for (const auto& definition : extractor.definitions())
    if (std::ranges::find(definition.kinds, kind, &forms::Kind::id) != definition.kinds.end())
      return;
  throw Error(Cause::kind_unknown,
              fmt::format("--kind {}: no definition of it in {}", kind, folder.string()));
}

ordered_json fault_json(const Fault& fault) {
  return {{"cause", cause_name(fault.cause)},
          {"message", advice(fault.cause).what},
          {"detail", fault.detail}};
}

}  // namespace

int run_fields_job(const Invocation& invocation, bool explain, Reporter& reporter,
                   const std::function<void(const std::string& file, const FileFields&)>& take,
                   const std::stop_token& stop) {
  const auto& settings = invocation.settings;
  const auto folder = forms_folder(settings);
  const forms::Extractor extractor(folder);
  require_kind(settings.kind, extractor, folder);
  FieldsJob job;
  job.files = scanners::list_inputs({invocation.inputs.begin(), invocation.inputs.end()});
  job.extractor = &extractor;
  job.kind = settings.kind;
  const auto typed = typed_values(settings, job.files);
  if (typed) {
    job.typed = &*typed;
    for (const Fault& fault : values_of_no_document(*typed, job.files.size()))
      throw Error(Cause::typed_invalid, settings.typed + ": " + fault.detail);
  }
  job.explain = explain;
  // Events would mix with the result on standard output.
  const Listener listener = [&](const Event& event) {
    if (!settings.json) reporter.on(event);
  };
  bool any = false, whole = true;
  read_fields(
      job, recipe(settings), worker_count(settings),
      [&](const FileFields& fields) {
        any = any || !fields.pages.empty();
        whole = whole && fields.read && !fields.lost && fields.unused.empty();
        take(job.files[fields.input].string(), fields);
      },
      listener, stop);
  if (!any) return static_cast<int>(ExitCode::input);
  return static_cast<int>(whole ? ExitCode::done : ExitCode::needs_review);
}

ordered_json as_json(const std::string& file, const FileFields& fields) {
  ordered_json pages = ordered_json::array();
  for (const auto page : fields.pages) pages.push_back(page + 1);
  ordered_json object{{"file", file},
                      {"kind", fields.extraction.kind},
                      {"score", std::round(fields.extraction.score * 1e4) / 1e4},
                      {"pages", std::move(pages)}};
  if (fields.lost) object["error"] = fault_json(*fields.lost);
  ordered_json faults = ordered_json::array();
  for (const auto& [page, fault] : fields.faults) {
    auto item = fault_json(fault);
    item["page"] = page + 1;
    faults.push_back(std::move(item));
  }
  for (const auto& fault : fields.unused) faults.push_back(fault_json(fault));
  if (!faults.empty()) object["faults"] = std::move(faults);
  ordered_json typed = ordered_json::array();
  for (const auto& [key, value, user, time] : fields.typed)
    typed.push_back({{"key", key}, {"value", value}, {"user", user}, {"time", time}});
  if (!typed.empty()) object["typed"] = std::move(typed);
  return object;
}

}  // namespace sohoa::service
