// A regular expression in ICU syntax that is safe on text of unknown origin: input, stack and time
// are bounded, and a search beyond the bounds finds nothing. Immutable; shared between threads.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::forms {

// A stretch [begin, end) of a text, in UTF-16 code units.
struct Span {
  std::size_t begin = 0, end = 0;
  bool empty() const noexcept { return begin >= end; }
};

class Pattern {
 public:
  static constexpr std::size_t longest_expression = 2000;  // bytes
  static constexpr std::size_t longest_input = 20000;      // code units; what is beyond is not seen

  // Throws std::invalid_argument saying what is wrong and at which character.
  explicit Pattern(std::string_view expression);

  struct Match {
    Span whole;
    std::vector<std::optional<Span>> groups;  // by number; none: took no part
  };
  // The first match at or after `from`.
  std::optional<Match> search(std::u16string_view text, std::size_t from = 0) const;

  // The number of the group (?<name>…), a name being letters and digits.
  std::optional<std::size_t> group(std::string_view name) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace sohoa::forms
