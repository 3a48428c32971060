#include "scanners/tiff_chain.h"

#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "core/error.h"

namespace sohoa::scanners {
namespace {

constexpr std::size_t most_directories = 10'000;
constexpr std::uint64_t new_subfile_type = 254;

// Numbers of the file's own byte order; nullopt beyond its end.
class Reader {
 public:
  Reader(std::span<const std::byte> bytes, bool big_endian)
      : bytes_(bytes), big_endian_(big_endian) {}
  std::optional<std::uint64_t> number(std::uint64_t at, unsigned size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i) {
      const unsigned shift = 8 * (big_endian_ ? size - 1 - i : i);
      value |= std::to_integer<std::uint64_t>(bytes_[at + i]) << shift;
    }
    return value;
  }

 private:
  std::span<const std::byte> bytes_;
  bool big_endian_;
};

// The sizes that differ between classic TIFF and BigTIFF.
struct Layout {
  unsigned count, entry, offset, value_at;
};
constexpr Layout classic{2, 12, 4, 8}, big{8, 20, 8, 12};

struct Directory {
  bool page = true;
  std::uint64_t next = 0;
};

std::optional<Directory> read_directory(const Reader& reader, const Layout& layout,
                                        std::uint64_t at) {
  const auto count = reader.number(at, layout.count);
  if (!count || *count == 0 || *count > 4096) return std::nullopt;
  Directory directory;
  const std::uint64_t first = at + layout.count;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const std::uint64_t entry = first + i * layout.entry;
    const auto tag = reader.number(entry, 2), value = reader.number(entry + layout.value_at, 4);
    if (!tag || !value) return std::nullopt;
    if (*tag == new_subfile_type) directory.page = (*value & 0b101U) == 0;  // thumbnail, mask
  }
  const auto next = reader.number(first + *count * layout.entry, layout.offset);
  if (!next) return std::nullopt;
  directory.next = *next;
  return directory;
}

}  // namespace

TiffChain read_tiff_chain(std::span<const std::byte> bytes) {
  const auto is = [&](std::size_t i, char c) {
    return i < bytes.size() && bytes[i] == std::byte(c);
  };
  const bool big_endian = is(0, 'M') && is(1, 'M');
  const Reader reader(bytes, big_endian);
  const auto version = reader.number(2, 2);
  if (!(big_endian || (is(0, 'I') && is(1, 'I'))) || !version || (*version != 42 && *version != 43))
    throw Error(Cause::image_damaged, "not a TIFF header");
  const Layout& layout = *version == 43 ? big : classic;
  auto at = reader.number(*version == 43 ? 8 : 4, layout.offset);
  if (!at || *at == 0) throw Error(Cause::image_damaged, "TIFF without a page");

  TiffChain chain;
  std::vector<std::uint64_t> not_pages;
  std::unordered_set<std::uint64_t> seen;
  while (*at != 0) {
    if (!seen.insert(*at).second) {
      chain.damage = fmt::format("the directory chain loops back to offset {}", *at);
      break;
    }
    if (seen.size() > most_directories)
      throw Error(Cause::too_many_pages,
                  fmt::format("more than {} directories in one TIFF", most_directories));
    const auto directory = read_directory(reader, layout, *at);
    if (!directory) {
      chain.damage = fmt::format("the directory at offset {} is beyond the end or broken", *at);
      break;
    }
    (directory->page ? chain.pages : not_pages).push_back(*at);
    at = directory->next;
  }
  if (chain.pages.empty()) chain.pages = std::move(not_pages);  // some writers mark every page so
  return chain;
}

}  // namespace sohoa::scanners
