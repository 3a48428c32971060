// Tesseract's .traineddata container: a count, so many offsets, and the parts they point to.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sohoa::ocr {

// The parts a line recogniser is made of, by their place in the table.
enum class Part : std::uint8_t { network = 17, characters = 21, codes = 22 };

class TrainedData {
 public:
  // Keeps pointing into `file`. `name` is for messages. Throws Error(data_missing) if the table
  // is not that of a .traineddata.
  TrainedData(std::span<const std::byte> file, std::string_view name);
  // Empty if the file does not have it.
  std::span<const std::byte> part(Part which) const noexcept;

 private:
  static constexpr std::size_t entries = 24;
  std::array<std::span<const std::byte>, entries> parts_;
};

}  // namespace sohoa::ocr
