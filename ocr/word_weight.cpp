#include "ocr/word_weight.h"

#include "core/syllables.h"
#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

// Natural logarithms of the share of a word that no count stands for. The rarest syllable that was
// counted has -14.
constexpr double possible_share = -15.5, abbreviation_share = -14, foreign_share = -18.5;
constexpr double form_share = -11, dash_share = -9, signs_share = -12, other_share = -21;
constexpr double mixed_case = -4, odd_signs = -4;

constexpr std::u32string_view before_words = U"([{\"'“”‘’«-–—+*…./",
                              behind_words = U")]}\"'“”‘’».,;:!?…%-–—/*°";

bool only(std::u32string_view text, std::u32string_view allowed) {
  return text.find_first_not_of(allowed) == text.npos;
}

bool abbreviates(std::u32string_view core) {
  if (core.size() < 2 || core.size() > 6 || case_of(core) != Case::capitals) return false;
  for (const char32_t c : core)
    if (c >= 0x80 && c != U'Đ') return false;
  return true;
}

double share(const KnownWord& word, const Token& parts, const Lexicon& lexicon) {
  switch (word.kind) {
    case Kind::letters:
      if (word.syllable) return lexicon.log_share(*word.syllable);
      if (word.possible) return possible_share;
      return word.abbreviation ? abbreviation_share : foreign_share;
    case Kind::number:
    case Kind::date:
    case Kind::code:
    case Kind::address:
      return form_share;
    case Kind::signs:
      return parts.before == U"-" ? dash_share : signs_share;
    case Kind::other:
      return other_share;
  }
  return other_share;
}

}  // namespace

KnownWord known(std::u32string_view word, const Lexicon& lexicon) {
  const Token parts = token(word);
  KnownWord result;
  result.kind = kind_of(parts.core);
  result.written = case_of(parts.core);
  result.closed = !parts.after.empty();
  if (result.kind == Kind::letters) {
    const std::string small = lower(to_utf8(parts.core));
    result.syllable = lexicon.find(small);
    result.possible = is_possible_syllable(to_utf32(small));
    result.abbreviation = abbreviates(parts.core);
  }
  result.odd_signs = result.kind == Kind::signs
                         ? !only(parts.before, U"-–—+*…./()\":;&")
                         : !only(parts.before, before_words) || !only(parts.after, behind_words);
  result.alone = share(result, parts, lexicon);
  if (result.odd_signs) result.alone += odd_signs;
  if (result.kind == Kind::letters && result.written == Case::mixed) result.alone += mixed_case;
  return result;
}

double after(const KnownWord& first, const KnownWord& second, const Lexicon& lexicon) {
  if (!first.syllable || !second.syllable || first.closed) return second.alone;
  return second.alone - lexicon.log_share(*second.syllable) +
         lexicon.log_share_after(*first.syllable, *second.syllable);
}

}  // namespace sohoa::ocr
