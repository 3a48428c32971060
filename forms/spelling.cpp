#include "forms/spelling.h"

#include <algorithm>
#include <optional>

#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// A letter or digit of a text without its marks, and where it stands (code points).
struct Letter {
  char plain;
  std::size_t at;
  bool capital;
};

std::vector<Letter> letters_of(const std::u32string& text) {
  std::vector<Letter> letters;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string one = to_utf8(text.substr(i, 1));
    const std::string plain = folded(one);
    if (plain.size() == 1 && is_alphanumeric(plain[0]))
      letters.push_back({plain[0], i, lower(one) != one});
  }
  return letters;
}

std::string letters_only(std::string_view name) {
  std::string plain = folded(name);
  std::erase_if(plain, [](char c) { return !is_alphanumeric(c); });
  return plain;
}

bool begins_word(const std::vector<Letter>& letters, std::size_t i) {
  return i == 0 || i == letters.size() || letters[i].at > letters[i - 1].at + 1;
}

bool matches(const std::vector<Letter>& letters, std::size_t from, std::string_view name) {
  if (from + name.size() > letters.size() || !begins_word(letters, from + name.size()))
    return false;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (letters[from + i].plain != name[i]) return false;
  return true;
}

}  // namespace

std::string respelled(std::string_view text, const std::vector<std::string>& names) {
  const std::u32string whole = to_utf32(nfc(text));
  const auto letters = letters_of(whole);
  std::vector<std::string> plain;
  plain.reserve(names.size());
  for (const std::string& name : names) plain.push_back(letters_only(name));
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < letters.size();) {
    std::optional<std::size_t> best;
    for (std::size_t n = 0; begins_word(letters, i) && n < names.size(); ++n)
      if (!plain[n].empty() && matches(letters, i, plain[n]) &&
          (!best || plain[n].size() > plain[*best].size()))
        best = n;
    if (!best) {
      ++i;
      continue;
    }
    const std::size_t size = plain[*best].size();
    const auto capitals = std::count_if(letters.begin() + static_cast<std::ptrdiff_t>(i),
                                        letters.begin() + static_cast<std::ptrdiff_t>(i + size),
                                        [](const Letter& letter) { return letter.capital; });
    out += to_utf8(whole.substr(copied, letters[i].at - copied));
    if (static_cast<std::size_t>(capitals) * 2 > size)
      out += upper(names[*best]);
    else
      out += to_utf8(whole.substr(letters[i].at, letters[i + size - 1].at + 1 - letters[i].at));
    copied = letters[i + size - 1].at + 1;
    i += size;
  }
  return out + to_utf8(whole.substr(copied));
}

}  // namespace sohoa::forms
