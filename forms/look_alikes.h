// Other values that the ink of a doubtful one could be, for a person to choose from with one key.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/lexicon.h"
#include "forms/line.h"

namespace sohoa::forms {

constexpr std::size_t most_look_alikes = 5;

// `raw`: what was read of `words`, or a part of it. Values like it, best first, `raw` not among
// them: the words' own alternatives, and letters that are mistaken for each other (ê ế ề ể, d đ, 3
// 5, 0 O, rn m), one or two words changed. What is put in place of letters is a syllable by the
// rules of spelling or a word of the lexicon, within codes capitals; in place of digits are digits.
// The order is by how sure each word was, how near the shapes are, and how often texts have the
// words. Nothing is normalised or checked: the caller does that with each, as with `raw`.
std::vector<std::string> look_alikes(const std::vector<PlacedWord>& words, std::string_view raw,
                                     const Lexicon& lexicon);

}  // namespace sohoa::forms
