// The journal of a batch: what came from the source, one line a page or lost input.
//
// A line is JSON, {"sum":"16 hex digits","entry":{…}}, where `sum` begins the SHA-256 of the
// entry's text: a line that a crash cut short is recognised and dropped.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dossier.h"
#include "core/file.h"
#include "core/page.h"

namespace sohoa::storage {

struct JournalEntry {
  bool lost = false;
  std::uint32_t input = 0, index = 0;  // where in the source it came from
  SpooledImage image;                  // unless lost
  std::vector<Fault> faults;           // of acquisition
  LostInput loss;                      // if lost
};

// Without its line end; image.file is written as a bare name.
std::string journal_line(const JournalEntry& entry);

// nullopt: torn, or not written by us. Untrusted input; image.file is a safe bare name.
std::optional<JournalEntry> parse_journal_line(std::string_view line);

// The journal file. Used by one thread.
class Journal {
 public:
  // Opens or creates it and cuts off a torn last line. Throws Error(image_damaged) if a line before
  // the last is damaged: a crash cannot do that.
  explicit Journal(const std::filesystem::path& file);
  std::vector<JournalEntry> take_entries() { return std::move(entries_); }  // as read at opening

  void append(const JournalEntry& entry);  // not durable before sync()
  void sync();
  void undo() noexcept;  // takes the last line back, once

 private:
  std::filesystem::path file_;
  Fd fd_;
  std::vector<JournalEntry> entries_;
  std::uint64_t end_ = 0, before_ = 0;  // bytes: all, and without the last append
};

}  // namespace sohoa::storage
