// The helper that scans: one device, one page at a time, telling its parent of progress in bytes.
#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scanners/frames.h"
#include "scanners/page_message.h"
#include "scanners/sane_device.h"
#include "scanners/scan_settings.h"
#include "scanners/scan_workers.h"

namespace sohoa::scanners {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

constexpr std::chrono::milliseconds between_reports{200}, after_nothing{2};
constexpr std::size_t read_size = 256U << 10U;

// Tells the parent that bytes came, and only then: a driver that answers without bytes is stalled.
class Progress {
 public:
  explicit Progress(Channel& parent) : parent_(parent) {}
  void phase(const char* name) { parent_.send(json{{"phase", name}}.dump()); }
  void bytes(std::size_t count) {
    total_ += count;
    const auto now = steady_clock::now();
    if (count == 0 || now - reported_ < between_reports) return;
    reported_ = now;
    parent_.send(json{{"bytes", total_}}.dump());
  }

 private:
  Channel& parent_;
  std::uint64_t total_ = 0;
  steady_clock::time_point reported_ = steady_clock::now();
};

class PageScan {
 public:
  PageScan(SaneDevice& device, Channel& parent) : device_(device), progress_(parent) {}

  // nullopt: no sheet was there.
  std::optional<Raster> run() {
    while (!page_.complete()) {
      if (!start()) return std::nullopt;
      page_.begin(device_.frame());
      progress_.phase("read");
      if (!read()) return std::nullopt;
      page_.end();
    }
    return page_.take();
  }

 private:
  bool start() {
    progress_.phase("start");
    const SaneStatus status = device_.start();
    if (status == SaneStatus::good) return true;
    if (status == SaneStatus::no_paper && page_.empty()) return false;
    throw Error(page_.empty() ? cause_of(status) : Cause::page_incomplete,
                fmt::format("starting a page: {}", status_name(status)));
  }

  // One frame; false if the feeder turns out to be empty, as some say only now.
  bool read() {
    for (;;) {
      const SaneDevice::Chunk chunk = device_.read(buffer_);
      if (chunk.status == SaneStatus::end_of_frame) return true;
      if (chunk.status == SaneStatus::no_paper && page_.empty()) return false;
      if (chunk.status != SaneStatus::good)
        throw Error(
            chunk.status == SaneStatus::no_paper ? Cause::page_incomplete : cause_of(chunk.status),
            fmt::format("after {} bytes of a page: {}", page_.received(),
                        status_name(chunk.status)));
      if (chunk.bytes == 0) std::this_thread::sleep_for(after_nothing);
      page_.add(std::span(buffer_).first(chunk.bytes));
      progress_.bytes(chunk.bytes);
    }
  }

  SaneDevice& device_;
  Progress progress_;
  PageAssembler page_;
  std::vector<std::byte> buffer_ = std::vector<std::byte>(read_size);
};

ScanOptions options_from(const json& text) {
  ScanOptions options;
  options.device = text.at("device").get<std::string>();
  options.source = text.at("source").get<std::string>();
  options.mode = text.at("mode").get<std::string>();
  options.resolution = text.at("resolution").get<int>();
  return options;
}

}  // namespace

void run_scan_worker(Channel& parent) {
  const auto first = parent.receive();
  if (!first) return;
  const ScanOptions wanted = options_from(json::parse(first->text).at("open"));
  const SaneLibrary library;
  std::optional<SaneDevice> device(std::in_place, wanted.device);
  const ScanSettings settings = apply_settings(device->options(), wanted);
  parent.send(json{{"opened", {{"feeder", settings.feeder}, {"duplex", settings.duplex}}}}.dump());
  while (const auto request = parent.receive()) {
    if (json::parse(request->text).contains("close")) {
      device.reset();
      parent.send(R"({"closed":true})");
      return;
    }
    auto page = PageScan(*device, parent).run();
    if (page)
      send_page(parent, {std::move(*page), settings.dpi_x, settings.dpi_y});
    else
      parent.send(R"({"end":true})");
  }
}

std::vector<std::string> sane_environment(const ScanOptions& options) {
  std::vector<std::string> environment;
  if (!options.sane_config.empty()) environment.push_back("SANE_CONFIG_DIR=" + options.sane_config);
  if (!options.sane_libraries.empty()) {
    const char* inherited = std::getenv("LD_LIBRARY_PATH");
    const bool more = inherited != nullptr && *inherited != '\0';
    environment.push_back("LD_LIBRARY_PATH=" + options.sane_libraries +
                          (more ? std::string(":") + inherited : ""));
  }
  return environment;
}

}  // namespace sohoa::scanners
