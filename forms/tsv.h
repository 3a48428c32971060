// Tables of the models folder: one row a line, columns divided by tabs, "#" begins a remark.
#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace sohoa::forms {

inline constexpr std::size_t longest_table = 4 << 20;  // bytes
inline constexpr std::size_t most_rows = 50'000;
inline constexpr std::size_t longest_row = 1000;  // bytes

// A row as read; the views live as long as the text it is of.
struct Row {
  std::string_view file;  // the name for messages
  std::size_t line = 0;   // 1-based
  std::vector<std::string_view> cells;

  // Throws Error(data_missing): "NAME:LINE: WHAT was expected".
  [[noreturn]] void fail(std::string_view expected) const;
};

// Calls `use` for each row of `text` in order. Throws Error(data_missing) naming file and line if a
// limit is passed, the text is not UTF-8, or a row has fewer than `least` or more than `most`
// columns; what `use` throws passes through.
void read_rows(std::string_view text, std::string_view file, std::size_t least, std::size_t most,
               const std::function<void(const Row&)>& use);

// The text of a table's file; Error(data_missing) if there is none or it is too long.
std::string table_text(const std::filesystem::path& file);

}  // namespace sohoa::forms
