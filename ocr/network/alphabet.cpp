#include "ocr/network/alphabet.h"

#include <algorithm>
#include <charconv>

#include "core/vietnamese.h"
#include "ocr/letter.h"
#include "ocr/network/byte_reader.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t most_characters = 20'000;
constexpr std::size_t longest_character = 32;  // bytes

// A line for each character after one with their number; its first word is the character.
std::vector<std::string_view> first_words(std::span<const std::byte> list, const ByteReader& at) {
  std::string_view text(reinterpret_cast<const char*>(list.data()), list.size());
  const auto line = [&] {
    const auto end = text.find('\n');
    const auto taken = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return taken;
  };
  const auto head = line();
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(head.data(), head.data() + head.size(), count);
  if (error != std::errc() || count == 0 || count > most_characters)
    at.fail("a list of characters without their number");
  std::vector<std::string_view> words;
  while (words.size() < count && !text.empty()) {
    const auto whole = line();
    words.push_back(whole.substr(0, whole.find(' ')));
    if (words.back().empty() || words.back().size() > longest_character)
      at.fail("character " + std::to_string(words.size()) + " of its alphabet is none");
  }
  if (words.size() != count) at.fail("an alphabet that ends too early");
  return words;
}

std::string printed(std::string_view word) {
  if (word == "NULL") return " ";
  std::u32string text = letter_of(word);
  std::ranges::replace(text, U'\u00f0', U'\u0111');
  return to_utf8(text);
}

}  // namespace

Alphabet read_alphabet(std::span<const std::byte> characters, std::span<const std::byte> codes,
                       int outputs, int null, std::string_view name) {
  ByteReader at(codes, name);
  const auto words = first_words(characters, at);
  if (at.number<std::uint32_t>() != words.size())
    at.fail("as many codes as characters are missing");
  Alphabet alphabet;
  alphabet.texts.resize(static_cast<std::size_t>(outputs));
  for (const auto word : words) {
    at.number<std::int8_t>();  // whether a word may end here: of no use to lines
    if (at.number<std::int32_t>() != 1) at.fail("characters of several codes");
    const auto code = at.number<std::int32_t>();
    if (code < 0 || code >= outputs) at.fail("a code that the network does not have");
    // Of two characters with one code Tesseract takes the later.
    if (code != null) alphabet.texts[static_cast<std::size_t>(code)] = printed(word);
  }
  return alphabet;
}

}  // namespace sohoa::ocr
