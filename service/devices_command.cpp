// sohoa devices: the scanners there are and what they offer.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "service/commands.h"
#include "service/exit_code.h"
#include "service/job.h"

namespace sohoa::service {
namespace {

using nlohmann::ordered_json;

std::string resolutions(const scanners::DeviceDescription& device) {
  if (!device.resolutions.empty())
    return fmt::format("{} dpi", fmt::join(device.resolutions, ", "));
  return fmt::format("{}–{} dpi", device.resolution_min, device.resolution_max);
}

void print(const scanners::DeviceDescription& device) {
  fmt::print("{}\n  {} {} ({})\n", device.name, device.vendor, device.model, device.type);
  if (!device.fault.empty()) {
    fmt::print("  Không hỏi được máy quét: {}\n", device.fault);
    return;
  }
  fmt::print("  Nguồn giấy: {}\n  Chế độ màu: {}\n  Độ phân giải: {}\n",
             fmt::join(device.sources, ", "), fmt::join(device.modes, ", "), resolutions(device));
}

}  // namespace

int list_devices(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const auto devices = scanners::list_devices(scan_options(invocation.settings), stop);
  for (const auto& device : devices) {
    if (!reporter.json()) {
      print(device);
      continue;
    }
    ordered_json object{{"name", device.name},
                        {"vendor", device.vendor},
                        {"model", device.model},
                        {"type", device.type},
                        {"sources", device.sources},
                        {"modes", device.modes},
                        {"resolutions", device.resolutions}};
    if (device.resolutions.empty())
      object["resolution_range"] = {device.resolution_min, device.resolution_max};
    if (!device.fault.empty()) object["fault"] = device.fault;
    reporter.object(object);
  }
  if (devices.empty()) {
    reporter.note("Không tìm thấy máy quét nào. Kiểm tra nguồn điện, dây nối và cấu hình SANE.");
    return static_cast<int>(ExitCode::device);
  }
  return static_cast<int>(ExitCode::done);
}

}  // namespace sohoa::service
