#include "forms/wording.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

constexpr std::size_t longest_table = 4 * 1024 * 1024;  // bytes
constexpr std::size_t longest_text = 4000;              // bytes; what is beyond is not judged

struct Token {
  std::string word;  // lower case, outer punctuation dropped
  bool judged = false;
  bool joined = false;  // nothing but a space parts it from the word before
};

bool is_letter(char32_t c) {
  const std::string one = to_utf8(std::u32string(1, c));
  const std::string plain = folded(one);
  return plain.size() == 1 && plain[0] >= 'a' && plain[0] <= 'z';
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool parted = true;
  std::u32string word;
  const std::u32string all = to_utf32(nfc(text.substr(0, longest_text))) + U' ';
  for (const char32_t c : all) {
    if (c != U' ' && c != U'\n') {
      word.push_back(c);
      continue;
    }
    std::size_t from = 0, to = word.size();
    while (from < to && !is_letter(word[from])) ++from;
    while (to > from && !is_letter(word[to - 1])) --to;
    const std::u32string inner = word.substr(from, to - from);
    const bool letters = !inner.empty() && std::all_of(inner.begin(), inner.end(), is_letter);
    if (!word.empty()) {
      const std::string shown = to_utf8(inner), small = lower(shown);
      tokens.push_back({small, letters && shown == small, !parted && from == 0});
      parted = to < word.size() || !letters;
    }
    if (c == U'\n') parted = true;
    word.clear();
  }
  return tokens;
}

}  // namespace

Wording::Wording(const std::filesystem::path& folder, const Lexicon& lexicon, const Lists& lists)
    : lexicon_(lexicon), lists_(lists) {
  const std::string table = read_file(folder / "syllables.tsv", longest_table);
  for (std::size_t from = 0; from < table.size();) {
    const std::size_t end = std::min(table.find('\n', from), table.size());
    const std::string_view row = std::string_view(table).substr(from, end - from);
    const std::string word(row.substr(0, row.find('\t')));
    if (!word.empty() && word[0] != '#') by_letters_[folded(word)].push_back(word);
    from = end + 1;
  }
  if (by_letters_.empty())
    throw Error(Cause::data_missing, folder.string() + ": no syllables there");
}

std::optional<Wording::Doubt> Wording::doubt(std::string_view text) const {
  const auto tokens = tokens_of(text);
  const auto id = [&](const std::string& word) { return lexicon_.find(word); };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (!token.judged) continue;
    const auto own = id(token.word);
    // Foreign words and shortenings are in the lexicon; of two letters they are pieces.
    const bool known = own && token.word.size() > 2;
    if (!known && !lists_.is_syllable(token.word)) return Doubt{token.word, {}};
    const bool has_before = i > 0 && token.joined && id(tokens[i - 1].word);
    const bool has_after = i + 1 < tokens.size() && tokens[i + 1].joined && id(tokens[i + 1].word);
    if (!has_before && !has_after) continue;
    // How many of its neighbours a word is written beside.
    const auto beside = [&](Lexicon::Id word) {
      return (has_before && lexicon_.follows(*id(tokens[i - 1].word), word) ? 1 : 0) +
             (has_after && lexicon_.follows(word, *id(tokens[i + 1].word)) ? 1 : 0);
    };
    const int neighbours = (has_before ? 1 : 0) + (has_after ? 1 : 0);
    if (own && beside(*own) > 0) continue;
    const auto others = by_letters_.find(folded(token.word));
    if (others == by_letters_.end()) continue;
    for (const std::string& other : others->second)
      if (const auto its = id(other); other != token.word && its && beside(*its) == neighbours)
        return Doubt{token.word, other};
  }
  return std::nullopt;
}

}  // namespace sohoa::forms
