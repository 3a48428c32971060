// Words joined into one text that leads back to them, and phrases found in it in spite of reading
// errors.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/page.h"
#include "forms/pattern.h"

namespace sohoa::forms {

std::u16string to_utf16(std::string_view text);
std::string from_utf16(std::u16string_view text);

// A word of a document: it lives in the PageView given to extraction, which outlives all lines.
struct PlacedWord {
  const Word* word = nullptr;
  std::uint32_t page = 0;  // 0-based
};

// One or more rows of words as text, words separated by a space.
class Line {
 public:
  Line() = default;
  explicit Line(const std::vector<PlacedWord>& words);
  void append(const Line& next);

  const std::u16string& text() const noexcept { return text_; }    // as read
  const std::u16string& plain() const noexcept { return plain_; }  // folded; the same offsets
  const std::vector<PlacedWord>& words() const noexcept { return words_; }
  const std::vector<std::size_t>& starts() const noexcept { return starts_; }  // of words, in text
  const Box& upright() const noexcept { return upright_; }
  bool empty() const noexcept { return words_.empty(); }
  double upper_share() const noexcept;  // of letters that are capitals, 0..1

  std::string utf8(Span span) const;  // outer spaces dropped
  std::vector<PlacedWord> words_in(Span span) const;
  Span whole() const noexcept { return {0, text_.size()}; }

 private:
  std::u16string text_, plain_;
  std::vector<PlacedWord> words_;
  std::vector<std::size_t> starts_;
  Box upright_;
};

// Words to look for. Case, marks, spaces and punctuation do not count, and one letter in seven may
// be wrong: "CONG HÒA XÃ HỘl CHU NGHIA VIỆT NAM" is still the national title.
class Phrase {
 public:
  // Throws std::invalid_argument if it has no letter or digit or more than 120 of them.
  explicit Phrase(std::string_view text);
  const std::string& text() const noexcept { return text_; }
  std::size_t letters() const noexcept { return letters_.size(); }

  struct Hit {
    Span span;         // in the line's text
    double score = 0;  // 1: no letter differs
  };
  // In the line from `from` on, beginning at the start of a word: the best hit, the first of
  // equals.
  std::optional<Hit> find(const Line& line, std::size_t from = 0) const;
  // Beginning exactly at `start`, which is an offset of the text.
  std::optional<Hit> at(const Line& line, std::size_t start) const;

 private:
  std::string text_;
  std::u16string letters_;
};

using Phrases = std::vector<Phrase>;

bool begins_with(const Line& line, const Phrases& phrases);  // with any of them

}  // namespace sohoa::forms
