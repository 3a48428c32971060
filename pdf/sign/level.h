// The levels of PAdES baseline signatures (ETSI EN 319 142-1, 6).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sohoa::pdf {

// b: signed; t: its time is proven; lt: evidence of certificates is in the file; lta: and all of it
// is time-stamped.
enum class Level : std::uint8_t { b, t, lt, lta };

std::string level_name(Level level);  // "PAdES-B-LTA"
// "PAdES-B-LTA", "B-LTA" or "lta", in exactly these cases.
std::optional<Level> level_named(std::string_view name);

}  // namespace sohoa::pdf
