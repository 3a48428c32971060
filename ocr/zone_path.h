// The likeliest way through what the network says of a line of a machine-readable zone (core/mrz.h)
// that spells what can be printed there: always thirty characters, digits where only digits stand.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/network/alphabet.h"

namespace sohoa::ocr {

inline constexpr std::string_view zone_characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

// Natural logarithms of the shares of a step: of each of the zone's characters, and then of the
// code between characters.
using ZoneStep = std::array<float, zone_characters.size() + 1>;

// Which characters of the zone a network's codes are. Its own alphabet has more: "Đ" and "d" are D,
// for a speck of dust makes the difference; a mark like "<" is "<".
class ZoneCodes {
 public:
  ZoneCodes(const Alphabet& alphabet, int null);
  // `shares` are to be divided by `total`.
  ZoneStep step(std::span<const float> shares, float total) const;

 private:
  std::vector<int> character_;  // by code: of zone_characters, the last for null, or -1
};

struct ZoneLine {
  std::string text;  // thirty characters
  float least_sure;  // of its letters and digits, the share of the least sure one, 0..1
};

// `line`: 0, 1 or 2. Nothing if there are too few steps.
std::optional<ZoneLine> likeliest_zone_line(std::span<const ZoneStep> steps, std::size_t line);

}  // namespace sohoa::ocr
