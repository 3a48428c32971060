#include "forms/tsv.h"

#include <fmt/format.h>
#include <unicode/ustring.h>

#include "core/file.h"

namespace sohoa::forms {
namespace {

bool is_utf8(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()), &status);
  return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status) != 0;
}

std::string_view take(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

void split(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

void Row::fail(std::string_view expected) const {
  throw Error(Cause::data_missing, fmt::format("{}:{}: {} was expected", file, line, expected));
}

void read_rows(std::string_view text, std::string_view file, std::size_t least, std::size_t most,
               const std::function<void(const Row&)>& use) {
  Row row{file, 0, {}};
  if (text.size() > longest_table) row.fail(fmt::format("a file of {} bytes", longest_table));
  std::size_t rows = 0;
  while (!text.empty()) {
    ++row.line;
    std::string_view line = take(text, '\n');
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    if (line.size() > longest_row) row.fail(fmt::format("a row of at most {} bytes", longest_row));
    if (++rows > most_rows) row.fail(fmt::format("a file of at most {} rows", most_rows));
    if (!is_utf8(line)) row.fail("UTF-8");
    split(line, row.cells);
    if (row.cells.size() < least || row.cells.size() > most)
      row.fail(least == most ? fmt::format("a row of {} columns", least)
                             : fmt::format("a row of {} to {} columns", least, most));
    use(row);
  }
}

std::string table_text(const std::filesystem::path& file) {
  try {
    return read_file(file, longest_table);
  } catch (const Error& error) {
    throw Error(Cause::data_missing, error.what());
  }
}

}  // namespace sohoa::forms
