#include "ocr/zone_path.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/mrz.h"
#include "core/vietnamese.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t characters = zone_characters.size();
constexpr std::size_t null = characters;
constexpr float impossible = -std::numeric_limits<float>::infinity();
constexpr float least_share = 1e-6F;

int character_of(std::string_view text) {
  if (text == "«" || text == "‹" || text == "=" || text == "{" || text == "(") text = "<";
  std::string plain = folded(text);
  std::ranges::transform(plain, plain.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  if (plain.size() != 1) return -1;
  const auto at = zone_characters.find(plain[0]);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// A place in a line: what may be printed there, and after which places it may come.
struct Place {
  std::vector<std::size_t> allowed;  // of zone_characters
  std::vector<std::size_t> before;
  bool first = false, last = false;
};
using Grammar = std::vector<Place>;  // a place stands behind all that may come before it

std::vector<std::size_t> indices(std::string_view text) {
  std::vector<std::size_t> all;
  for (const char c : text) all.push_back(zone_characters.find(c));
  return all;
}

Grammar columns_of(std::size_t line) {
  Grammar grammar;
  for (std::size_t column = 0; column < mrz_width; ++column) {
    Place place{indices(mrz_characters(line, column)), {}, column == 0, column + 1 == mrz_width};
    if (column > 0) place.before = {column - 1};
    grammar.push_back(std::move(place));
  }
  return grammar;
}

// SURNAME<<GIVEN<NAMES<<< or one name alone: of each column one place for each part of the line.
// What is cut off at the end of the line needs no filler.
Grammar names() {
  enum Part {
    surname,
    within_surname,
    divider,
    second_divider,
    given,
    within_given,
    filler,
    parts
  };
  static const std::array<std::vector<std::size_t>, parts> before = {
      {{surname, within_surname},
       {surname},
       {surname},
       {divider},
       {second_divider, given, within_given},
       {given},
       {surname, given, filler}}};
  Grammar grammar;
  for (std::size_t column = 0; column < mrz_width; ++column)
    for (std::size_t part = 0; part < parts; ++part) {
      const bool letter = part == surname || part == given;
      Place place{indices(letter ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "<"), {}, false, false};
      place.first = column == 0 && part == surname;
      place.last = column + 1 == mrz_width && (part == given || part == filler);
      if (column > 0)
        for (const std::size_t other : before[part])
          place.before.push_back((column - 1) * parts + other);
      grammar.push_back(std::move(place));
    }
  return grammar;
}

const Grammar& grammar_of(std::size_t line) {
  static const std::array<Grammar, 3> grammars = {columns_of(0), columns_of(1), names()};
  return grammars[line];
}

// A digit and the letter that looks like it: where only one of them may stand, what was said of the
// other is said of it.
constexpr std::string_view alike = "0O0D0Q1I1L2Z5S6G8B";

ZoneStep with_likes(const ZoneStep& step, bool digits) {
  ZoneStep out = step;
  for (std::size_t i = 0; i < alike.size(); i += 2) {
    const auto digit = zone_characters.find(alike[i]), letter = zone_characters.find(alike[i + 1]);
    const std::size_t to = digits ? digit : letter, from = digits ? letter : digit;
    if (!digits && (alike[i + 1] == 'D' || alike[i + 1] == 'Q' || alike[i + 1] == 'L')) continue;
    out[to] = std::max(out[to], std::log(std::exp(out[to]) + std::exp(step[from])));
  }
  return out;
}

// Lines of this kind are rare to the network: an I with serifs is mostly T to it, and "<" may be X
// or K; but to a true T, X or K it gives no share of the other. Where it does, it means the other.
ZoneStep unbiased(ZoneStep step) {
  struct Bias {
    char meant, said;
    float least;  // share of what is meant
  };
  constexpr std::array<Bias, 3> biases = {
      {{'I', 'T', 0.003F}, {'<', 'X', 0.05F}, {'<', 'K', 0.05F}}};
  for (const Bias& bias : biases) {
    float& meant = step[zone_characters.find(bias.meant)];
    float& said = step[zone_characters.find(bias.said)];
    if (std::exp(meant) < bias.least) continue;
    meant = std::log(std::exp(meant) + std::exp(said));
    said = std::log(least_share);
  }
  return step;
}

// Viterbi over the grammar's places, each with its character and with the null behind it.
class Search {
 public:
  Search(const Grammar& grammar, std::size_t steps)
      : grammar_(grammar),
        from_(steps * grammar.size() * states, -1),
        scores_(grammar.size() * states, impossible) {}

  void step(std::size_t at, const ZoneStep& plain, const ZoneStep& letters,
            const ZoneStep& digits) {
    const std::vector<float> old = scores_;
    for (std::size_t p = 0; p < grammar_.size(); ++p) {
      const Place& place = grammar_[p];
      const Best in = incoming(place, old);
      for (const std::size_t c : place.allowed) {
        const float share = c < 10 ? digits[c] : c + 1 < null ? letters[c] : plain[c];
        const float stay = old[p * states + c];
        const bool other = in.character == c;
        const float enter = other ? in.second : in.first;
        set(at, p, c, std::max(stay, enter) + share,
            stay >= enter ? state(p, c)
            : other       ? in.second_from
                          : in.first_from);
      }
      best_null(at, p, old, plain[null]);
    }
  }

  // The state at each step of the best path that ends in a last place; empty if there is none.
  std::vector<int> best(std::size_t steps) const {
    int at = -1;
    for (std::size_t p = 0; p < grammar_.size(); ++p) {
      if (!grammar_[p].last) continue;
      for (std::size_t c = 0; c < states; ++c)
        if (scores_[p * states + c] > impossible &&
            (at < 0 || scores_[p * states + c] > scores_[static_cast<std::size_t>(at)]))
          at = state(p, c);
    }
    if (at < 0) return {};
    std::vector<int> path(steps);
    for (std::size_t i = steps; i-- > 0;) {
      path[i] = at;
      if (at >= 0) at = from_[i * grammar_.size() * states + static_cast<std::size_t>(at)];
    }
    return path;
  }

  static constexpr std::size_t states = characters + 1;

 private:
  // The best of the states before, and the best of those with another character.
  struct Best {
    float first = impossible, second = impossible;
    int first_from = -1, second_from = -1;
    std::size_t character = states;
  };

  static int state(std::size_t place, std::size_t character) {
    return static_cast<int>(place * states + character);
  }

  Best incoming(const Place& place, const std::vector<float>& old) const {
    Best best;
    const auto offer = [&](float score, int from, std::size_t character) {
      if (score > best.first) {
        if (character != best.character || character == null)
          best.second = best.first, best.second_from = best.first_from;
        best.first = score, best.first_from = from, best.character = character;
      } else if (score > best.second && (character != best.character || character == null)) {
        best.second = score, best.second_from = from;
      }
    };
    if (place.first) offer(before_, -1, null);
    for (const std::size_t p : place.before) {
      offer(old[p * states + null], state(p, null), null);
      for (const std::size_t c : grammar_[p].allowed) offer(old[p * states + c], state(p, c), c);
    }
    return best;
  }

  void best_null(std::size_t at, std::size_t p, const std::vector<float>& old, float share) {
    std::size_t from = null;
    for (const std::size_t c : grammar_[p].allowed)
      if (old[p * states + c] > old[p * states + from]) from = c;
    set(at, p, null, old[p * states + from] + share, state(p, from));
    if (p + 1 == grammar_.size()) before_ += share;  // paper before the first character
  }

  void set(std::size_t at, std::size_t p, std::size_t c, float score, int from) {
    scores_[p * states + c] = score;
    from_[at * grammar_.size() * states + p * states + c] = from;
  }

  const Grammar& grammar_;
  std::vector<int> from_;  // by step and state: the state of the step before; -1: none
  std::vector<float> scores_;
  float before_ = 0;  // of nothing but nulls so far
};

}  // namespace

ZoneCodes::ZoneCodes(const Alphabet& alphabet, int null_code) {
  for (const std::string& text : alphabet.texts) character_.push_back(character_of(text));
  character_[static_cast<std::size_t>(null_code)] = static_cast<int>(null);
}

ZoneStep ZoneCodes::step(std::span<const float> shares, float total) const {
  ZoneStep step{};
  for (std::size_t code = 0; code < shares.size() && code < character_.size(); ++code)
    if (character_[code] >= 0) step[static_cast<std::size_t>(character_[code])] += shares[code];
  for (float& share : step) share = std::log(std::max(share / total, least_share));
  return step;
}

std::optional<ZoneLine> likeliest_zone_line(std::span<const ZoneStep> steps, std::size_t line) {
  constexpr std::size_t most_steps = 2000;
  if (steps.size() < mrz_width || steps.size() > most_steps) return std::nullopt;
  const Grammar& grammar = grammar_of(line);
  Search search(grammar, steps.size());
  std::vector<ZoneStep> letters, digits;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const ZoneStep step = unbiased(steps[i]);
    letters.push_back(with_likes(step, false));
    digits.push_back(with_likes(step, true));
    search.step(i, step, letters[i], digits[i]);
  }
  const std::vector<int> path = search.best(steps.size());
  ZoneLine result{"", 1};
  int before = -1;
  float sure = 1;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<std::size_t>(path[i]) % Search::states;
    if (path[i] < 0 || c == null) continue;
    // A filler where the grammar wants one needs no further witness.
    const float share = std::exp(c < 10 ? digits[i][c] : c + 1 < null ? letters[i][c] : 0.0F);
    if (path[i] != before) {
      result.least_sure = std::min(result.least_sure, sure);
      result.text += zone_characters[c];
      sure = share;
    }
    sure = std::max(sure, share);
    before = path[i];
  }
  result.least_sure = std::min(result.least_sure, sure);
  if (result.text.size() != mrz_width) return std::nullopt;
  return result;
}

}  // namespace sohoa::ocr
