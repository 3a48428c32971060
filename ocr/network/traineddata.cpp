#include "ocr/network/traineddata.h"

#include "ocr/network/byte_reader.h"

namespace sohoa::ocr {

TrainedData::TrainedData(std::span<const std::byte> file, std::string_view name) {
  ByteReader table(file, name);
  const auto count = table.number<std::uint32_t>();
  if (count == 0 || count > entries) table.fail("a table of " + std::to_string(count) + " parts");
  std::array<std::int64_t, entries> offsets;
  offsets.fill(-1);
  for (std::uint32_t i = 0; i < count; ++i) offsets[i] = table.number<std::int64_t>();
  const auto first = static_cast<std::int64_t>(sizeof(std::uint32_t) + count * sizeof offsets[0]);
  auto end = static_cast<std::int64_t>(file.size());
  // A part ends where the next one in the table begins.
  for (std::size_t i = count; i-- > 0;) {
    if (offsets[i] < 0) continue;
    if (offsets[i] > static_cast<std::int64_t>(file.size())) table.fail("ends too early");
    if (offsets[i] < first || offsets[i] > end) table.fail("parts that overlap");
    parts_[i] = file.subspan(static_cast<std::size_t>(offsets[i]),
                             static_cast<std::size_t>(end - offsets[i]));
    end = offsets[i];
  }
}

std::span<const std::byte> TrainedData::part(Part which) const noexcept {
  return parts_[static_cast<std::size_t>(which)];
}

}  // namespace sohoa::ocr
