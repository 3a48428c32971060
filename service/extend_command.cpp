// sohoa extend: signed PDFs raised to a higher PAdES level, and archive time-stamps renewed.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pdf/sign/extend.h"
#include "pipeline/stamp.h"
#include "service/clean.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/raising.h"

namespace sohoa::service {
namespace fs = std::filesystem;
namespace {

// The published dossier that a file is part of; empty: none.
fs::path dossier_of(const fs::path& file) {
  std::error_code ignored;
  for (fs::path folder = fs::weakly_canonical(file, ignored).parent_path();;
       folder = folder.parent_path()) {
    if (fs::exists(folder / "bagit.txt", ignored)) return folder;
    if (folder == folder.parent_path()) return {};
  }
}

// A file alone would no longer be what the manifests of its dossier say.
void require_no_dossier(const std::string& file, Reporter& reporter) {
  const fs::path dossier = dossier_of(file);
  if (dossier.empty()) return;
  reporter.note(fmt::format("{} thuộc hồ sơ đã phát hành: dùng 'sohoa extend {}' để nâng cả hồ sơ.",
                            clean(file), clean(dossier.string())));
  throw Error(
      Cause::file_unsupported,
      fmt::format("{}: part of a published dossier; use sohoa extend {}", file, dossier.string()));
}

std::string as_text(const std::string& file, const pdf::Extended& result) {
  std::string text = fmt::format("{} {}: {}", result.changed ? "ĐÃ NÂNG LÊN" : "GIỮ NGUYÊN",
                                 pdf::level_name(result.after), clean(file));
  if (result.changed && result.before == result.after)
    text = fmt::format("ĐÃ GIA HẠN {}: {}", pdf::level_name(result.after), clean(file));
  else if (result.changed)
    text += fmt::format(" (trước đó {})", pdf::level_name(result.before));
  if (!result.good_until.empty())
    text += fmt::format("; chứng thư dấu thời gian còn hạn đến {}", result.good_until);
  return text;
}

void report(const std::string& file, const pdf::Extended& result, Reporter& reporter) {
  if (!reporter.json()) return reporter.data(as_text(file, result));
  reporter.object({{"file", file},
                   {"good", true},
                   {"changed", result.changed},
                   {"before", pdf::level_name(result.before)},
                   {"after", pdf::level_name(result.after)},
                   {"good_until", result.good_until}});
}

void report_dossier(const std::string& folder, bool changed, const pdf::Extension& extension,
                    Reporter& reporter) {
  const std::string level = pdf::level_name(extension.target);
  if (!reporter.json())
    return reporter.data(
        fmt::format("{} {}: {}", changed ? "ĐÃ NÂNG LÊN" : "GIỮ NGUYÊN", level, clean(folder)));
  reporter.object({{"dossier", folder}, {"good", true}, {"changed", changed}});
}

void report(const std::string& file, const Error& error, Reporter& reporter) {
  reporter.failed(error);
  if (!reporter.json()) return reporter.data(fmt::format("KHÔNG NÂNG ĐƯỢC: {}", clean(file)));
  reporter.object({{"file", file},
                   {"good", false},
                   {"cause", cause_name(error.cause)},
                   {"problem", error.what()}});
}

void raise(const std::string& name, const pdf::Extension& extension, Reporter& reporter,
           const std::stop_token& stop) {
  std::error_code ignored;
  if (fs::is_directory(name, ignored))
    return report_dossier(name, extend_dossier(name, extension, stop), extension, reporter);
  require_no_dossier(name, reporter);
  report(name, pdf::extend(name, extension, stop), reporter);
}

}  // namespace

int extend(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const Raising raising(invocation.settings);
  int worst = 0;
  for (const auto& file : invocation.inputs) {
    try {
      raise(file, raising.extension, reporter, stop);
    } catch (const Error& error) {
      if (error.cause == Cause::stopped) throw;
      report(file, error, reporter);
      worst = std::max(worst, static_cast<int>(exit_code(error.cause)));
    }
  }
  return worst;
}

}  // namespace sohoa::service
