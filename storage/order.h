// batch.json: what a batch was made for, and the lock of its folder.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "core/file.h"
#include "storage/batch.h"

namespace sohoa::storage {

std::string order_json(const BatchOrder& order);

// What of an order decides whether a run goes on with a batch. `created` is when it began.
struct RecordedOrder {
  std::string created;
  std::string fingerprint;
};
// nullopt: not ours, or damaged.
std::optional<RecordedOrder> parse_order(std::string_view text);

// SHA-256 over source, inputs and split, byte for byte: names need not be UTF-8.
std::string fingerprint(const BatchOrder& order);

// The lock of a batch folder, created on need; empty if another process holds it. It goes with the
// descriptor, so also with the process.
Fd try_lock(const std::filesystem::path& batch_folder);

}  // namespace sohoa::storage
