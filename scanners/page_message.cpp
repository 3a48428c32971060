#include "scanners/page_message.h"

#include <algorithm>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/image_header.h"
#include "scanners/whole_file.h"

namespace sohoa::scanners {
namespace {

using nlohmann::json;

json to_json(const std::vector<Fault>& faults) {
  json list = json::array();
  for (const Fault& fault : faults)
    list.push_back({{"cause", cause_name(fault.cause)}, {"detail", fault.detail}});
  return list;
}

void send(Channel& parent, int fd, double dpi_x, double dpi_y, const std::vector<Fault>& faults) {
  const json page = {{"dpi_x", dpi_x}, {"dpi_y", dpi_y}, {"faults", to_json(faults)}};
  parent.send(json{{"page", page}}.dump(-1, ' ', false, json::error_handler_t::replace), fd);
}

double checked_dpi(const json& page, const char* key) {
  const double dpi = page.value(key, 0.0);
  return dpi >= 1 && dpi <= 100'000 ? dpi : 0;
}

}  // namespace

void send_page(Channel& parent, const DecodedPage& page, const std::vector<Fault>& faults) {
  const Fd memory = sealed_memory(page.raster.pnm(), "page");
  send(parent, memory.get(), page.dpi_x, page.dpi_y, faults);
}

void send_page(Channel& parent, const AcquiredPage& page) {
  send(parent, page.bytes.get(), page.dpi_x, page.dpi_y, page.faults);
}

std::optional<AcquiredPage> received_page(Message& message) {
  rethrow_worker_error(message.text);
  const json text = json::parse(message.text, nullptr, false);
  if (!text.is_object() || !text.contains("page")) return std::nullopt;
  try {
    const json& page = text["page"];
    constexpr int needed = F_SEAL_SHRINK | F_SEAL_WRITE;
    const int seals = ::fcntl(message.fd.get(), F_GET_SEALS);
    if (seals < 0 || (seals & needed) != needed)
      throw Error(Cause::decoder_crashed, "a helper sent a page that can still change");
    const MappedFile pixels(message.fd);
    const ImageHeader header = read_header(pixels.bytes());
    if (!is_whole(pixels.bytes(), header))
      throw Error(Cause::image_damaged, "the image ends before its last row");
    AcquiredPage acquired;
    acquired.encoding = header.encoding;
    acquired.width = header.width;
    acquired.height = header.height;
    acquired.dpi_x = checked_dpi(page, "dpi_x");
    acquired.dpi_y = checked_dpi(page, "dpi_y");
    for (const json& fault : page.value("faults", json::array()))
      acquired.faults.push_back({cause_named(fault.value("cause", "")).value_or(Cause::bug),
                                 "acquire", fault.value("detail", "")});
    acquired.bytes = std::move(message.fd);
    return acquired;
  } catch (const json::exception& e) {
    throw Error(Cause::decoder_crashed, std::string("a helper sent nonsense: ") + e.what());
  }
}

void settle_resolution(AcquiredPage& page) {
  constexpr double lawful = 199;  // 200 dpi, less what tags written in dots per centimetre lose
  if (page.dpi_x <= 0 || page.dpi_y <= 0) {
    page.dpi_x = page.dpi_y = assumed_dpi(page.width, page.height);
    page.dpi_assumed = true;
    page.faults.push_back({Cause::resolution_unknown, "acquire",
                           fmt::format("{}: no resolution stated; {:.0f} dpi if it is an A4 sheet",
                                       page.origin, page.dpi_x)});
  }
  const double dpi = std::min(page.dpi_x, page.dpi_y);
  if (dpi < lawful)
    page.faults.push_back({Cause::resolution_low, "acquire",
                           fmt::format("{}: {:.0f} dpi; 200 are demanded", page.origin, dpi)});
}

}  // namespace sohoa::scanners
