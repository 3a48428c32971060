// guess_charset: which charset makes words of Vietnamese of the words with marks.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/code_units.h"
#include "core/legacy_text.h"
#include "core/syllables.h"
#include "core/vietnamese.h"

namespace sohoa {
namespace {

using std::u32string_view;

// Natural logarithms of the share of a word among words. What office texts have stands in the
// lexicon, down to -14.5; the rest are orders of magnitude.
constexpr double spelled_right = -17;  // a syllable by the rules, of no text
constexpr double only_signs = -6;
constexpr double other = -19;       // in bytes that are no Vietnamese at all
constexpr double impossible = -25;  // in a text that is Vietnamese
constexpr double odd_case = -4;     // a capital after a small letter

// How common each is, beside the words: archives have TCVN3 and VNI; and what is UTF-8 by its bytes
// is hardly ever so by chance.
constexpr double utf8_first = 4;
struct Candidate {
  Charset charset;
  double weight;
};
constexpr std::array<Candidate, 4> eight_bits{
    {{Charset::tcvn3, 0}, {Charset::vni, 0}, {Charset::cp1258, -1}, {Charset::viscii, -2}}};

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// Can be a letter in one of the charsets: VISCII has capitals among the control characters.
bool in_word(char32_t c) {
  return is_ascii_letter(c) || c >= 0x80 ||
         u32string_view(U"\x02\x05\x06\x14\x19\x1E").find(c) != u32string_view::npos;
}

// Words that have more than ASCII letters, in order.
std::vector<u32string_view> marked_words(u32string_view units) {
  constexpr std::size_t most_words = 2000, longest_word = 40;
  std::vector<u32string_view> words;
  for (std::size_t from = 0; from < units.size() && words.size() < most_words;) {
    const auto* begin = units.data() + from;
    const auto* end = std::find_if_not(begin, units.data() + units.size(), in_word);
    const auto size = static_cast<std::size_t>(end - begin);
    if (size <= longest_word && !std::all_of(begin, end, is_ascii_letter))
      words.emplace_back(begin, size);
    from += size + 1;
  }
  return words;
}

bool is_letter(char32_t c) {
  return is_ascii_letter(c) || (c >= 0xC0 && c < 0x250) || (c >= 0x300 && c < 0x370) ||
         (c >= 0x1E00 && c < 0x1F00);
}

bool capital_after_small(u32string_view letters) {
  bool small_before = false;
  for (const char32_t c : letters) {
    const std::string one = to_utf8(u32string_view(&c, 1));
    const bool is_small = upper(one) != one;
    if (small_before && !is_small) return true;
    small_before = is_small;
  }
  return false;
}

// `word`: as the charset has it, any case.
double log_share(u32string_view word, const Lexicon& lexicon) {
  const auto* begin = std::find_if(word.begin(), word.end(), is_letter);
  const auto* end = word.end();
  while (end != begin && !is_letter(*(end - 1))) --end;
  if (begin == end) return word.find(0xFFFD) == u32string_view::npos ? only_signs : impossible;
  const std::string text =
      nfc(to_utf8(u32string_view(begin, static_cast<std::size_t>(end - begin))));
  const std::string plain = lower(text);
  const double penalty = capital_after_small(to_utf32(text)) ? odd_case : 0;
  if (const auto known = lexicon.find(plain)) return lexicon.log_share(*known) + penalty;
  return is_possible_syllable(to_utf32(plain)) ? spelled_right + penalty : impossible;
}

// Letters that Windows-1252 has not, such as ệ: no 8-bit text was taken for it.
bool has_letter_beyond(u32string_view units) {
  return std::ranges::any_of(units, [](char32_t c) { return c >= 0x100 && is_letter(c); });
}

struct Weighed {
  Charset charset = Charset::utf8;
  double weight = 0;
};

std::vector<Weighed> weigh(const std::vector<u32string_view>& words, bool utf8,
                           const Lexicon& lexicon) {
  std::vector<Weighed> all;
  for (const Candidate& each : eight_bits) {
    double weight = each.weight;
    for (const u32string_view word : words)
      weight += log_share(decoded(word, each.charset), lexicon);
    all.push_back({each.charset, weight});
  }
  double weight = utf8 ? utf8_first : 0;
  for (const u32string_view word : words)
    weight += utf8 ? std::max(other, log_share(word, lexicon)) : other;
  all.push_back({Charset::utf8, weight});
  return all;
}

}  // namespace

Guess guess_charset(std::string_view bytes, const Lexicon& lexicon) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return {Charset::utf16, 1};
  const auto units = code_units(bytes);
  const auto words = marked_words(units);
  const bool utf8 = is_valid_utf8(bytes);
  if (utf8 && (words.empty() || has_letter_beyond(units))) return {Charset::utf8, 1};
  const auto all = weigh(words, utf8, lexicon);
  const auto best = std::ranges::max_element(all, {}, &Weighed::weight);
  const double sum = std::accumulate(
      all.begin(), all.end(), 0.0,
      [&](double so_far, const Weighed& w) { return so_far + std::exp(w.weight - best->weight); });
  // Bytes that are text in none.
  if (best->charset == Charset::utf8 && !utf8) return {Charset::utf8, 0};
  return {best->charset, 1 / sum};
}

}  // namespace sohoa
