// sohoa forms check, sohoa forms list: the definitions, for who writes them.
#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/clock.h"
#include "forms/definition.h"
#include "forms/lint.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/job.h"
#include "service/standard_output.h"

namespace sohoa::service {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json as_json(const forms::Finding& finding) {
  return {{"file", finding.file},
          {"line", finding.line},
          {"column", finding.column},
          {"level", finding.error ? "error" : "warning"},
          {"detail", finding.what}};
}

std::string today() { return iso_time(std::chrono::system_clock::now()).substr(0, 10); }

std::size_t fields_of(const forms::Definition& definition, const forms::Kind& kind) {
  return static_cast<std::size_t>(
      std::ranges::count_if(definition.fields, [&](const forms::Field& field) {
        return field.only.empty() || std::ranges::find(field.only, kind.id) != field.only.end();
      }));
}

}  // namespace

int check_forms(const Invocation& invocation, Reporter& reporter) {
  std::vector<std::filesystem::path> paths{invocation.inputs.begin(), invocation.inputs.end()};
  if (paths.empty()) paths.push_back(forms_folder(invocation.settings));
  const auto texts = forms::definition_texts(paths);
  const auto findings = forms::check_definitions(texts, today());
  for (const auto& finding : findings)
    deliver(reporter.json() ? dumped(as_json(finding)) : forms::as_line(finding) + "\n");
  flush_delivered();
  const auto errors = std::ranges::count(findings, true, &forms::Finding::error);
  reporter.note(fmt::format("Đã kiểm tra {} tệp: {} lỗi, {} cảnh báo.", texts.size(), errors,
                            findings.size() - static_cast<std::size_t>(errors)));
  return static_cast<int>(errors > 0 ? ExitCode::input : ExitCode::done);
}

int list_forms(const Invocation& invocation) {
  const auto definitions = forms::load_definitions(forms_folder(invocation.settings));
  for (const auto& definition : definitions)
    for (const auto& kind : definition.kinds) {
      const auto fields = fields_of(definition, kind);
      if (invocation.settings.json) {
        deliver(dumped({{"id", kind.id},
                        {"name", kind.name},
                        {"law", definition.law},
                        {"valid_from", definition.valid_from},
                        {"valid_until", definition.valid_until},
                        {"fields", fields},
                        {"file", definition.file}}));
        continue;
      }
      const std::string until = definition.valid_until.empty() ? "nay" : definition.valid_until;
      deliver(fmt::format("{:<28} {} ({}; {} – {}; {} trường)\n{:<28} {}\n", kind.id, kind.name,
                          definition.law, definition.valid_from, until, fields, "",
                          definition.file));
    }
  flush_delivered();
  return static_cast<int>(ExitCode::done);
}

}  // namespace sohoa::service
