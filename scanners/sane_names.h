// What drivers call things: the sources and modes of the trade, recognised.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::scanners {

enum class Feed { glass, feeder, duplex, other };
Feed feed_of(std::string_view source_name);

// The one of `names` that `wanted` means: a name as the device has it, or "adf", "duplex",
// "flatbed"; empty: the feeder (one side) if there is one, else the first.
std::optional<std::string> choose_source(const std::vector<std::string>& names,
                                         std::string_view wanted);

// `wanted`: "color", "gray", "lineart", or a name as the device has it.
std::optional<std::string> choose_mode(const std::vector<std::string>& names,
                                       std::string_view wanted);

// The listed resolution to ask for: `wanted`, or the next finer one.
std::optional<double> choose_resolution(const std::vector<double>& listed, double wanted);

}  // namespace sohoa::scanners
