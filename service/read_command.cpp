// sohoa read: the text of pages, in the format asked for.
#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <fmt/format.h>

#include "ocr/formats.h"
#include "pipeline/read_pages.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/job.h"

namespace sohoa::service {
namespace {

// Writes pages in one format; each format has its own head, joints and tail.
class Printer {
 public:
  Printer(std::string format, std::string software)
      : format_(std::move(format)), software_(std::move(software)) {
    if (format_ == "hocr") print(ocr::hocr_head(software_));
    if (format_ == "tsv") print(ocr::tsv_head());
  }
  void page(const Page& page) {
    if (format_ == "text") print(page.text.plain() + '\f');
    if (format_ == "alto") print(ocr::to_alto(page, software_));
    if (format_ == "hocr") print(ocr::hocr_page(page));
    if (format_ == "tsv") print(ocr::tsv_page(page));
    if (format_ == "json") print(ocr::to_json(page, software_) + '\n');
  }
  void end() {
    if (format_ == "hocr") print(ocr::hocr_tail());
    if (std::fflush(stdout) != 0) refuse();
  }

 private:
  static void print(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) refuse();
  }
  [[noreturn]] static void refuse() {
    if (errno == EPIPE) throw Error(Cause::stopped, "standard output: nobody reads it any more");
    throw Error(Cause::disk_full, "standard output: cannot be written");
  }
  std::string format_, software_;
};

// Whether its text can be taken as it is.
bool is_read(const Page& page) {
  return !page.text_missing && std::ranges::none_of(page.faults, [](const Fault& fault) {
    return fault.cause == Cause::text_unread || fault.cause == Cause::turn_doubtful;
  });
}

}  // namespace

int read(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const auto& settings = invocation.settings;
  const auto files = scanners::list_inputs({invocation.inputs.begin(), invocation.inputs.end()});
  const auto how = recipe(settings);
  Printer printer(settings.json ? "json" : settings.read_format,
                  fmt::format("sohoa {}; {}", version, ocr::engine_name(how.reader)));
  bool unread = false;
  std::size_t pages = 0;
  // Events would mix with the pages on standard output: with --json the pages are the JSON.
  const Listener listener = [&](const Event& event) {
    if (!settings.json) reporter.on(event);
  };
  const auto lost = read_pages([&](Position start) { return scanners::open_files(files, start); },
                               how, worker_count(settings),
                               [&](const Page& page) {
                                 printer.page(page);
                                 ++pages;
                                 unread = unread || !is_read(page);
                               },
                               listener, stop);
  printer.end();
  const bool whole = lost.empty() && !unread;
  if (settings.json)
    for (const auto& input : lost) fmt::print(stderr, "sohoa: {}\n", input.fault.detail);
  if (pages == 0) return static_cast<int>(ExitCode::input);
  return static_cast<int>(whole ? ExitCode::done : ExitCode::needs_review);
}

}  // namespace sohoa::service
