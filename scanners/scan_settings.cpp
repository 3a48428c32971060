#include "scanners/scan_settings.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scanners/sane_names.h"

namespace sohoa::scanners {
namespace {

using Type = SaneOption::Type;

std::optional<SaneOption> find_first(const SaneOptions& options,
                                     std::initializer_list<std::string_view> names, Type type) {
  for (const auto name : names)
    if (auto option = options.find(name); option && option->type == type) return option;
  return std::nullopt;
}
std::optional<SaneOption> find_source(const SaneOptions& options) {
  return find_first(options, {"source", "doc-source"}, Type::text);
}
std::optional<SaneOption> find_number(const SaneOptions& options, std::string_view name) {
  auto option = options.find(name);
  if (option && option->type != Type::integer && option->type != Type::fixed) return std::nullopt;
  return option;
}

[[noreturn]] void refuse(const char* what, const std::string& wanted,
                         const std::vector<std::string>& offered) {
  throw Error(Cause::option_refused, fmt::format("{} \"{}\" is not offered; there are: {}", what,
                                                 wanted, fmt::join(offered, ", ")));
}

// Duplex that is an option of its own beside the source (canon, brother, samsung).
bool set_duplex_switch(const SaneOptions& options, bool on) {
  for (const auto name : {"adf-mode", "adf_mode"})
    if (const auto option = options.find(name); option && option->type == Type::text) {
      for (const auto& text : option->texts)
        if ((feed_of(text) == Feed::duplex) == on) return options.set(*option, text);
    }
  if (const auto option = options.find("duplex"); option && option->type == Type::boolean)
    return options.set(*option, on ? 1.0 : 0.0);
  return !on;
}

void choose_feed(const SaneOptions& options, const std::string& wanted, ScanSettings& settings) {
  const auto source = find_source(options);
  if (!source) {
    // Sheet-fed scanners without a choice say nothing; the caller's word decides.
    settings.duplex = wanted == "duplex";
    settings.feeder = settings.duplex || feed_of(wanted) == Feed::feeder ||
                      options.find("page-loaded").has_value();
    if (settings.duplex && !set_duplex_switch(options, true)) refuse("source", wanted, {});
    return;
  }
  auto name = choose_source(source->texts, wanted);
  const bool by_switch = !name && wanted == "duplex";
  if (by_switch) name = choose_source(source->texts, "adf");
  if (!name || !options.set(*source, *name)) refuse("source", wanted, source->texts);
  const Feed feed = feed_of(*name);
  settings.duplex = feed == Feed::duplex;
  if (feed == Feed::feeder) {
    const bool done = set_duplex_switch(options, by_switch);
    if (by_switch && !done) refuse("source", wanted, source->texts);
    settings.duplex = by_switch;
  } else if (by_switch) {
    refuse("source", wanted, source->texts);
  }
  settings.feeder = settings.duplex || feed == Feed::feeder;
}

void choose_colour(const SaneOptions& options, const std::string& wanted) {
  const auto mode = find_first(options, {"mode", "scan-mode", "color-mode"}, Type::text);
  if (!mode) return;
  const auto name = choose_mode(mode->texts, wanted);
  if (!name || !options.set(*mode, *name)) refuse("mode", wanted, mode->texts);
  // 8 and 16 bits are understood; others (12, 14, or 1 left from line art) are changed.
  const auto depth = find_number(options, "depth");
  if (!depth) return;
  const double now = options.number(*depth);
  const bool line_art = choose_mode({*name}, "lineart").has_value();
  if (!line_art && now != 8 && now != 16) options.set(*depth, 8);
}

bool set_resolution(const SaneOptions& options, const SaneOption& option, int wanted) {
  double value = wanted;
  if (!option.values.empty()) {
    const auto listed = choose_resolution(option.values, wanted);
    if (!listed) return false;
    value = *listed;
  } else if (option.ranged && (value < option.low || value > option.high)) {
    return false;
  }
  return options.set(option, value);
}

void choose_dpi(const SaneOptions& options, int wanted, ScanSettings& settings) {
  bool refused = false;
  const auto choose = [&](std::string_view name) -> double {
    const auto option = find_number(options, name);
    if (!option) return 0;
    if (!set_resolution(options, *option, wanted)) refused = true;
    return options.number(*option);
  };
  double both = choose("resolution");
  if (both == 0) both = choose("scan-resolution");
  const double x = choose("x-resolution"), y = choose("y-resolution");
  if (refused)
    throw Error(Cause::option_refused, fmt::format("resolution {} is not offered", wanted));
  settings.dpi_x = x > 0 ? x : both;
  settings.dpi_y = y > 0 ? y : settings.dpi_x;
}

// As far as the option goes, in its own unit (mm or pixels).
void set_extreme(const SaneOptions& options, std::string_view name, bool highest) {
  const auto option = find_number(options, name);
  if (!option) return;
  if (option->ranged) {
    options.set(*option, highest ? option->high : option->low);
  } else if (!option->values.empty()) {
    const auto [low, high] = std::ranges::minmax(option->values);
    options.set(*option, highest ? high : low);
  }
}

void take_whole_area(const SaneOptions& options) {
  for (const auto name : {"page-width", "page-height"}) set_extreme(options, name, true);
  for (const auto name : {"tl-x", "tl-y"}) set_extreme(options, name, false);
  for (const auto name : {"br-x", "br-y"}) set_extreme(options, name, true);
}

}  // namespace

ScanSettings apply_settings(const SaneOptions& options, const ScanOptions& wanted) {
  ScanSettings settings;
  choose_feed(options, wanted.source, settings);
  choose_colour(options, wanted.mode);
  choose_dpi(options, wanted.resolution, settings);
  take_whole_area(options);
  return settings;
}

void describe_options(const SaneOptions& options, DeviceDescription& device) {
  if (const auto source = find_source(options)) device.sources = source->texts;
  if (const auto mode = find_first(options, {"mode", "scan-mode", "color-mode"}, Type::text))
    device.modes = mode->texts;
  auto resolution = find_number(options, "resolution");
  if (!resolution) resolution = find_number(options, "x-resolution");
  if (!resolution) resolution = find_number(options, "scan-resolution");
  if (!resolution) return;
  for (const double value : resolution->values) device.resolutions.push_back(int(value));
  if (resolution->ranged) {
    device.resolution_min = int(std::ceil(resolution->low));
    device.resolution_max = int(std::floor(resolution->high));
  }
}

}  // namespace sohoa::scanners
