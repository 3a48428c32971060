// sohoa scan, sohoa digitize: a source, a dossier code, the line, and what came of it.
#include <algorithm>
#include <chrono>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/clock.h"
#include "core/file.h"
#include "core/messages.h"
#include "core/review_reasons.h"
#include "pipeline/digitize.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/job.h"
#include "storage/stamping.h"

namespace sohoa::service {
namespace fs = std::filesystem;
namespace {

using nlohmann::ordered_json;

ordered_json reasons_as_json(const std::vector<ReviewReason>& reasons) {
  ordered_json list = ordered_json::array();
  for (const auto& reason : reasons) {
    ordered_json item{{"reason", cause_name(reason.cause)},
                      {"detail", reason.detail},
                      {"message", review_message(reason)}};
    if (reason.document) item["document"] = *reason.document + 1;
    if (reason.page) item["page"] = *reason.page + 1;
    list.push_back(std::move(item));
  }
  return list;
}

int report(const Outcome& outcome, Reporter& reporter) {
  const auto reasons = outcome.dossier.review_reasons();
  const bool waits = outcome.dossier.awaits_stamps;
  std::size_t pages = 0;
  for (const auto& document : outcome.dossier.documents) pages += document.pages.size();
  if (reporter.json()) {
    const ordered_json result{{"event", "result"},
                              {"code", outcome.dossier.code},
                              {"folder", outcome.folder.string()},
                              {"state", outcome.dossier.state()},
                              {"documents", outcome.dossier.documents.size()},
                              {"pages", pages},
                              {"review", reasons_as_json(reasons)}};
    reporter.object(result);
  } else {
    reporter.note(
        fmt::format("{} hồ sơ {}: {} tài liệu, {} trang, đã ký số và tự kiểm tra.{}",
                    waits ? "Đã số hóa" : "Đã phát hành", outcome.dossier.code,
                    outcome.dossier.documents.size(), pages,
                    waits ? " Hồ sơ chờ dấu thời gian rồi được phát hành ('sohoa stamp')." : ""));
    for (const auto& reason : reasons) {
      std::string place =
          reason.document ? fmt::format("tài liệu {}", *reason.document + 1) : "hồ sơ";
      if (reason.page) place += fmt::format(", trang {}", *reason.page + 1);
      reporter.note(fmt::format("  Cần kiểm tra ({}): {} {} [{}]", place, review_message(reason),
                                advice(reason.cause).todo, reason.detail));
    }
    for (const auto& document : outcome.dossier.documents)
      for (const auto& existing : document.existing)
        reporter.note(fmt::format("  Kho đã có giấy tờ này (tài liệu {}): {} [{}]",
                                  document.number + 1, existing.file, existing.result_code));
    reporter.data(outcome.folder.string());
  }
  return static_cast<int>(reasons.empty() ? ExitCode::done : ExitCode::needs_review);
}

// A run that was ended between publishing and tidying up has nothing left to do.
int report_finished(const fs::path& folder, Reporter& reporter) {
  const auto dossier =
      nlohmann::json::parse(read_file(folder / "data/dossier.json"), nullptr, false);
  const std::string state = dossier.is_object() ? dossier.value("state", "") : "";
  const bool waits = state == "awaiting_timestamp";
  const bool good = state == "complete" || (waits && dossier["review"].empty());
  if (reporter.json()) {
    reporter.object({{"event", "result"},
                     {"code", folder.filename().string()},
                     {"folder", folder.string()},
                     {"state", state}});
  } else {
    reporter.note(
        fmt::format("Hồ sơ {} đã được lượt trước {}.", folder.filename().string(),
                    waits ? "số hóa trọn vẹn, đang chờ dấu thời gian" : "phát hành trọn vẹn"));
    reporter.data(folder.string());
  }
  return static_cast<int>(good ? ExitCode::done : ExitCode::needs_review);
}

void tell_if_waiting(const fs::path& storage, const std::string& code, Reporter& reporter) {
  const auto waiting = storage::awaiting_stamps(storage);
  if (std::ranges::find(waiting, code) != waiting.end())
    reporter.note(fmt::format(
        "Hồ sơ {} đã được số hóa, đang chờ dấu thời gian: 'sohoa stamp' phát hành nó.", code));
}

// The unfinished batch that a scan without a code goes on with: the one of this device, if it is
// fresh. An old one must be named, or two dossiers could become one unnoticed.
void refuse_if_old(const fs::path& storage, const std::string& code, const Settings& settings) {
  const auto written = storage::Batch::last_added(storage, code);
  if (!written) return;
  if (fs::file_time_type::clock::now() - *written > std::chrono::minutes(settings.resume_minutes))
    throw Error(Cause::batch_unfinished,
                fmt::format("{}: left unfinished more than {} minutes ago on this device", code,
                            settings.resume_minutes));
}

// A file as an unfinished batch knows it: other papers under the same name are another input, and
// going on with them would mix two dossiers.
std::string identity(const fs::path& file) {
  std::error_code ignored;
  const auto size = fs::file_size(file, ignored);
  const auto time = fs::last_write_time(file, ignored).time_since_epoch().count();
  return fmt::format("{}|{}|{}", fs::absolute(file).lexically_normal().string(), size, time);
}

int publish(storage::BatchOrder order, const OpenSource& open,
            const std::optional<forms::TypedValues>& typed, const Invocation& invocation,
            Reporter& reporter, const std::stop_token& stop) {
  const auto& settings = invocation.settings;
  if (settings.signature_level != "b" && settings.timestamp_url.empty())
    throw Error(Cause::settings_invalid,
                "sign.level is " + settings.signature_level +
                    ", but no time-stamping authority is named: set timestamp.url");
  const fs::path storage = storage_folder(settings);
  const bool scanning = order.from_scanner();
  order.split = settings.split;
  order.code = settings.dossier_code;
  order.created = iso_time(std::chrono::system_clock::now());
  if (const auto folder = storage::Batch::finished(storage, order))
    return report_finished(*folder, reporter);
  if (order.code.empty()) {
    if (const auto unfinished = storage::Batch::unfinished(storage, order)) {
      if (scanning) refuse_if_old(storage, *unfinished, settings);
      order.code = *unfinished;
    } else {
      order.code = settings.dossier_prefix + "-" + compact_time(std::chrono::system_clock::now());
    }
  }

  tell_if_waiting(storage, order.code, reporter);
  Equipment equipment(settings);
  if (typed) equipment.workshop.typed = &*typed;
  if (equipment.keys.trial)
    reporter.note("Ký bằng khóa thử nghiệm, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ (xem 'sohoa doctor').");
  auto batch = storage::Batch::open(storage, order);
  Outcome outcome;
  try {
    DigitizeSettings job{.storage = storage,
                         .workers = worker_count(settings),
                         .leave_out_blank = settings.blank_pages == "leave_out",
                         .await_stamps = settings.signature_level != "b",
                         .recipe = recipe(settings)};
    if (settings.sheets > 0) job.sheets = static_cast<std::uint32_t>(settings.sheets);
    outcome = digitize(batch, open, equipment.workshop, job, reporter.listener(), stop);
  } catch (const Error& e) {
    // Without one usable page a batch of files is gone: they still lie where they came from.
    const bool kept =
        (scanning || e.cause != Cause::input_empty) && e.cause != Cause::secret_refused;
    if (batch.pages() > 0 && kept)
      reporter.note(
          fmt::format("Hồ sơ {}: {} trang đã nhận vẫn được giữ; chạy lại cùng lệnh để làm tiếp.",
                      order.code, batch.pages()));
    else if (scanning && e.cause != Cause::secret_refused)
      batch.remove();
    if (scanning && e.cause == Cause::input_empty && batch.pages() == 0)
      throw Error(Cause::feeder_empty, settings.scan_device + ": no sheet in the feeder");
    throw;
  }
  return report(outcome, reporter);
}

}  // namespace

int scan(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const auto options = scan_options(invocation.settings);
  if (options.device.empty())
    throw Error(Cause::device_missing, "no device is named: give --device D or set scan.device");
  storage::BatchOrder order;
  order.source = "scan:" + options.device;
  order.inputs = {"source=" + options.source, "mode=" + options.mode,
                  fmt::format("resolution={}", options.resolution)};
  const OpenSource open = [&](Position) { return scanners::open_device(options); };
  return publish(std::move(order), open, std::nullopt, invocation, reporter, stop);
}

int digitize_files(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const auto files = scanners::list_inputs({invocation.inputs.begin(), invocation.inputs.end()});
  storage::BatchOrder order;
  order.source = "files";
  for (const auto& file : files) order.inputs.push_back(identity(file));
  const OpenSource open = [&](Position start) { return scanners::open_files(files, start); };
  return publish(std::move(order), open, typed_values(invocation.settings, files), invocation,
                 reporter, stop);
}

}  // namespace sohoa::service
