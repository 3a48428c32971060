// sohoa read: the text of pages, in the format asked for.
#include <cstdio>

#include <fmt/format.h>

#include "ocr/formats.h"
#include "pipeline/doubts.h"
#include "pipeline/read_pages.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/job.h"
#include "service/standard_output.h"

namespace sohoa::service {
namespace {

// Writes pages in one format; each format has its own head, joints and tail.
class Printer {
 public:
  Printer(std::string format, std::string software)
      : format_(std::move(format)), software_(std::move(software)) {
    if (format_ == "hocr") deliver(ocr::hocr_head(software_));
    if (format_ == "tsv") deliver(ocr::tsv_head());
  }
  void page(const Page& page) {
    if (format_ == "text") deliver(page.text.plain() + '\f');
    if (format_ == "alto") deliver(ocr::to_alto(page, software_));
    if (format_ == "hocr") deliver(ocr::hocr_page(page));
    if (format_ == "tsv") deliver(ocr::tsv_page(page));
    if (format_ == "json") deliver(ocr::to_json(page, software_) + '\n');
  }
  void end() {
    if (format_ == "hocr") deliver(ocr::hocr_tail());
    flush_delivered();
  }

 private:
  std::string format_, software_;
};

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
