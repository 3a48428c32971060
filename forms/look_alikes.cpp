#include "forms/look_alikes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/syllables.h"
#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

using std::u32string_view;

// Costs are natural logarithms, about: of 237 letters that our engine took for others on 42 made
// pages, six in ten had their tone lost or changed, a fifth another mark or both; then d and đ, 3
// and 5; the rest, met once or twice each, are shapes that are near.
constexpr double other_tone = 1, other_mark = 1.5, both_other = 2.2, near_shape = 2.5;
// What the engine had in mind itself costs less than any of these.
constexpr double engine_first = 0.3, engine_next = 0.2, beyond_engine = 2;

// Letters of one base: marks in rows of six tones.
constexpr std::array<u32string_view, 6> vowels{U"aàáảãạăằắẳẵặâầấẩẫậ", U"eèéẻẽẹêềếểễệ", U"iìíỉĩị",
                                               U"oòóỏõọôồốổỗộơờớởỡợ", U"uùúủũụưừứửữự", U"yỳýỷỹỵ"};
constexpr std::size_t tones = 6;

struct Shape {
  u32string_view one, other;
  double cost;
};
constexpr std::array<Shape, 34> shapes{
    {{U"d", U"đ", 1},           {U"D", U"Đ", 1},           {U"3", U"5", 1.5},
     {U"3", U"8", near_shape},  {U"5", U"6", near_shape},  {U"5", U"9", near_shape},
     {U"6", U"8", near_shape},  {U"0", U"8", near_shape},  {U"0", U"6", near_shape},
     {U"8", U"9", near_shape},  {U"1", U"7", near_shape},  {U"1", U"4", near_shape},
     {U"4", U"9", near_shape},  {U"2", U"7", near_shape},  {U"b", U"h", near_shape},
     {U"c", U"e", near_shape},  {U"c", U"t", near_shape},  {U"l", U"t", near_shape},
     {U"l", U"i", near_shape},  {U"h", U"n", near_shape},  {U"n", U"u", near_shape},
     {U"u", U"v", near_shape},  {U"v", U"y", near_shape},  {U"g", U"q", near_shape},
     {U"m", U"rn", near_shape}, {U"d", U"cl", near_shape}, {U"n", U"ri", near_shape},
     {U"h", U"li", near_shape}, {U"B", U"P", near_shape},  {U"B", U"R", near_shape},
     {U"O", U"Q", near_shape},  {U"U", U"Ư", near_shape},  {U"T", U"I", near_shape},
     {U"C", U"G", near_shape}}};

// A digit and the letters that stand for it by mistake, and the other way round.
constexpr std::array<Shape, 9> digits{{{U"0", U"Oo", 1},
                                       {U"1", U"Il", 1},
                                       {U"2", U"Zz", 2},
                                       {U"3", U"B", 2.5},
                                       {U"5", U"Ss", 1},
                                       {U"6", U"Gb", 2},
                                       {U"7", U"T", 2},
                                       {U"8", U"B", 1},
                                       {U"9", U"gq", 2}}};

struct Reading {
  std::u32string text;
  double cost = 0;
};

struct Token {
  std::size_t from = 0, to = 0;  // in the raw text
  std::u32string text;
  double sure = 0;  // cost of taking its word for wrong, >= 0
  std::vector<Reading> readings{};
};

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x250) ||
         (c >= 0x1E00 && c < 0x1F00);
}
bool is_sign(char32_t c) { return !is_digit(c) && !is_letter(c); }

char32_t changed(char32_t c, std::string (*how)(std::string_view)) {
  return to_utf32(how(to_utf8(u32string_view(&c, 1)))).at(0);
}
bool is_capital(char32_t c) { return changed(c, lower) != c; }

struct Run {
  std::size_t from, to;
};
// Letters and digits around a place of the text.
Run run_at(u32string_view text, std::size_t at) {
  Run run{at, at};
  while (run.from > 0 && !is_sign(text[run.from - 1])) --run.from;
  while (run.to < text.size() && !is_sign(text[run.to])) ++run.to;
  return run;
}

// Whether `after` can stand in place of `before`; both are runs without signs.
bool may_replace(u32string_view before, u32string_view after, bool in_code,
                 const Lexicon& lexicon) {
  if (after.empty()) return false;
  if (std::ranges::all_of(after, is_digit)) return std::ranges::any_of(before, is_digit);
  if (!std::ranges::all_of(after, is_letter)) return false;
  if (std::ranges::all_of(before, is_digit)) return false;
  if (in_code && std::ranges::all_of(after, is_capital)) return true;
  const std::string plain = lower(to_utf8(after));
  return is_possible_syllable(to_utf32(plain)) || lexicon.find(plain).has_value();
}

// Other letters of the same base, in the same case.
std::vector<Reading> with_other_marks(char32_t c) {
  std::vector<Reading> all;
  const char32_t small = changed(c, lower);
  for (const u32string_view group : vowels) {
    const std::size_t own = group.find(small);
    if (own == u32string_view::npos) continue;
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (i == own) continue;
      const bool tone = i % tones != own % tones, mark = i / tones != own / tones;
      const char32_t other = small == c ? group[i] : changed(group[i], upper);
      all.push_back({{other}, tone && mark ? both_other : mark ? other_mark : other_tone});
    }
  }
  return all;
}

// A run of letters and digits as digits alone, if each letter looks like one.
std::optional<Reading> as_digits(u32string_view run) {
  Reading reading;
  for (const char32_t c : run) {
    const auto* found = std::ranges::find_if(
        digits, [c](const Shape& shape) { return shape.other.find(c) != u32string_view::npos; });
    if (!is_digit(c) && found == digits.end()) return std::nullopt;
    reading.text += is_digit(c) ? c : found->one[0];
    reading.cost += is_digit(c) ? 0 : found->cost;
  }
  return reading;
}

// The same as letters, in the case of the first letter.
std::optional<Reading> as_letters(u32string_view run) {
  Reading reading;
  const auto first = std::ranges::find_if(run, is_letter);
  const bool capitals = first != run.end() && is_capital(*first);
  for (const char32_t c : run) {
    const auto* found = std::ranges::find(digits, u32string_view(&c, 1), &Shape::one);
    if (is_digit(c) && found == digits.end()) return std::nullopt;
    reading.text += is_digit(c) ? (capitals ? found->other.front() : found->other.back()) : c;
    reading.cost += is_digit(c) ? found->cost : 0;
  }
  return reading;
}

// Collects what else a token may be.
class Others {
 public:
  Others(Token& token, const Lexicon& lexicon) : token_(token), lexicon_(lexicon) {
    in_code_ = token.text.find_first_of(U"/-") != token.text.npos;
  }

  void add_all() {
    const u32string_view text = token_.text;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (is_sign(text[i])) continue;
      for (const Reading& other : with_other_marks(text[i])) replace(i, 1, other);
      for (const Shape& shape : shapes) {
        if (text.substr(i).starts_with(shape.one))
          replace(i, shape.one.size(), {std::u32string(shape.other), shape.cost});
        if (text.substr(i).starts_with(shape.other))
          replace(i, shape.other.size(), {std::u32string(shape.one), shape.cost});
      }
      if (i == 0 || is_sign(text[i - 1])) replace_mixed(run_at(text, i));
    }
  }

 private:
  void replace_mixed(Run run) {
    const u32string_view part = u32string_view(token_.text).substr(run.from, run.to - run.from);
    if (std::ranges::all_of(part, is_letter) && !in_code_) return;
    for (const auto& other : {as_digits(part), as_letters(part)})
      if (other && other->text != part) replace(run.from, part.size(), *other);
  }

  void replace(std::size_t at, std::size_t size, const Reading& other) {
    const u32string_view before = token_.text;
    std::u32string after = token_.text;
    after.replace(at, size, other.text);
    const Run old_run = run_at(before, at), new_run = run_at(after, at);
    if (may_replace(before.substr(old_run.from, old_run.to - old_run.from),
                    u32string_view(after).substr(new_run.from, new_run.to - new_run.from), in_code_,
                    lexicon_))
      token_.readings.push_back({std::move(after), other.cost});
  }

  Token& token_;
  const Lexicon& lexicon_;
  bool in_code_ = false;
};

// Without the signs around it, lower case.
std::string core(u32string_view text) {
  std::size_t from = 0, to = text.size();
  while (from < to && is_sign(text[from])) ++from;
  while (to > from && is_sign(text[to - 1])) --to;
  return lower(to_utf8(text.substr(from, to - from)));
}

double log_share(const Token* before, u32string_view text, const Lexicon& lexicon) {
  constexpr double of_no_text = -17;  // the rarest of the lexicon have -14.5
  const auto own = lexicon.find(core(text));
  if (!own) return of_no_text;
  const auto previous = before == nullptr ? std::nullopt : lexicon.find(core(before->text));
  return previous ? lexicon.log_share_after(*previous, *own) : lexicon.log_share(*own);
}

// How much rarer the words are with `text` in place of the token's own. Half is believed: names and
// places are not what the texts are about.
double rarer(const std::vector<Token>& tokens, std::size_t at, const std::u32string& text,
             const Lexicon& lexicon) {
  const Token* before = at > 0 ? &tokens[at - 1] : nullptr;
  double fall = log_share(before, tokens[at].text, lexicon) - log_share(before, text, lexicon);
  if (at + 1 < tokens.size()) {
    const Token other{0, 0, text, 0};
    const u32string_view next = tokens[at + 1].text;
    fall += log_share(&tokens[at], next, lexicon) - log_share(&other, next, lexicon);
  }
  return fall / 2;
}

// The part of an alternative reading of `word` that stands where the token does.
std::optional<std::string> same_part(const std::string& word, const std::string& alternative,
                                     const std::string& token) {
  const std::size_t at = word.find(token);
  if (at == std::string::npos) return std::nullopt;
  const auto before = word.substr(0, at), after = word.substr(at + token.size());
  if (alternative.size() <= before.size() + after.size() || !alternative.starts_with(before) ||
      !alternative.ends_with(after))
    return std::nullopt;
  return alternative.substr(at, alternative.size() - before.size() - after.size());
}

double cost_of_doubt(float confidence) {
  const double p = std::clamp(static_cast<double>(confidence), 0.01, 0.9999);
  return std::max(0.0, std::log(p / (1 - p)));
}

std::vector<Token> tokens_of(const std::vector<PlacedWord>& words, std::string_view raw) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<Token> tokens;
  std::size_t next_word = 0;
  for (std::size_t from = raw.find_first_not_of(blanks); from < raw.size();) {
    const std::size_t to = std::min(raw.find_first_of(blanks, from), raw.size());
    const std::string text(raw.substr(from, to - from));
    Token token{from, to, to_utf32(text), 0};
    std::size_t at = next_word;
    while (at < words.size() && words[at].word->text.find(text) == std::string::npos) ++at;
    if (at < words.size()) {
      const Word& word = *words[at].word;
      token.sure = cost_of_doubt(word.confidence);
      double cost = engine_first;
      for (const std::string& alternative : word.alternatives) {
        if (const auto part = same_part(word.text, alternative, text); part && *part != text)
          token.readings.push_back({to_utf32(*part), cost});
        cost += engine_next;
      }
      next_word = at + 1;
    }
    tokens.push_back(std::move(token));
    from = std::min(raw.find_first_not_of(blanks, to), raw.size());
  }
  return tokens;
}

struct Value {
  std::string text;
  double cost = 0;
};

void by_cost(std::vector<Reading>& readings, std::size_t most) {
  std::ranges::stable_sort(readings, {}, &Reading::cost);
  std::vector<Reading> kept;
  for (Reading& reading : readings)
    if (kept.size() < most && std::ranges::count(kept, reading.text, &Reading::text) == 0)
      kept.push_back(std::move(reading));
  readings = std::move(kept);
}

std::string replaced(std::string_view raw, const Token& token, const Reading& reading) {
  return std::string(raw.substr(0, token.from)) + to_utf8(reading.text) +
         std::string(raw.substr(token.to));
}

// One word changed, or two.
std::vector<Value> values(std::string_view raw, const std::vector<Token>& tokens) {
  constexpr std::size_t of_two = 3;  // readings of each of two words
  std::vector<Value> all;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    for (std::size_t a = 0; a < tokens[i].readings.size(); ++a) {
      const Reading& one = tokens[i].readings[a];
      all.push_back({replaced(raw, tokens[i], one), one.cost});
      for (std::size_t j = 0; j < i && a < of_two; ++j)
        for (std::size_t b = 0; b < std::min(of_two, tokens[j].readings.size()); ++b) {
          const Reading& other = tokens[j].readings[b];
          // The later first: the earlier one's place does not move.
          all.push_back(
              {replaced(replaced(raw, tokens[i], one), tokens[j], other), one.cost + other.cost});
        }
    }
  std::ranges::stable_sort(all, {}, &Value::cost);
  return all;
}

}  // namespace

std::vector<std::string> look_alikes(const std::vector<PlacedWord>& words, std::string_view raw,
                                     const Lexicon& lexicon) {
  constexpr std::size_t longest = 4000, longest_token = 40, most_tokens = 6, most_readings = 8;
  if (raw.size() > longest) return {};
  std::vector<Token> tokens = tokens_of(words, raw);
  // Only the least sure words of a long text are worth weighing.
  std::vector<std::size_t> order(tokens.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tokens[i].sure; });
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::size_t at = order[k];
    Token& token = tokens[at];
    if (k >= most_tokens || token.text.size() > longest_token) {
      token.readings.clear();
      continue;
    }
    const std::size_t by_engine = token.readings.size();
    Others(token, lexicon).add_all();
    for (std::size_t i = 0; i < token.readings.size(); ++i) {
      Reading& reading = token.readings[i];
      if (i >= by_engine)
        reading.cost =
            beyond_engine + std::max(0.0, reading.cost + rarer(tokens, at, reading.text, lexicon));
      reading.cost += token.sure;
    }
    by_cost(token.readings, most_readings);
  }
  std::vector<std::string> best;
  for (Value& value : values(raw, tokens))
    if (best.size() < most_look_alikes && value.text != raw &&
        std::ranges::find(best, value.text) == best.end())
      best.push_back(std::move(value.text));
  return best;
}

}  // namespace sohoa::forms
