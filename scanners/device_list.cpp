// The scanners there are, and what each offers: asked in helpers, since drivers hang and crash.
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scanners/open.h"
#include "scanners/sane_device.h"
#include "scanners/scan_settings.h"
#include "scanners/scan_workers.h"

namespace sohoa::scanners {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

constexpr ChildLimits driver_limits{
    .memory_bytes = 4ULL << 30U, .cpu_seconds = 0, .confined = false};

json to_json(const DeviceDescription& d) {
  return {{"name", d.name},
          {"vendor", d.vendor},
          {"model", d.model},
          {"type", d.type},
          {"sources", d.sources},
          {"modes", d.modes},
          {"resolutions", d.resolutions},
          {"min", d.resolution_min},
          {"max", d.resolution_max}};
}

DeviceDescription from_json(const json& text) {
  DeviceDescription d;
  d.name = text.value("name", "");
  d.vendor = text.value("vendor", "");
  d.model = text.value("model", "");
  d.type = text.value("type", "");
  d.sources = text.value("sources", std::vector<std::string>());
  d.modes = text.value("modes", std::vector<std::string>());
  d.resolutions = text.value("resolutions", std::vector<int>());
  d.resolution_min = text.value("min", 0);
  d.resolution_max = text.value("max", 0);
  return d;
}

void send(Channel& parent, const DeviceDescription& device) {
  parent.send(
      json{{"device", to_json(device)}}.dump(-1, ' ', false, json::error_handler_t::replace));
}

// The answers to one request, by a helper of its own.
std::vector<DeviceDescription> ask(const ScanOptions& limits, const json& request,
                                   const std::stop_token& stop) {
  Child child("devices", driver_limits, sane_environment(limits));
  child.channel().send(request.dump(-1, ' ', false, json::error_handler_t::replace));
  const auto until = steady_clock::now() + limits.open_within;
  std::vector<DeviceDescription> devices;
  for (;;) {
    const auto message = child.channel().receive(until, stop);
    if (!message) throw Error(Cause::driver_crashed, fmt::format("the driver {}", child.end()));
    rethrow_worker_error(message->text);
    try {
      const json text = json::parse(message->text);
      if (text.contains("end")) return devices;
      devices.push_back(from_json(text.at("device")));
    } catch (const json::exception&) {
      throw Error(Cause::driver_crashed, "the helper sent nonsense");
    }
  }
}

}  // namespace

void run_devices_worker(Channel& parent) {
  const auto request = parent.receive();
  if (!request) return;
  const json text = json::parse(request->text);
  const SaneLibrary library;
  if (text.contains("describe")) {
    DeviceDescription description;
    const SaneDevice device(text.at("describe").get<std::string>());
    describe_options(device.options(), description);
    send(parent, description);
  } else {
    for (const DeviceDescription& device : library.devices()) send(parent, device);
  }
  parent.send(R"({"end":true})");
  parent.receive();  // sane_close and sane_exit may crash: only after the answer has arrived
}

std::vector<DeviceDescription> list_devices(const ScanOptions& limits,
                                            const std::stop_token& stop) {
  auto devices = ask(limits, {{"list", true}}, stop);
  for (DeviceDescription& device : devices) {
    try {
      auto answer = ask(limits, {{"describe", device.name}}, stop);
      if (answer.empty()) continue;
      device.sources = std::move(answer.front().sources);
      device.modes = std::move(answer.front().modes);
      device.resolutions = std::move(answer.front().resolutions);
      device.resolution_min = answer.front().resolution_min;
      device.resolution_max = answer.front().resolution_max;
    } catch (const Error& error) {
      if (error.cause == Cause::stopped) throw;
      device.fault = error.what();
    }
  }
  return devices;
}

}  // namespace sohoa::scanners
