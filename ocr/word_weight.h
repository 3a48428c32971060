// How likely office texts are to have a word, alone and after another.
#pragma once
#include <optional>
#include <string_view>

#include "core/lexicon.h"
#include "ocr/grammar.h"

namespace sohoa::ocr {

struct KnownWord {
  Kind kind = Kind::other;
  Case written = Case::lower;
  std::optional<Lexicon::Id> syllable;  // seen in texts
  bool possible = false;                // a syllable by the rules of spelling, seen or not
  bool abbreviation = false;            // a few capitals without marks
  bool closed = false;                  // signs follow it: it does not go on with the next word
  bool odd_signs = false;               // around it stand others than quotes, brackets and stops
  double alone = 0;                     // natural logarithm of its share

  // Nothing speaks against it: a syllable, an abbreviation, or a form with a grammar.
  bool sound() const noexcept {
    if (odd_signs || (written == Case::mixed && kind == Kind::letters)) return false;
    return kind == Kind::letters ? possible || syllable || abbreviation : kind != Kind::other;
  }
};

KnownWord known(std::u32string_view word, const Lexicon& lexicon);

// Natural logarithm of the share of `second` after `first`.
double after(const KnownWord& first, const KnownWord& second, const Lexicon& lexicon);

}  // namespace sohoa::ocr
