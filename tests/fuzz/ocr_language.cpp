// Any bytes as the tables of syllables and pairs and as a calibration, and any line of readings:
// refused with a cause, or judged without inventing a character.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/vietnamese.h"
#include "ocr/calibration.h"
#include "ocr/judge.h"

namespace {

using namespace sohoa;
using namespace sohoa::ocr;

void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

std::string letter(std::uint8_t byte) {
  static const std::u32string letters =
      U"aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệồốổộờớứừựỉịAĐÐEGHIKLMNOQSTUVX0123456789/-.,()@~";
  return to_utf8(letters.substr(byte % letters.size(), 1));
}

// Three bytes a character: the letter, how sure, another letter; a letter of 0xff ends the word.
std::vector<ReadWord> line_of(std::string_view bytes) {
  std::vector<ReadWord> line(1);
  for (std::size_t i = 0; i + 2 < bytes.size() && line.size() < 40; i += 3) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(bytes[i + at]); };
    if (byte(0) == 0xff) {
      line.emplace_back();
      continue;
    }
    Character c{letter(byte(0)), static_cast<float>(byte(1)) / 255, 0, 0, {}};
    if (byte(2) % 2 == 1) c.others.push_back({letter(byte(2)), c.confidence - 0.1F});
    line.back().characters.push_back(std::move(c));
  }
  return line;
}

void check_made_of(const std::string& utf8, const ReadWord& read) {
  const std::u32string text = to_utf32(utf8);
  demand(text.size() == read.characters.size(), "a character more or less");
  for (std::size_t i = 0; i < text.size(); ++i) {
    const Character& c = read.characters[i];
    std::string own = c.text == "Ð" ? "Đ" : c.text;
    const std::string now = to_utf8(text.substr(i, 1));
    if (now == own) continue;
    demand(c.confidence < Nearness{}.confident, "a sure character changed");
    const bool named = std::ranges::any_of(c.others, [&](const Alternative& other) {
      return (other.text == "Ð" ? "Đ" : other.text) == now;
    });
    demand(named, "a character was invented");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const std::string_view all = bytes;
  const auto cut = all.find('\0');
  try {
    (void)Lexicon(all.substr(0, cut), cut == all.npos ? "" : all.substr(cut + 1));
  } catch (const Error& error) {
    demand(error.cause == Cause::data_missing, "another cause");
  }
  try {
    demand(Calibration::parse(all, "c").probability({}) >= 0, "a probability below 0");
  } catch (const Error& error) {
    demand(error.cause == Cause::data_missing, "another cause");
  }
  static const Lexicon lexicon("hồ\t9\nsơ\t8\nxã\t5\nquyết\t4\nđịnh\t3\n",
                               "hồ\tsơ 7\nquyết\tđịnh 3\n");
  const auto line = line_of(all);
  const auto judged = judge_line(line, lexicon);
  demand(judged.size() == line.size(), "a word more or less");
  for (std::size_t i = 0; i < line.size(); ++i) {
    check_made_of(judged[i].text, line[i]);
    for (const std::string& other : judged[i].alternatives) check_made_of(other, line[i]);
  }
  return 0;
}
