#include "ocr/judge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/vietnamese.h"
#include "ocr/word_weight.h"

namespace sohoa::ocr {

const std::array<std::string_view, fact_count> fact_names{
    "least_sure", "mean_doubt",   "line_doubt", "margin",   "length", "seen",
    "possible",   "abbreviation", "foreign",    "form",     "signs",  "other",
    "mixed_case", "follows",      "changed",    "runner_up"};

namespace {

constexpr double never = -std::numeric_limits<double>::infinity();
constexpr std::size_t most_alternatives = 4;

struct Reading {
  Candidate candidate;
  KnownWord word;
};
using Readings = std::vector<Reading>;  // of one word; the engine's own first

bool is_capital(const Reading& reading) {
  return reading.word.kind == Kind::letters && reading.word.written == Case::capital;
}

bool linked(const KnownWord& first, const KnownWord& second, const Lexicon& lexicon) {
  return first.syllable && second.syllable && lexicon.follows(*first.syllable, *second.syllable);
}

// A sign stays a sign, and no change is worth making that leads to nothing known.
bool may_become(const Reading& own, const Reading& other) {
  return other.word.sound() && (own.word.kind != Kind::signs || other.word.kind == Kind::signs);
}

class Chooser {
 public:
  Chooser(const std::vector<Readings>& words, const Lexicon& lexicon, const JudgeLimits& limits)
      : words_(words), lexicon_(lexicon), limits_(limits) {}

  // Index of the best reading of each word: the best path, then every change held to its gain.
  std::vector<std::size_t> choose() const {
    std::vector<std::size_t> chosen = best_path();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (chosen[i] == 0) continue;
      const bool better = score(chosen, i, chosen[i]) - score(chosen, i, 0) >= needed(i);
      if (!better || !said(chosen, i) || !may_become(words_[i][0], words_[i][chosen[i]]))
        chosen[i] = 0;
    }
    return chosen;
  }

  // Of reading `r` of word `i` between the chosen ones beside it.
  double score(const std::vector<std::size_t>& chosen, std::size_t i, std::size_t r) const {
    double sum = step(i, i == 0 ? 0 : chosen[i - 1], r);
    if (i + 1 < words_.size())
      sum += limits_.language_weight *
             after(words_[i][r].word, words_[i + 1][chosen[i + 1]].word, lexicon_);
    return sum;
  }

  // With how many of the words beside it, as chosen, texts have the chosen reading of word `i`.
  int links(const std::vector<std::size_t>& chosen, std::size_t i) const {
    const auto word = [&](std::size_t at) -> const KnownWord& {
      return words_[at][chosen[at]].word;
    };
    int count = 0;
    if (i > 0 && linked(word(i - 1), word(i), lexicon_)) ++count;
    if (i + 1 < words_.size() && linked(word(i), word(i + 1), lexicon_)) ++count;
    return count;
  }

 private:
  // By how much another reading of word `i` must be better than the engine's.
  double needed(std::size_t i) const {
    const Reading& own = words_[i][0];
    if (own.candidate.text.size() == 1 && own.word.kind != Kind::signs)
      return limits_.gain_over_name;
    if (!own.word.sound()) return limits_.gain;
    return looks_like_name(i) ? limits_.gain_over_name : limits_.gain_over_known;
  }

  bool looks_like_name(std::size_t i) const {
    const bool goes_on = i > 0 && !words_[i - 1][0].word.closed;
    return is_capital(words_[i][0]) &&
           (goes_on || (i + 1 < words_.size() && is_capital(words_[i + 1][0])));
  }

  // A syllable gives way only to one that texts have beside a neighbour; a name's, beside both.
  bool said(const std::vector<std::size_t>& chosen, std::size_t i) const {
    const KnownWord& own = words_[i][0].word;
    if (own.kind != Kind::letters || !own.sound()) return true;
    const int neighbours = (i > 0 ? 1 : 0) + (i + 1 < words_.size() ? 1 : 0);
    return links(chosen, i) >= (looks_like_name(i) ? std::max(neighbours, 1) : 1);
  }

  double step(std::size_t i, std::size_t before, std::size_t r) const {
    const Reading& reading = words_[i][r];
    const double language =
        i == 0 ? reading.word.alone : after(words_[i - 1][before].word, reading.word, lexicon_);
    return limits_.language_weight * language - reading.candidate.cost;
  }

  std::vector<std::size_t> best_path() const {
    std::vector<std::vector<std::size_t>> from(words_.size());
    std::vector<double> scores{0};
    for (std::size_t i = 0; i < words_.size(); ++i) {
      std::vector<double> next(words_[i].size(), never);
      from[i].assign(words_[i].size(), 0);
      for (std::size_t r = 0; r < words_[i].size(); ++r)
        for (std::size_t before = 0; before < scores.size(); ++before) {
          const double sum = scores[before] + step(i, before, r);
          if (sum <= next[r]) continue;
          next[r] = sum;
          from[i][r] = before;
        }
      scores = std::move(next);
    }
    std::vector<std::size_t> path(words_.size());
    auto at = static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
    for (std::size_t i = words_.size(); i-- > 0;) {
      path[i] = at;
      at = from[i][at];
    }
    return path;
  }

  const std::vector<Readings>& words_;
  const Lexicon& lexicon_;
  const JudgeLimits& limits_;
};

double doubt(float confidence) { return std::clamp(1 - double{confidence}, 1e-3, 1.0); }

double mean_doubt(const ReadWord& word) {
  double sum = 0;
  for (const Character& c : word.characters) sum += doubt(c.confidence);
  return word.characters.empty() ? 1 : sum / static_cast<double>(word.characters.size());
}

double margin(const ReadWord& word) {
  float least = 0.5F;
  for (const Character& c : word.characters)
    for (const Alternative& other : c.others)
      least = std::min(least, c.confidence - other.confidence);
  return std::max(double{least}, 0.0);
}

Facts facts_of(const ReadWord& read, const KnownWord& word) {
  Facts facts{};
  double most = 1e-3;
  for (const Character& c : read.characters) most = std::max(most, doubt(c.confidence));
  facts[0] = std::log(most);
  facts[1] = std::log(mean_doubt(read));
  facts[3] = margin(read);
  facts[4] = std::log(static_cast<double>(std::max<std::size_t>(read.characters.size(), 1)));
  facts[5] = word.syllable ? 1 : 0;
  facts[6] = word.possible ? 1 : 0;
  facts[7] = word.abbreviation ? 1 : 0;
  facts[8] = word.kind == Kind::letters && !word.sound() ? 1 : 0;
  facts[9] = word.kind == Kind::number || word.kind == Kind::date || word.kind == Kind::code ||
                     word.kind == Kind::address
                 ? 1
                 : 0;
  facts[10] = word.kind == Kind::signs ? 1 : 0;
  facts[11] = word.kind == Kind::other ? 1 : 0;
  facts[12] = word.written == Case::mixed ? 1 : 0;
  return facts;
}

std::vector<Readings> readings_of(std::span<const ReadWord> line, const Lexicon& lexicon,
                                  const JudgeLimits& limits) {
  std::vector<Readings> words;
  for (const ReadWord& word : line) {
    Readings readings;
    for (Candidate& candidate : candidates(word, limits.nearness)) {
      const KnownWord known_word = known(candidate.text, lexicon);
      readings.push_back({std::move(candidate), known_word});
    }
    words.push_back(std::move(readings));
  }
  return words;
}

// The other readings near the chosen one, best first; the engine's own before all.
std::vector<std::size_t> near(const Chooser& chooser, const std::vector<std::size_t>& chosen,
                              std::size_t i, std::size_t count, double within) {
  std::vector<std::size_t> result;
  std::vector<double> scores(count);
  for (std::size_t r = 0; r < count; ++r) scores[r] = chooser.score(chosen, i, r);
  for (std::size_t r = 0; r < count; ++r)
    if (r != chosen[i] && (r == 0 || scores[r] >= scores[chosen[i]] - within)) result.push_back(r);
  std::ranges::stable_sort(result, [&](std::size_t a, std::size_t b) {
    if ((a == 0) != (b == 0)) return a == 0;
    return scores[a] > scores[b];
  });
  if (result.size() > most_alternatives) result.resize(most_alternatives);
  return result;
}

}  // namespace

std::vector<Judgement> judge_line(std::span<const ReadWord> line, const Lexicon& lexicon,
                                  const JudgeLimits& limits) {
  if (line.empty()) return {};
  const std::vector<Readings> words = readings_of(line, lexicon, limits);
  const Chooser chooser(words, lexicon, limits);
  const std::vector<std::size_t> chosen = chooser.choose();
  double line_doubt = 0;
  for (const ReadWord& word : line) line_doubt += mean_doubt(word);
  line_doubt = std::log(line_doubt / static_cast<double>(line.size()));

  std::vector<Judgement> judgements;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Reading& best = words[i][chosen[i]];
    Judgement judgement{nfc(to_utf8(best.candidate.text)), {}, facts_of(line[i], best.word)};
    const auto others = near(chooser, chosen, i, words[i].size(), limits.alternative_within);
    for (const std::size_t r : others)
      judgement.alternatives.push_back(to_utf8(words[i][r].candidate.text));
    judgement.facts[2] = line_doubt;
    judgement.facts[13] = chooser.links(chosen, i);
    judgement.facts[14] = chosen[i] != 0 ? 1 : 0;
    double runner_up = -5;
    for (const std::size_t r : others)
      runner_up =
          std::max(runner_up, chooser.score(chosen, i, r) - chooser.score(chosen, i, chosen[i]));
    judgement.facts[15] = std::min(runner_up, 0.0);
    judgements.push_back(std::move(judgement));
  }
  return judgements;
}

}  // namespace sohoa::ocr
