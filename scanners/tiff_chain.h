// Where the pages of a TIFF are: the chain of its image file directories (TIFF 6.0 section 2, and
// BigTIFF), walked before libtiff sees it so that a loop or an endless chain costs nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sohoa::scanners {

struct TiffChain {
  std::vector<std::uint64_t> pages;  // offsets of the directories that are pages, in order
  std::string damage;                // why the chain ends early; empty: it ends as it should
};

// Thumbnails and masks (NewSubfileType) are not pages. Throws Error(image_damaged) if there is no
// chain at all and Error(too_many_pages) beyond 10000 directories.
TiffChain read_tiff_chain(std::span<const std::byte> bytes);

}  // namespace sohoa::scanners
