// How what was read becomes the value that is kept, by the names that form definitions use.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sohoa::forms {

// A normaliser gives the value, or nothing if the text cannot be one. It never completes or
// guesses.
using Normaliser = std::optional<std::string> (*)(std::string_view text);

struct NamedNormaliser {
  std::string_view name;
  Normaliser apply;
  std::string_view meaning;  // for docs and messages
};

std::span<const NamedNormaliser> normalisers() noexcept;
Normaliser normaliser_named(std::string_view name) noexcept;  // null: no such

}  // namespace sohoa::forms
