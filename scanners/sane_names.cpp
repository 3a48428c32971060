#include "scanners/sane_names.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace sohoa::scanners {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return char(std::tolower(c)); });
  return result;
}

bool has_any(const std::string& text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [&](auto part) { return text.find(part) != text.npos; });
}

// The entry equal to `wanted` but for case; drivers differ in it, clerks too.
std::optional<std::string> exact(const std::vector<std::string>& names, std::string_view wanted) {
  const auto found = std::ranges::find(names, wanted);
  if (found != names.end()) return *found;
  for (const auto& name : names)
    if (lower(name) == lower(wanted)) return name;
  return std::nullopt;
}

std::optional<std::string> first_of(const std::vector<std::string>& names, Feed feed) {
  for (const auto& name : names)
    if (feed_of(name) == feed) return name;
  return std::nullopt;
}

enum class Mode { color, gray, lineart, other };
Mode mode_of(std::string_view mode_name) {
  const std::string name = lower(mode_name);
  if (has_any(name, {"lineart", "line art", "black & white", "black and white", "binary", "1-bit",
                     "monochrome", "halftone", "diffusion", "b/w"}) ||
      name == "bw")
    return Mode::lineart;
  if (has_any(name, {"gray", "grey"})) return Mode::gray;
  if (has_any(name, {"color", "colour", "rgb", "24bit"})) return Mode::color;
  return Mode::other;
}

}  // namespace

Feed feed_of(std::string_view source_name) {
  const std::string name = lower(source_name);
  // Before the feeder: "ADF Duplex" is not what one means by "ADF".
  if (has_any(name, {"duplex", "both sides", "double-sided"})) return Feed::duplex;
  if (has_any(name, {"adf", "feeder", "document feed", "simplex"})) return Feed::feeder;
  if (has_any(name, {"flatbed", "flat bed", "platen", "glass", "document table"}) || name == "fb")
    return Feed::glass;
  return Feed::other;
}

std::optional<std::string> choose_source(const std::vector<std::string>& names,
                                         std::string_view wanted) {
  if (wanted.empty()) {
    if (auto feeder = first_of(names, Feed::feeder)) return feeder;
    if (names.empty()) return std::nullopt;
    return names.front();
  }
  if (auto name = exact(names, wanted)) return name;
  const std::string alias = lower(wanted);
  if (alias == "adf") {
    // "ADF Back" is the wrong side; only some Canon and Fujitsu models have it.
    for (const auto& name : names)
      if (feed_of(name) == Feed::feeder && lower(name).find("back") == std::string::npos)
        return name;
    return std::nullopt;
  }
  if (alias == "duplex") return first_of(names, Feed::duplex);
  if (alias == "flatbed") return first_of(names, Feed::glass);
  return std::nullopt;
}

std::optional<std::string> choose_mode(const std::vector<std::string>& names,
                                       std::string_view wanted) {
  if (auto name = exact(names, wanted)) return name;
  const Mode mode = mode_of(wanted);
  if (mode == Mode::other) return std::nullopt;
  for (const auto& name : names)
    if (mode_of(name) == mode) return name;
  return std::nullopt;
}

std::optional<double> choose_resolution(const std::vector<double>& listed, double wanted) {
  std::optional<double> best;
  for (const double value : listed)
    if (value >= wanted && (!best || value < *best)) best = value;
  return best;
}

}  // namespace sohoa::scanners
