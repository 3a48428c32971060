// A line of a batch's journal, as found and with its checksum made to fit; and batch.json.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/file.h"
#include "storage/journal.h"
#include "storage/order.h"

using sohoa::storage::journal_line;
using sohoa::storage::parse_journal_line;

namespace {

void try_line(std::string_view line) {
  const auto entry = parse_journal_line(line);
  if (!entry) return;
  if (!entry->lost && !sohoa::is_safe_name(entry->image.file.string())) std::abort();
  // What was understood survives being written and read again.
  const auto written = journal_line(*entry);
  const auto again = parse_journal_line(written);
  if (!again || journal_line(*again) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try_line(text);
  const auto sum = sohoa::sha256_of(std::as_bytes(std::span(text))).substr(0, 16);
  try_line(R"({"sum":")" + sum + R"(","entry":)" + text + "}");
  if (const auto order = sohoa::storage::parse_order(text); order && order->fingerprint == text)
    std::abort();
  return 0;
}
