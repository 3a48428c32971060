#include "forms/pattern.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

namespace sohoa::forms {
namespace {

constexpr std::int32_t time_limit = 200;         // ICU's steps, about a millisecond each
constexpr std::int32_t stack_limit = 1'000'000;  // bytes

std::size_t offset(std::int32_t value) { return static_cast<std::size_t>(value); }

}  // namespace

struct Pattern::Compiled {
  std::unique_ptr<const icu::RegexPattern> pattern;
};

Pattern::Pattern(std::string_view expression) {
  if (expression.size() > longest_expression)
    throw std::invalid_argument(
        fmt::format("pattern of {} bytes; the limit is {}", expression.size(), longest_expression));
  UParseError place{};
  UErrorCode status = U_ZERO_ERROR;
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(expression.data(), static_cast<std::int32_t>(expression.size())));
  std::unique_ptr<const icu::RegexPattern> made(
      icu::RegexPattern::compile(source, 0, place, status));
  if (U_FAILURE(status) != 0 || !made)
    throw std::invalid_argument(
        fmt::format("pattern is not valid at character {}: {}", place.offset, u_errorName(status)));
  compiled_ = std::make_shared<const Compiled>(Compiled{std::move(made)});
}

std::optional<Pattern::Match> Pattern::search(std::u16string_view text, std::size_t from) const {
  text = text.substr(0, longest_input);
  if (from > text.size()) return std::nullopt;
  // An alias: ICU reads our buffer, no copy is made.
  const icu::UnicodeString input(false, text.data(), static_cast<std::int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->pattern->matcher(input, status));
  if (U_FAILURE(status) != 0 || !matcher) return std::nullopt;
  matcher->setTimeLimit(time_limit, status);
  matcher->setStackLimit(stack_limit, status);
  if (!matcher->find(static_cast<std::int64_t>(from), status) || U_FAILURE(status) != 0)
    return std::nullopt;
  Match match;
  const auto span = [&](std::int32_t group) {
    return Span{offset(matcher->start(group, status)), offset(matcher->end(group, status))};
  };
  match.whole = span(0);
  for (std::int32_t i = 0; i <= matcher->groupCount(); ++i) {
    if (matcher->start(i, status) < 0)
      match.groups.emplace_back();
    else
      match.groups.emplace_back(span(i));
  }
  return U_FAILURE(status) != 0 ? std::nullopt : std::optional(match);
}

std::optional<std::size_t> Pattern::group(std::string_view name) const {
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t number = compiled_->pattern->groupNumberFromName(
      name.data(), static_cast<std::int32_t>(name.size()), status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  return offset(number);
}

}  // namespace sohoa::forms
