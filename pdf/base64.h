// Base64 (RFC 4648, clause 4), as JSON carries bytes.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pdf/bytes.h"

namespace sohoa::pdf {

std::string to_base64(std::span<const std::byte> bytes);
// nullopt for anything but whole groups of four, padded, without blanks or line ends.
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace sohoa::pdf
