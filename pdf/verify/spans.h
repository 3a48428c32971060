// The bytes of an incremental update, as a reader sees them who does not follow cross-references.
#pragma once
#include <cstdint>
#include <string>

#include "core/file.h"

namespace sohoa::pdf {

// Why the bytes from `from` to `to` are not updates, the last of which ends there, and nothing
// else: objects that no cross-reference names (readers that rebuild a file by searching would show
// them), bytes after %%EOF, or too much to be looked at. Empty: they are.
std::string stray_bytes(const Fd& file, std::uint64_t from, std::uint64_t to);

}  // namespace sohoa::pdf
