// Pages from a scanner: the parent's side. It owns the limits and what happens when they are
// overrun; the driver lives, hangs and dies in a helper.
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scanners/open.h"
#include "scanners/page_message.h"
#include "scanners/scan_workers.h"

namespace sohoa::scanners {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

constexpr ChildLimits driver_limits{.memory_bytes = 4ULL << 30U,
                                    .cpu_seconds = 0,
                                    .confined = false};  // drivers write locks and calibration
constexpr std::chrono::seconds close_within{5};

class DeviceSource : public PageSource {
 public:
  explicit DeviceSource(ScanOptions options) : options_(std::move(options)) {}
  DeviceSource(const DeviceSource&) = delete;
  DeviceSource& operator=(const DeviceSource&) = delete;
  ~DeviceSource() override { close(); }

  std::optional<AcquiredPage> next(const std::stop_token& stop) override {
    if (ended_) return std::nullopt;
    if (stop.stop_requested()) throw Error(Cause::stopped, "stopped between pages");
    try {
      if (!child_) open(stop);
      auto page = scan();
      if (!page) close();
      return page;
    } catch (const Error& error) {
      child_.reset();
      throw Error(error.cause, options_.device + where() + ": " + error.what());
    }
  }
  Position position() const override { return {0, index_}; }

 private:
  void open(const std::stop_token& stop) {
    child_.emplace("scan", driver_limits, sane_environment(options_));
    child_->channel().send(json{{"open",
                                 {{"device", options_.device},
                                  {"source", options_.source},
                                  {"mode", options_.mode},
                                  {"resolution", options_.resolution}}}}
                               .dump(-1, ' ', false, json::error_handler_t::replace));
    const Message answer = receive(steady_clock::now() + options_.open_within, stop, "open");
    rethrow_worker_error(answer.text);
    const json text = json::parse(answer.text, nullptr, false);
    const json opened = text.is_object() ? text.value("opened", json::object()) : json::object();
    feeder_ = opened.value("feeder", false);
    duplex_ = opened.value("duplex", false);
    if (back_) {  // the sheet whose back failed was taken out of the feeder
      ++sheet_;
      back_ = false;
    }
  }

  // Without a stop token: the sheet is moving, and its page is kept.
  std::optional<AcquiredPage> scan() {
    child_->channel().send(R"({"scan":true})");
    auto until = steady_clock::now() + options_.start_within;
    const char* phase = "start";
    for (;;) {
      Message message = receive(until, {}, phase);
      if (auto page = received_page(message)) return finished(std::move(*page));
      const json text = json::parse(message.text, nullptr, false);
      if (!text.is_object()) throw Error(Cause::driver_crashed, "the helper sent nonsense");
      if (text.contains("end")) return no_more();
      const bool starting = text.value("phase", "") == "start";
      phase = starting ? "start" : "send a page";
      until = steady_clock::now() + (starting ? options_.start_within : options_.bytes_within);
    }
  }

  std::optional<AcquiredPage> no_more() {
    if (index_ == 0) throw Error(Cause::feeder_empty, "there is no paper in the feeder");
    ended_ = true;
    return std::nullopt;
  }

  AcquiredPage finished(AcquiredPage page) {
    page.origin = options_.device + where();
    if (duplex_) page.side = back_ ? Side::back : Side::front;
    page.index = index_++;
    settle_resolution(page);
    if (!feeder_) ended_ = true;
    if (!duplex_ || back_) ++sheet_;
    back_ = duplex_ && !back_;
    if (ended_) close();
    return page;
  }

  std::string where() const {
    return fmt::format(" sheet {}{}", sheet_, !duplex_ ? "" : back_ ? " back" : " front");
  }

  Message receive(steady_clock::time_point until, const std::stop_token& stop, const char* phase) {
    std::optional<Message> message;
    try {
      message = child_->channel().receive(until, stop);
    } catch (const Error& error) {
      if (error.cause != Cause::device_stalled) throw;
      throw Error(error.cause, fmt::format("the driver did not {} in time and was ended", phase));
    }
    if (!message) throw Error(Cause::driver_crashed, fmt::format("the driver {}", child_->end()));
    return std::move(*message);
  }

  // Lets the driver bring its device to rest, if it does so soon.
  void close() noexcept {
    if (!child_) return;
    try {
      child_->channel().send(R"({"close":true})");
      child_->channel().receive(steady_clock::now() + close_within);
    } catch (const std::exception&) {
      // It is ended in any case; the pages are safe.
    }
    child_.reset();
  }

  ScanOptions options_;
  std::optional<Child> child_;
  bool feeder_ = false, duplex_ = false, back_ = false, ended_ = false;
  std::uint32_t index_ = 0, sheet_ = 1;
};

}  // namespace

std::unique_ptr<PageSource> open_device(const ScanOptions& options) {
  return std::make_unique<DeviceSource>(options);
}

}  // namespace sohoa::scanners
