#include "pdf/verify/spans.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFXRefEntry.hh>
#include <set>
#include <string_view>

#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint64_t largest_update = 64U << 20U;  // evidence has a few MB
constexpr int most_updates = 50;                      // between two signatures

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

// Where "12 0 obj" begins, given where its "obj" does; npos if that is no such thing.
std::size_t begin_of_object(std::string_view text, std::size_t at) {
  for (int number = 0; number < 2; ++number) {
    const std::size_t end = at;
    while (at > 0 && is_space(text[at - 1])) --at;
    if (number > 0 && at == end) return std::string_view::npos;
    const std::size_t digits = at;
    while (at > 0 && is_digit(text[at - 1])) --at;
    if (at == digits) return std::string_view::npos;
  }
  return at;
}

// Adds where objects begin, by the revision that ends at the end of `text`, the bytes from `from`
// on; a cross-reference stream need not name itself. What is no revision adds nothing.
void add_offsets(const Fd& file, std::uint64_t from, std::string_view text,
                 std::set<std::uint64_t>& offsets) {
  constexpr std::string_view mark = "startxref";
  auto at = text.rfind(mark);
  if (at == std::string_view::npos) return;
  at = std::min(text.find_first_not_of(" \r\n", at + mark.size()), text.size());
  std::uint64_t table = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), table);
  offsets.insert(table);
  try {
    const auto revision = parse_revision(file, from + text.size(), "update");
    for (const auto& [id, entry] : revision->getXRefTable())
      if (entry.getType() == 1) offsets.insert(static_cast<std::uint64_t>(entry.getOffset()));
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace

std::string stray_bytes(const Fd& file, std::uint64_t from, std::uint64_t to) {
  constexpr std::string_view mark = "%%EOF";
  if (to - from > largest_update) return "an update of more than 64 MiB";
  const std::string bytes = bytes_between(file, from, to);
  const std::string_view all = bytes;
  std::string_view end = all;
  for (const char eol : {'\n', '\r'})
    if (end.ends_with(eol)) end.remove_suffix(1);
  if (!end.ends_with(mark)) return "the update does not end where a PDF ends";

  std::set<std::uint64_t> named;
  int updates = 0;
  for (auto at = all.find(mark); at != std::string_view::npos; at = all.find(mark, at + 1)) {
    if (++updates > most_updates) return "more updates than anybody makes";
    add_offsets(file, from, all.substr(0, at + mark.size()), named);
  }
  for (auto at = all.find("obj"); at != std::string_view::npos; at = all.find("obj", at + 3)) {
    const std::size_t begin = begin_of_object(all, at);
    if (begin != std::string_view::npos && !named.contains(from + begin))
      return "an object that no cross-reference names";
  }
  return {};
}

}  // namespace sohoa::pdf
