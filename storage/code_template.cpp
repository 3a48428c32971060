#include "storage/code_template.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "storage/manifest.h"

namespace sohoa::storage {
namespace {

constexpr int most_digits = 12;

bool is_code_character(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '/';
}

// "261124" of "2026-11-24T…"; empty if it is none.
std::string short_date(std::string_view created) {
  if (created.size() < 10) return "";
  return std::string(created.substr(2, 2)) + std::string(created.substr(5, 2)) +
         std::string(created.substr(8, 2));
}

}  // namespace

void CodeTemplate::refuse(std::size_t at, const std::string& why) const {
  throw Error(Cause::settings_invalid, fmt::format("result code template '{}': character {}: {}",
                                                   printable(text_), at + 1, why));
}

CodeTemplate::CodeTemplate(std::string_view text) : text_(text.substr(0, 200)) {
  if (text.size() > 200) refuse(200, "at most 200 characters are expected");
  bool dossier = false;
  bool document = false;
  for (std::size_t at = 0; at < text_.size();) {
    if (text_[at] == '{') {
      const std::size_t end = text_.find('}', at);
      if (end == std::string::npos) refuse(at, "a { without its }");
      add_placeholder(std::string_view(text_).substr(at + 1, end - at - 1), at);
      dossier = dossier || pieces_.back().what == What::dossier;
      document = document || pieces_.back().what == What::document;
      at = end + 1;
      continue;
    }
    if (!is_code_character(text_[at]))
      refuse(at, "A-Z a-z 0-9 . _ - / or a {placeholder} expected");
    if (pieces_.empty() || pieces_.back().what != What::text) pieces_.push_back({What::text, ""});
    pieces_.back().text += text_[at++];
  }
  if (!counts() && !(dossier && document))
    refuse(0, "codes would not be unique: {counter:N}, or {dossier} and {document} are expected");
}

void CodeTemplate::add_placeholder(std::string_view inner, std::size_t at) {
  constexpr std::string_view counter = "counter:";
  if (inner.starts_with(counter)) {
    if (counts()) refuse(at, "a second {counter}");
    const auto digits = inner.substr(counter.size());
    const bool number = !digits.empty() && digits.size() <= 2 &&
                        std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    for (const char c : number ? digits : std::string_view()) digits_ = digits_ * 10 + (c - '0');
    if (digits_ < 1 || digits_ > most_digits)
      refuse(at, fmt::format("{{counter:N}} with N from 1 to {} expected", most_digits));
    pieces_.push_back({What::counter, ""});
    return;
  }
  constexpr auto names = std::to_array<std::pair<std::string_view, What>>({
      {"agency", What::agency},
      {"dossier", What::dossier},
      {"document", What::document},
      {"kind", What::kind},
      {"date", What::date},
      {"year", What::year},
  });
  const auto found = std::ranges::find(names, inner, &std::pair<std::string_view, What>::first);
  if (found == names.end())
    refuse(at, "{agency}, {dossier}, {document}, {kind}, {date}, {year} or {counter:N} expected");
  pieces_.push_back({found->second, ""});
}

std::string CodeTemplate::written(const CodeParts& parts, std::string_view counter) const {
  std::string code;
  for (const Piece& piece : pieces_) switch (piece.what) {
      case What::text:
        code += piece.text;
        break;
      case What::agency:
        code += parts.agency;
        break;
      case What::dossier:
        code += parts.dossier;
        break;
      case What::document:
        code += parts.document;
        break;
      case What::kind:
        code += parts.kind.empty() ? "khac" : parts.kind;
        break;
      case What::date:
        code += short_date(parts.created);
        break;
      case What::year:
        code += parts.created.substr(0, 4);
        break;
      case What::counter:
        code += counter;
        break;
    }
  return code;
}

std::string CodeTemplate::code(const CodeParts& parts, std::uint64_t counter) const {
  std::string code = written(parts, counts() ? fmt::format("{:0{}}", counter, digits_) : "");
  if (code.empty() || code.size() > longest_code || !std::ranges::all_of(code, is_code_character))
    throw Error(Cause::settings_invalid,
                fmt::format("result code template '{}' gives '{}' ({} characters); 1 to {} of A-Z "
                            "a-z 0-9 . _ - / are expected",
                            text_, printable(code.substr(0, 200)), code.size(), longest_code));
  return code;
}

std::string CodeTemplate::scope(const CodeParts& parts) const {
  // No code has a space, so two scopes are equal only if all about the counter is.
  return written(parts, " ");
}

}  // namespace sohoa::storage
