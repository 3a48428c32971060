// sohoa reuse: what the storage has of a person or organisation already, before it is digitised
// again (R29).
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/clock.h"
#include "core/error.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "storage/results.h"

namespace sohoa::service {
namespace {

using nlohmann::ordered_json;

ordered_json as_json(const ExistingResult& result) {
  return {{"event", "existing"},         {"dossier", result.dossier},
          {"document", result.document}, {"result_code", result.result_code},
          {"kind", result.kind},         {"number", result.number},
          {"issued", result.issued},     {"valid_until", result.valid_until},
          {"file", result.file},         {"sure", result.sure}};
}

std::string as_text(const ExistingResult& result) {
  return fmt::format("{}\t{}\t{}\t{}", result.file, result.result_code, result.number,
                     result.issued);
}

}  // namespace

int reuse(const Invocation& invocation, Reporter& reporter) {
  const Settings& settings = invocation.settings;
  if (settings.storage.empty())
    throw Error(Cause::storage_unusable,
                "no storage folder is named: give --into STORAGE or set storage.folder");
  if (settings.reuse_owner.empty())
    throw Error(Cause::settings_invalid, "no owner is named: give --owner NUMBER");
  const std::string today = iso_time(std::chrono::system_clock::now()).substr(0, 10);
  const auto found =
      storage::matching(storage::published_results(settings.storage),
                        {settings.reuse_owner, settings.kind, settings.reuse_number, today});
  for (const ExistingResult& result : found) {
    if (reporter.json())
      reporter.object(as_json(result));
    else
      reporter.data(as_text(result));
    if (!result.sure)
      reporter.note(
          fmt::format("Hồ sơ {} đang cần kiểm tra: đối chiếu trước khi dùng lại.", result.dossier));
  }
  if (reporter.json())
    reporter.object({{"event", "result"}, {"found", found.size()}});
  else if (found.empty())
    reporter.note("Kho chưa có giấy tờ còn hiệu lực như vậy: cần số hóa.");
  else
    reporter.note(fmt::format("Kho đã có {} giấy tờ còn hiệu lực: dùng lại, không cần số hóa.",
                              found.size()));
  return static_cast<int>(ExitCode::done);
}

}  // namespace sohoa::service
