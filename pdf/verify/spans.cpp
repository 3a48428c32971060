#include "pdf/verify/spans.h"

#include <algorithm>
#include <charconv>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFXRefEntry.hh>
#include <set>
#include <string_view>

#include "pdf/slice.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint64_t largest_update = 64U << 20U;  // evidence has a few MB

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

// Where objects begin; a cross-reference stream need not name itself.
std::set<std::uint64_t> object_offsets(QPDF& parsed, std::string_view text, std::uint64_t from,
                                       std::uint64_t to) {
  std::set<std::uint64_t> offsets;
  constexpr std::string_view mark = "startxref";
  if (auto at = text.rfind(mark); at != std::string_view::npos) {
    at = std::min(text.find_first_not_of(" \r\n", at + mark.size()), text.size());
    std::uint64_t offset = 0;
    std::from_chars(text.data() + at, text.data() + text.size(), offset);
    offsets.insert(offset);
  }
  for (const auto& [id, entry] : parsed.getXRefTable())
    if (entry.getType() == 1 && entry.getOffset() >= static_cast<qpdf_offset_t>(from) &&
        entry.getOffset() < static_cast<qpdf_offset_t>(to))
      offsets.insert(static_cast<std::uint64_t>(entry.getOffset()));
  return offsets;
}

}  // namespace

std::string stray_bytes(const Fd& file, std::uint64_t from, std::uint64_t to, QPDF& parsed) {
  if (to - from > largest_update) return "an update of more than 64 MiB";
  const std::string bytes = bytes_between(file, from, to);
  std::string_view end = bytes;
  for (const char eol : {'\n', '\r'})
    if (end.ends_with(eol)) end.remove_suffix(1);
  if (!end.ends_with("%%EOF")) return "the update does not end where a PDF ends";

  const auto named = object_offsets(parsed, bytes, from, to);
  for (std::size_t at = bytes.find("obj"); at != std::string::npos;
       at = bytes.find("obj", at + 3)) {
    const std::size_t begin = begin_of_object(bytes, at);
    if (begin != std::string_view::npos && !named.contains(from + begin))
      return "an object that no cross-reference names";
  }
  return {};
}

}  // namespace sohoa::pdf
