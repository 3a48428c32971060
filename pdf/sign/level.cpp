#include "pdf/sign/level.h"

#include <array>

namespace sohoa::pdf {
namespace {

struct Name {
  Level level;
  std::string_view shortest;  // as settings and commands say it
  std::string_view standard;
};

constexpr std::array<Name, 4> names{{{Level::b, "b", "PAdES-B-B"},
                                     {Level::t, "t", "PAdES-B-T"},
                                     {Level::lt, "lt", "PAdES-B-LT"},
                                     {Level::lta, "lta", "PAdES-B-LTA"}}};

}  // namespace

std::string level_name(Level level) {
  return std::string(names.at(static_cast<std::size_t>(level)).standard);
}

std::optional<Level> level_named(std::string_view name) {
  for (const auto& known : names)
    if (name == known.standard || name == known.standard.substr(6) || name == known.shortest)
      return known.level;
  return std::nullopt;
}

}  // namespace sohoa::pdf
