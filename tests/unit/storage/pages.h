// Pages and orders for the tests of storage/, and what their helper processes are told.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/child.h"
#include "core/dossier.h"
#include "core/file.h"
#include "storage/batch.h"

namespace sohoa::storage::test {

BatchOrder order_for(const std::string& code);

// The bytes of page `index`: an own PNM image for each, 1 to 40 KB.
std::string page_bytes(std::uint32_t index);
std::string page_hash(std::uint32_t index);
Fd memory(std::string_view text);
SpooledImage describe(std::uint32_t index);
SpooledImage add(Batch& batch, std::uint32_t index);  // input 0

// A dossier of one document with one page and fields, its files not written.
Dossier dossier_for(const std::string& code);

std::vector<std::string> names_in(const std::filesystem::path& folder);  // sorted

// Helper processes, see workers.cpp.
std::span<const WorkerEntry> workers();
inline ChildLimits unconfined() { return {.memory_bytes = 0, .cpu_seconds = 0, .confined = false}; }

}  // namespace sohoa::storage::test
