// guess_charsets LEXICON WORDS...: how often guess_charset is right on runs of so many words of
// texts from standard input (UTF-8), written in each charset. A table of Markdown.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/legacy_text.h"
#include "core/vietnamese.h"
#include "tests/tools/old_writing.h"

namespace {
using namespace sohoa;

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find_first_of(" \t\r\n\f", from), text.size());
    if (to > from) words.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

struct Tally {
  std::size_t runs = 0, right = 0, told = 0, told_wrong = 0;
};

Tally measure(const std::vector<std::string>& words, std::size_t length, Charset charset,
              bool shown, const Lexicon& lexicon) {
  Tally tally;
  for (std::size_t from = 0; from + length <= words.size(); from += length) {
    std::string text;
    for (std::size_t i = from; i < from + length; ++i) text += (i > from ? " " : "") + words[i];
    std::string bytes = written_in(charset, text);
    // Nothing to tell where there is but ASCII.
    if (std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
      continue;
    if (shown) bytes = as_windows_1252(bytes);
    const Guess guess = guess_charset(bytes, lexicon);
    const bool right = guess.charset == charset ||
                       from_charset(bytes, guess.charset) == from_charset(bytes, charset);
    ++tally.runs;
    tally.right += right ? 1 : 0;
    tally.told += guess.confidence >= confident_guess ? 1 : 0;
    tally.told_wrong += guess.confidence >= confident_guess && !right ? 1 : 0;
  }
  return tally;
}
}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: guess_charsets LEXICON WORDS... < TEXT\n", stderr);
    return 2;
  }
  const Lexicon lexicon{std::filesystem::path(argv[1])};
  const std::string text = nfc(std::string(std::istreambuf_iterator<char>(std::cin), {}));
  const auto words = words_of(text);
  fmt::print(
      "| charset | words | runs | right, % | told, % | told wrongly, % |\n"
      "| --- | --- | --- | --- | --- | --- |\n");
  for (const Charset charset :
       {Charset::utf8, Charset::tcvn3, Charset::vni, Charset::cp1258, Charset::viscii})
    for (const bool shown : {false, true})
      for (int i = 2; i < argc; ++i) {
        // A quarter of VISCII has no character in Windows-1252: what is lost cannot be told.
        if (shown && (charset == Charset::utf8 || charset == Charset::viscii)) continue;
        const Tally t = measure(words, std::stoul(argv[i]), charset, shown, lexicon);
        const auto percent = [&](std::size_t count) {
          return 100.0 * static_cast<double>(count) /
                 static_cast<double>(std::max<std::size_t>(t.runs, 1));
        };
        fmt::print("| {}{} | {} | {} | {:.2f} | {:.2f} | {:.3f} |\n", charset_name(charset),
                   shown ? ", shown as Windows-1252" : "", argv[i], t.runs, percent(t.right),
                   percent(t.told), percent(t.told_wrong));
      }
  return 0;
}
