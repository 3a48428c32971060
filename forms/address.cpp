#include "forms/address.h"

#include <algorithm>
#include <optional>

#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_comma(char c) { return c == ',' || c == ';'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_edge(char c) { return is_space(c) || is_comma(c) || c == '.' || c == '-' || c == ':'; }

// A small letter, not a digit or anything else.
bool starts_small(std::string_view word) {
  std::size_t length = 1;
  while (length < word.size() && (static_cast<unsigned char>(word[length]) & 0xC0U) == 0x80U)
    ++length;
  const std::string_view first = word.substr(0, length);
  return upper(first) != first;
}

struct Token {
  std::size_t begin = 0, end = 0;
  Spelling spelling;
  bool shortening = false;  // a point or a number follows: "P." "Q1"
  bool last = false;        // of its part
};

struct KindHere {
  std::size_t kind = no_kind;
  std::size_t tokens = 0;
  bool misread = false;
};

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<UnitKind>& kinds)
      : text_(text), kinds_(kinds), has_capitals_(lower(text) != text) {}

  std::vector<AddressPart> parts() {
    find_tokens();
    std::vector<AddressPart> result;
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t from = i;
      const KindHere kind = kind_at(i, true);
      i += kind.tokens;
      while (!tokens_[i].last && !kind_at(i + 1, false).tokens) ++i;
      result.push_back(part(from, ++i, kind));
    }
    return result;
  }

 private:
  void find_tokens() {
    for (std::size_t i = 0; i < text_.size();) {
      if (is_comma(text_[i]) && !tokens_.empty()) tokens_.back().last = true;
      if (is_space(text_[i]) || is_comma(text_[i])) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < text_.size() && !is_space(text_[end]) && !is_comma(text_[end])) ++end;
      add_token(i, end);
      i = end;
    }
    if (!tokens_.empty()) tokens_.back().last = true;
  }

  // A run of letters, cut behind a shortening that stands close to its name: "TP.HCM", "Q1".
  void add_token(std::size_t begin, std::size_t end) {
    if (const auto cut = shortening_end(begin, end)) {
      push(begin, *cut);
      tokens_.back().shortening = true;
      begin = *cut;
    }
    if (begin == end) return;
    push(begin, end);
    Token& token = tokens_.back();
    if (text_[end - 1] != '.') return;
    // A point behind a whole word is a comma that was misread; behind few letters it shortens.
    if (token.spelling.plain().size() >= 3) token.last = true;
  }

  void push(std::size_t begin, std::size_t end) {
    Spelling spelling(text_.substr(begin, end - begin));
    tokens_.push_back({begin, end, std::move(spelling), false, false});
  }

  bool is_shortened_kind(const Spelling& word) const {
    return std::any_of(kinds_.begin(), kinds_.end(), [&](const UnitKind& kind) {
      return std::find(kind.shortened.begin(), kind.shortened.end(), word) != kind.shortened.end();
    });
  }

  std::optional<std::size_t> shortening_end(std::size_t begin, std::size_t end) const {
    constexpr std::size_t longest_shortening = 10;  // bytes: "T.Phố."
    if (end - begin <= longest_shortening &&
        is_shortened_kind(Spelling(text_.substr(begin, end - begin))) &&
        text_.substr(begin, end - begin).find('.') != std::string_view::npos)
      return end;  // "T.P"
    for (std::size_t at = std::min(end, begin + longest_shortening); at > begin + 1; --at)
      if (text_[at - 1] == '.' && is_shortened_kind(Spelling(text_.substr(begin, at - begin))))
        return at;
    std::size_t at = begin;
    while (at < end && !is_digit(text_[at])) ++at;
    if (at > begin && at < end && at - begin <= 3 &&
        is_shortened_kind(Spelling(text_.substr(begin, at - begin))))
      return at;
    return std::nullopt;
  }

  // The kind whose word begins at token `i`, a name behind it in the same part. Inside a part only
  // what cannot be part of a name is taken for one.
  KindHere kind_at(std::size_t i, bool begins_part) const {
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      const UnitKind& kind = kinds_[k];
      const std::size_t count = kind.words.size();
      if (i + count >= tokens_.size() || ends_within(i, count)) continue;
      if (!may_begin_name(kind, tokens_[i + count])) continue;
      bool same = true, plain_same = true;
      for (std::size_t w = 0; w < count; ++w) {
        same = same && tokens_[i + w].spelling == kind.words[w];
        plain_same = plain_same && tokens_[i + w].spelling.plain() == kind.words[w].plain();
      }
      if (same) return {k, count, false};
      if (plain_same && (begins_part || count > 1 || is_digit(text_[tokens_[i + count].begin])))
        return {k, count, true};
    }
    return shortened_kind_at(i, begins_part);
  }

  // "xã Hội An" is a unit, "xã hội" none; a text all in small letters does not tell.
  bool may_begin_name(const UnitKind& kind, const Token& token) const {
    const std::vector<Spelling>& others = kind.not_before;
    if (std::find(others.begin(), others.end(), token.spelling) != others.end()) return false;
    if (!has_capitals_) return true;
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    return !starts_small(word);
  }

  KindHere shortened_kind_at(std::size_t i, bool begins_part) const {
    if (i + 1 >= tokens_.size() || tokens_[i].last) return {};
    const Token& token = tokens_[i];
    for (std::size_t k = 0; k < kinds_.size(); ++k)
      for (const Spelling& shortened : kinds_[k].shortened) {
        if (!(token.spelling == shortened)) continue;
        const bool number_follows = is_digit(text_[tokens_[i + 1].begin]);
        const bool several = shortened.plain().size() > 1 && (begins_part || is_capital(token));
        if (token.shortening || number_follows || several) return {k, 1, false};
      }
    return {};
  }

  // "TP" and not "tp".
  bool is_capital(const Token& token) const {
    return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(token.begin),
                       text_.begin() + static_cast<std::ptrdiff_t>(token.end),
                       [](char c) { return c < 'a' || c > 'z'; });
  }

  bool ends_within(std::size_t i, std::size_t count) const {
    for (std::size_t w = 0; w < count; ++w)
      if (tokens_[i + w].last) return true;
    return false;
  }

  AddressPart part(std::size_t from, std::size_t to, const KindHere& kind) const {
    AddressPart result;
    result.begin = tokens_[from].begin;
    result.end = tokens_[to - 1].end;
    while (result.end > result.begin && is_edge(text_[result.end - 1])) --result.end;
    result.name = std::min(tokens_[from + kind.tokens].begin, result.end);
    result.kind = kind.kind;
    result.kind_misread = kind.misread;
    result.spelling = Spelling(text_.substr(result.name, result.end - result.name));
    result.whole = Spelling(text_.substr(result.begin, result.end - result.begin));
    return result;
  }

  std::string_view text_;
  const std::vector<UnitKind>& kinds_;
  bool has_capitals_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<AddressPart> address_parts(std::string_view address,
                                       const std::vector<UnitKind>& kinds) {
  if (address.size() > longest_address) return {};
  std::vector<AddressPart> parts = Splitter(address, kinds).parts();
  std::erase_if(parts, [](const AddressPart& part) { return part.spelling.empty(); });
  if (parts.size() > most_address_parts) return {};
  return parts;
}

}  // namespace sohoa::forms
