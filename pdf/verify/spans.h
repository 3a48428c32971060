// The bytes of an incremental update, as a reader sees them who does not follow cross-references.
#pragma once
#include <cstdint>
#include <string>

#include "core/file.h"

class QPDF;

namespace sohoa::pdf {

// Why the bytes from `from` to `to` are not one update that ends the revision `parsed`, and nothing
// else: objects that no cross-reference names (readers that rebuild a file by searching would show
// them), a number that is used twice, bytes after %%EOF, or too large to be looked at. Empty: they
// are.
std::string stray_bytes(const Fd& file, std::uint64_t from, std::uint64_t to, QPDF& parsed);

}  // namespace sohoa::pdf
