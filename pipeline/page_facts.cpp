#include "pipeline/page_facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <string_view>

#include "core/vietnamese.h"

namespace sohoa {
namespace {

constexpr float sure_word = 0.8F;

// A blank page has next to no ink as dark as print: a line of writing has five times as much, one
// word in 13 point type twice. What shows through from the other side is paler, and is read as
// words all the same, but none of them surely.
constexpr double blank_dark_most = 0.0002;
constexpr std::size_t blank_letters_most = 3;

// A sheet that only parts documents may say what it is for.
constexpr std::size_t separator_words_most = 60;
constexpr std::array<std::string_view, 5> separator_codes = {"SOHOA:TACH", "PATCHT", "PATCH-T",
                                                             "PATCH T", "SEPARATOR"};

constexpr int number_most = 999;

std::uint32_t hash_of(std::string_view text) {
  const std::uint64_t wide = std::hash<std::string_view>{}(text);
  const auto narrow = static_cast<std::uint32_t>(wide ^ wide >> 32U);
  return narrow == 0 ? 1 : narrow;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > number_most)
    return {};
  return value;
}

// Without spaces, and without dashes and dots around it.
std::string core_of(const Line& line) {
  std::string text = folded(line.plain());
  std::erase(text, ' ');
  const auto first = text.find_first_not_of("-.~_|*");
  const auto last = text.find_last_not_of("-.~_|*");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::optional<PrintedNumber> parsed(std::string text, bool& named) {
  for (const std::string_view name : {"trang", "page"})
    if (text.starts_with(name)) {
      text.erase(0, name.size());
      named = true;
    }
  if (!text.empty() && (text.front() == ':' || text.front() == '.')) text.erase(0, 1);
  if (const auto slash = text.find('/'); slash != std::string::npos && named) {
    const auto number = number_of(std::string_view(text).substr(0, slash));
    const auto of = number_of(std::string_view(text).substr(slash + 1));
    if (!number || !of || *number > *of) return {};
    return PrintedNumber{*number, of};
  }
  const auto number = number_of(text);
  if (!number) return {};
  return PrintedNumber{*number};
}

bool alone_on_its_row(const Line& line, const PageText& text) {
  const int middle = line.upright.y + line.upright.h / 2;
  return std::ranges::none_of(text.lines, [&](const Line& other) {
    return &other != &line && other.upright.y <= middle && other.upright.bottom() > middle;
  });
}

}  // namespace

std::optional<PrintedNumber> printed_number(const PageText& text, int width, int height) {
  constexpr double top = 0.07, bottom = 0.92;          // shares of the height
  constexpr double off_centre = 0.10, at_right = 0.8;  // shares of the width
  std::optional<PrintedNumber> at_foot;
  for (const Line& line : text.lines) {
    const double y = (line.upright.y + line.upright.h / 2.0) / height;
    const double x = (line.upright.x + line.upright.w / 2.0) / width;
    if ((y > top && y < bottom) || line.words.size() > 5) continue;
    if (!std::ranges::all_of(line.words, [](const Word& word) {
          return word.confidence >= sure_word || digits_of(word.text).empty();
        }))
      continue;
    bool named = false;
    const auto number = parsed(core_of(line), named);
    const bool in_place = std::abs(x - 0.5) < off_centre || (y >= bottom && x > at_right);
    if (!number || (!named && (!in_place || !alone_on_its_row(line, text)))) continue;
    if (y <= top) return number;
    at_foot = number;
  }
  return at_foot;
}

namespace {

// From the upright frame to cells of the ink's map.
struct Scale {
  explicit Scale(const Page& page) {
    const bool sideways = page.placement.turn % 180 != 0;
    width = sideways ? page.image.height : page.image.width;
    height = sideways ? page.image.width : page.image.height;
    x = width > 0 ? double(page.ink.columns()) / width : 0;
    y = height > 0 ? double(page.ink.rows()) / height : 0;
  }
  Box cells(const Box& box) const {
    return {static_cast<int>(box.x * x), static_cast<int>(box.y * y),
            static_cast<int>(std::ceil(box.w * x)), static_cast<int>(std::ceil(box.h * y))};
  }
  int width = 0, height = 0;
  double x = 0, y = 0;
};

void add_words(PageFacts& facts, const PageText& text, const Scale& scale) {
  for (const Line& line : text.lines)
    for (const Word& word : line.words) {
      const std::string plain = folded(word.text);
      const std::string digits = digits_of(plain);
      facts.words.push_back({hash_of(plain), digits.empty() ? 0 : hash_of(digits),
                             static_cast<float>((word.upright.x + word.upright.w / 2.0) * scale.x),
                             static_cast<float>((word.upright.y + word.upright.h / 2.0) * scale.y),
                             word.confidence >= sure_word});
    }
  std::ranges::sort(facts.words, {}, &FactWord::text);
}

bool is_blank(const Page& page) {
  const bool marked = std::ranges::any_of(page.marks, [](const Mark& mark) {
    return mark.kind == MarkKind::seal || mark.kind == MarkKind::pen;
  });
  if (marked || !page.codes.empty() || page.ink.empty() || page.ink.dark > blank_dark_most)
    return false;
  std::size_t letters = 0;
  for (const Line& line : page.text.lines)
    for (const Word& word : line.words)
      if (word.confidence >= sure_word && word.text.size() > 1) letters += word.text.size();
  return letters <= blank_letters_most;
}

}  // namespace

PageFacts facts_of(const Page& page, forms::FirstPage first, bool from_scanner) {
  PageFacts facts;
  facts.number = page.number;
  facts.origin = page.image.origin;
  facts.sha256 = page.image.sha256;
  facts.side = page.image.side;
  facts.from_scanner = from_scanner;
  if (page.image.dpi_y > 0) facts.inches_long = page.image.height / page.image.dpi_y;
  facts.readable = !page.text_missing && !page.ink.empty();
  if (!facts.readable) return facts;
  const Scale scale(page);
  add_words(facts, page.text, scale);
  for (const Code& code : page.codes) {
    facts.codes.push_back(hash_of(code.text));
    if (std::ranges::find(separator_codes, upper(code.text)) != separator_codes.end())
      facts.separator = code.text;
  }
  std::ranges::sort(facts.codes);
  facts.first = std::move(first);
  facts.sheet_of_separator =
      !facts.separator.empty() && !facts.first.begins && facts.words.size() <= separator_words_most;
  facts.blank = is_blank(page);
  facts.printed = printed_number(page.text, scale.width, scale.height);
  for (const Mark& mark : page.marks)
    if (mark.kind == MarkKind::pen || mark.kind == MarkKind::seal)
      facts.strokes.push_back(scale.cells(mark.upright));
  facts.ink = page.ink;
  return facts;
}

}  // namespace sohoa
