#include "ocr/candidates.h"

#include <algorithm>
#include <array>

#include "core/vietnamese.h"
#include "ocr/grammar.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t most_candidates = 32;
constexpr std::size_t longest_word = 60;  // what is longer is no word: nothing is weighed

struct Option {
  std::u32string text;
  double cost = 0;
};

// The alphabet of Tesseract's `vie` has the Icelandic letter as well, which looks the same.
std::u32string letter(const std::string& utf8) {
  std::u32string text = to_utf32(utf8);
  std::ranges::replace(text, U'\u00d0', U'\u0110');
  return text;
}

bool is_sign(const std::u32string& text) {
  const char32_t c = text.empty() ? U' ' : text[0];
  return !is_letter(c) && !is_digit(c) && c != U'\u00b2' && c != U'\u00b3';  // m², m³
}

// What else a character may be. A letter or digit never becomes a sign, nor a sign one of them:
// texts have a word before a full stop everywhere, so that they would make "A." of every "A4".
std::vector<Option> others(const Character& c, const std::u32string& own,
                           const Nearness& nearness) {
  std::vector<Option> found;
  if (c.confidence >= nearness.confident) return found;
  for (const Alternative& other : c.others) {
    const double gap = std::max(0.0, double{c.confidence} - double{other.confidence});
    std::u32string text = letter(other.text);
    const bool known = text == own || std::ranges::count(found, text, &Option::text) > 0;
    if (gap <= double{nearness.gap} && !text.empty() && !known && is_sign(text) == is_sign(own))
      found.push_back({std::move(text), gap * nearness.engine_weight});
  }
  return found;
}

}  // namespace

std::vector<Candidate> candidates(const ReadWord& word, const Nearness& nearness) {
  std::vector<Candidate> all{{}};
  for (const Character& c : word.characters) {
    const std::u32string own = letter(c.text);
    const bool weighed = word.characters.size() <= longest_word;
    const auto options = weighed ? others(c, own, nearness) : std::vector<Option>();
    const std::size_t before = all.size();
    for (std::size_t i = 0; i < before; ++i)
      for (const Option& option : options)
        if (all[i].cost + option.cost <= nearness.most_cost)
          all.push_back({all[i].text + option.text, all[i].cost + option.cost});
    for (std::size_t i = 0; i < before; ++i) all[i].text += own;
    // The first stays where it is: it is the own reading.
    std::ranges::stable_sort(all.begin() + 1, all.end(), {}, &Candidate::cost);
    if (all.size() > most_candidates) all.resize(most_candidates);
  }
  return all;
}

}  // namespace sohoa::ocr
