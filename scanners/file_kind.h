// What a file is, by its first bytes; its name does not count.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace sohoa::scanners {

enum class FileKind : std::uint8_t { image, tiff, pdf, unknown };  // image: JPEG, PNG, PNM

constexpr std::size_t kind_needs = 1024;  // first bytes to show; fewer if the file is shorter
FileKind file_kind(std::span<const std::byte> first) noexcept;

}  // namespace sohoa::scanners
