#include "pdf/structure/to_unicode.h"

#include "pdf/structure/tokens.h"

namespace sohoa::pdf {
namespace {

std::uint32_t number_of(const std::string& bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

constexpr std::size_t most_ranges = 10'000;

}  // namespace

ToUnicode::ToUnicode(std::string_view cmap, Findings& findings) {
  Tokens tokens(cmap);
  bool chars = false, ranges = false;
  for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
    if (!findings.may_go_on()) return;
    if (token.kind == TokenKind::word) {
      chars = token.text == "beginbfchar";
      ranges = token.text == "beginbfrange";
    }
    if (token.kind != TokenKind::hex_string || (!chars && !ranges)) continue;
    const std::uint32_t first = number_of(token.text);
    const std::uint32_t last = ranges ? number_of(tokens.next().text) : first;
    token = tokens.next();
    if (token.kind == TokenKind::hex_string && first == last)
      single_[first] = token.text;
    else if (token.kind == TokenKind::hex_string && ranges_.size() < most_ranges)
      ranges_.push_back({first, last, token.text});
    if (token.kind != TokenKind::open_array) continue;
    for (std::uint32_t code = first; findings.may_go_on(); ++code) {
      token = tokens.next();
      if (token.kind != TokenKind::hex_string) break;
      single_[code] = token.text;
    }
  }
}

std::optional<std::string> ToUnicode::find(std::uint32_t code) const {
  const auto single = single_.find(code);
  if (single != single_.end()) return single->second;
  for (const Range& range : ranges_) {
    if (code < range.first || code > range.last || range.value.empty()) continue;
    // A range maps no further than the last byte of its codes can count.
    if (code >> 8U != range.first >> 8U) continue;
    std::string value = range.value;
    std::uint32_t more = code - range.first;
    for (std::size_t i = value.size(); i-- > 0 && more > 0; more >>= 8U) {
      more += static_cast<unsigned char>(value[i]);
      value[i] = static_cast<char>(more & 0xFFU);
    }
    return value;
  }
  return std::nullopt;
}

}  // namespace sohoa::pdf
