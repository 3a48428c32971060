// Stacks of pages that are drawn as a reader and a scanner would give them: words at places, and
// ink where they are.
#include "pipeline/stack.h"

#include <algorithm>
#include <random>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "pipeline/likeness.h"

using namespace sohoa;

namespace {

// 200 dpi, A4: the frame of the reading copy, so that a cell is four pixels.
constexpr int width = 1654, height = 2339, cell = 4;

struct Sheet {
  Page page;
  forms::FirstPage first;

  Sheet() {
    static int made = 0;
    page.image.width = width;
    page.image.height = height;
    page.image.dpi_x = page.image.dpi_y = 200;
    page.image.sha256 = fmt::format("{:016x}{:048x}", ++made * 7919, made);
    page.ink = InkMap(width / cell, height / cell);
  }

  // Print: a word is a row of letters, each with its own strokes, so that other words have other
  // ink.
  Sheet& text(int x, int y, const std::string& words, float confidence = 0.97F) {
    Line line;
    std::size_t begin = 0;
    while (begin < words.size()) {
      auto end = words.find(' ', begin);
      if (end == std::string::npos) end = words.size();
      const std::string word = words.substr(begin, end - begin);
      const Box box{x, y, static_cast<int>(word.size()) * 20, 28};
      line.words.push_back({word, box, box, confidence});
      for (std::size_t i = 0; i < word.size(); ++i)
        letter(x + static_cast<int>(i) * 20, y, word[i]);
      x += box.w + 14;
      begin = end + 1;
    }
    line.box = line.upright = united(line.words.front().box, line.words.back().box);
    page.text.lines.push_back(line);
    return *this;
  }

  void letter(int x, int y, char letter) {
    std::mt19937 strokes(static_cast<unsigned char>(letter));
    for (int row = 0; row < 7; ++row)
      for (int column = 0; column < 4; ++column)
        if (strokes() % 2 == 0) ink(x + column * cell, y + row * cell);
  }

  void ink(int x, int y) {
    if (x >= 0 && y >= 0 && x < page.ink.columns() * cell && y < page.ink.rows() * cell)
      page.ink.set(x / cell, y / cell);
  }

  // Strokes by hand: not read.
  Sheet& scribble(Box box, unsigned seed, int strokes = 40) {
    std::mt19937 random(seed);
    for (int i = 0; i < strokes; ++i) {
      int x = box.x + static_cast<int>(random() % static_cast<unsigned>(box.w));
      int y = box.y + static_cast<int>(random() % static_cast<unsigned>(box.h));
      const int dx = static_cast<int>(random() % 9) - 4, dy = static_cast<int>(random() % 9) - 4;
      for (int step = 0; step < 8; ++step, x += dx, y += dy)
        if (x >= box.x && x < box.right() && y >= box.y && y < box.bottom()) ink(x, y);
    }
    return *this;
  }

  // Paper laid over the page: what is under it is neither seen nor read.
  Sheet& cover(Box box) {
    const InkMap before = page.ink;
    page.ink = InkMap(width / cell, height / cell);
    for (int y = 0; y < before.rows(); ++y)
      for (int x = 0; x < before.columns(); ++x) {
        const bool hidden = x * cell >= box.x && x * cell < box.right() && y * cell >= box.y &&
                            y * cell < box.bottom();
        if (before.at(x, y) && !hidden) page.ink.set(x, y);
      }
    for (Line& line : page.text.lines)
      std::erase_if(line.words, [&](const Word& word) {
        return word.upright.x < box.right() && word.upright.right() > box.x &&
               word.upright.y < box.bottom() && word.upright.bottom() > box.y;
      });
    return *this;
  }

  // The same sheet on the glass again: elsewhere, and with a little dust.
  Sheet again(int dx, int dy, unsigned seed = 1) const {
    Sheet other;
    other.first = first;
    other.page.text = page.text;
    other.page.codes = page.codes;
    for (Line& line : other.page.text.lines)
      for (Word& word : line.words) {
        word.upright.x += dx;
        word.upright.y += dy;
      }
    other.page.ink = page.ink.moved(dx / cell, dy / cell);
    std::mt19937 random(seed);
    for (int i = 0; i < 30; ++i)
      other.ink(static_cast<int>(random() % width), static_cast<int>(random() % height));
    return other;
  }

  PageFacts facts(bool from_scanner = false) const {
    Page copy = page;
    copy.image.origin = fmt::format("page {}", page.number + 1);
    copy.ink.dark = double(page.ink.count()) * cell * cell / (double(width) * height);
    return facts_of(copy, first, from_scanner);
  }
};

// A page of prose that no other seed makes.
Sheet prose(unsigned seed, int number = 0, int lines = 24) {
  std::mt19937 random(seed);
  Sheet sheet;
  if (number > 0) sheet.text(width / 2 - 10, 80, std::to_string(number));
  for (int line = 0; line < lines; ++line) {
    std::string words;
    for (int i = 0; i < 9; ++i) {
      if (i > 0) words += ' ';
      for (auto letters = 2 + random() % 5; letters > 0; --letters)
        words += static_cast<char>('a' + random() % 26);
    }
    sheet.text(240, 300 + line * 60, words);
  }
  return sheet;
}

// The same form, filled in by others: typed.
Sheet form(unsigned seed) {
  std::mt19937 random(seed);
  Sheet sheet = prose(1);
  const auto name = [&] {
    std::string text;
    for (auto letters = 4 + random() % 4; letters > 0; --letters)
      text += static_cast<char>('a' + random() % 26);
    return text;
  };
  sheet.text(700, 1800, name() + " " + name());
  sheet.text(700, 1860, fmt::format("0790{:02}9999{:02}", seed, random() % 100));
  return sheet;
}

Sheet titled(unsigned seed) {
  Sheet sheet = prose(seed);
  sheet.first = {.begins = true, .kind = "quyet_dinh", .score = 1, .why = "letterhead"};
  return sheet;
}

Sheet blank() {
  Sheet sheet;
  // What shows through from the other side is read as words, none of them surely.
  sheet.text(300, 400, "rhp13 08tu", 0.4F);
  sheet.page.ink = InkMap(width / cell, height / cell);
  return sheet;
}

Sheet separator() {
  Sheet sheet;
  sheet.text(300, 600, "TO TACH TAI LIEU");
  sheet.page.codes = {{"QR_CODE", "SOHOA:TACH", {}}};
  return sheet;
}

struct Placed {
  std::vector<PagePlace> places;
  std::optional<Fault> end;
  std::uint32_t sheets = 0;

  // "TYPE of page" for each fault, in order.
  std::vector<std::string> faults() const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].before)
        all.push_back(fmt::format("{} before {}", cause_name(places[i].before->cause), i + 1));
      for (const auto& fault : places[i].faults)
        all.push_back(fmt::format("{} {}", cause_name(fault.cause), i + 1));
    }
    if (end) all.push_back(fmt::format("{} at the end", cause_name(end->cause)));
    return all;
  }
  // Pages that begin a document, 1-based, with the reason.
  std::vector<std::string> openings() const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < places.size(); ++i)
      if (places[i].opens) all.push_back(fmt::format("{} {}", i + 1, places[i].opens->reason));
    return all;
  }
};

Placed stacked(std::vector<Sheet> sheets, bool automatic = true, bool from_scanner = false) {
  Stack stack(automatic);
  Placed placed;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    sheets[i].page.number = static_cast<std::uint32_t>(i);
    placed.places.push_back(stack.place(sheets[i].facts(from_scanner), i == 0 ? "source" : ""));
  }
  placed.end = stack.finish();
  placed.sheets = stack.sheets();
  return placed;
}

using Texts = std::vector<std::string>;

Sheet on(Sheet sheet, Side side) {
  sheet.page.image.side = side;
  return sheet;
}

}  // namespace

TEST_CASE("stack: a document begins at a separator and at a page that surely begins one (R10)") {
  const auto placed = stacked({titled(1), prose(2, 2), titled(3), separator(), prose(4),
                               prose(5, 2), separator(), separator(), prose(6)});
  CHECK(placed.openings() == Texts{"1 source", "3 title", "5 separator", "9 separator"});
  CHECK(placed.faults().empty());
  CHECK(placed.places[3].use == PagePlace::Use::separator);
  CHECK(placed.places[7].use == PagePlace::Use::separator);
  CHECK(placed.sheets == 6);
}

TEST_CASE("stack: without being asked for, nothing but the source parts it") {
  const auto placed = stacked({titled(1), separator(), titled(3)}, false);
  CHECK(placed.openings() == Texts{"1 source"});
  CHECK(placed.places[1].use == PagePlace::Use::bind);
  CHECK(placed.sheets == 3);
}

TEST_CASE("stack: a page that goes on begins nothing, whatever its title") {
  Sheet appendix = titled(2);
  appendix.first.begins = false;
  appendix.first.goes_on = true;
  Sheet numbered = titled(3);
  numbered.text(width / 2 - 10, 80, "3");
  Sheet twice = titled(1);
  const auto first = titled(1);
  const auto placed =
      stacked({first, first.again(8, -12), appendix, titled(9), prose(5, 2), numbered});
  CHECK(placed.openings() == Texts{"1 source", "4 title"});
}

TEST_CASE("stack: a page with a separator's code and much else is kept, and begins a document") {
  Sheet sticker = prose(2);
  sticker.page.codes = {{"CODE_128", "PATCHT", {}}};
  const auto placed = stacked({prose(1), sticker, prose(3)});
  CHECK(placed.openings() == Texts{"1 source", "2 separator"});
  CHECK(placed.places[1].use == PagePlace::Use::bind);
}

TEST_CASE("stack: the empty back of a separator goes with it, a blank page elsewhere stays (R8)") {
  const auto duplex =
      stacked({on(prose(1), Side::front), on(blank(), Side::back), on(separator(), Side::front),
               on(blank(), Side::back), on(prose(2), Side::front), on(blank(), Side::back)},
              true, true);
  CHECK(duplex.openings() == Texts{"1 source", "5 separator"});
  CHECK(duplex.places[1].use == PagePlace::Use::bind);
  CHECK(duplex.places[1].blank);
  CHECK(duplex.places[3].use == PagePlace::Use::separator_back);
  CHECK(duplex.faults().empty());
  CHECK(duplex.sheets == 2);

  // On a sheet of which one side was scanned the print may be on the other.
  const auto simplex = stacked({prose(1), blank(), prose(2)}, true, true);
  CHECK(simplex.faults() == Texts{"page_blank 2"});
  CHECK(stacked({prose(1), blank(), prose(2)}).faults().empty());
}

TEST_CASE("stack: little on a page is not nothing") {
  CHECK(blank().facts().blank);
  Sheet line;
  CHECK_FALSE(line.text(300, 400, "Da kiem tra.").facts().blank);
  Sheet hand;
  CHECK_FALSE(hand.scribble({300, 400, 400, 60}, 1).facts().blank);
  Sheet code;
  code.page.codes = {{"QR_CODE", "x", {}}};
  CHECK_FALSE(code.facts().blank);
  Sheet sealed;
  sealed.page.marks = {{MarkKind::seal, {}, {100, 100, 200, 200}, 0.9F}};
  CHECK_FALSE(sealed.facts().blank);
}

TEST_CASE("stack: a page removed, doubled or swapped is flagged, the whole stack is not (R8)") {
  const std::vector<Sheet> whole{titled(1), prose(2, 2), prose(3, 3), prose(4, 4),
                                 titled(5), prose(6, 2), prose(7, 3)};
  CHECK(stacked(whole).faults().empty());
  CHECK(stacked(whole, false).faults().empty());

  for (const std::size_t gone : {1U, 2U, 5U}) {
    auto pages = whole;
    pages.erase(pages.begin() + static_cast<std::ptrdiff_t>(gone));
    CHECK(stacked(pages).faults() == Texts{fmt::format("page_missing {}", gone + 1)});
    CHECK(stacked(pages, true, true).faults() == Texts{fmt::format("double_feed {}", gone + 1)});
  }
  for (std::size_t twice = 0; twice < whole.size(); ++twice) {
    auto pages = whole;
    pages.insert(pages.begin() + static_cast<std::ptrdiff_t>(twice) + 1,
                 whole[twice].again(-20, 12));
    CHECK(stacked(pages).faults() == Texts{fmt::format("page_repeated {}", twice + 2)});
    CHECK(stacked(pages).openings().size() == 2);
  }
  for (const std::size_t place : {1U, 2U, 5U}) {
    auto pages = whole;
    std::swap(pages[place], pages[place + 1]);
    const auto faults = stacked(pages).faults();
    CHECK_FALSE(faults.empty());
    CHECK(std::ranges::count(faults, fmt::format("page_misplaced {}", place + 2)) == 1);
  }
}

TEST_CASE("stack: the same image is found however far back, a page like it among the last ones") {
  std::vector<Sheet> pages;
  for (unsigned i = 0; i < 60; ++i) pages.push_back(prose(100 + i));
  pages.push_back(pages.front());
  pages.push_back(pages[50].again(4, 4));
  CHECK(stacked(pages).faults() == Texts{"page_repeated 61", "page_repeated 62"});
}

TEST_CASE("stack: fifty forms of one kind are fifty pages (R8)") {
  std::vector<Sheet> typed, by_hand, ticked;
  for (unsigned i = 0; i < 50; ++i) {
    typed.push_back(form(i));
    by_hand.push_back(
        prose(1).scribble({500, 1780, 900, 60}, i).scribble({500, 1860, 900, 60}, i + 99));
    // One number is all that differs.
    ticked.push_back(prose(1).text(900, 1800, std::to_string(1000 + i)));
  }
  CHECK(stacked(typed).faults().empty());
  CHECK(stacked(by_hand).faults().empty());
  CHECK(stacked(ticked).faults().empty());
  // Not variants of each other either.
  CHECK(stacked(typed).sheets == 50);
  CHECK(stacked(by_hand).sheets == 50);
  CHECK(stacked(ticked).sheets == 50);
}

TEST_CASE("stack: numbers that a document may have are not at fault") {
  // Unnumbered pages, an appendix numbered anew, a second document that nothing recognised.
  CHECK(stacked({prose(1), prose(2, 2), prose(3), prose(4, 4)}).faults().empty());
  CHECK(stacked({prose(1), prose(2, 2), prose(3), prose(4, 2), prose(5, 3)}).faults().empty());
  CHECK(stacked({prose(1), prose(2, 2), prose(3, 1), prose(4, 2)}).faults().empty());
  CHECK(stacked({prose(1, 1), blank(), prose(2, 2), blank(), prose(3, 3)}).faults().empty());
  CHECK(stacked({prose(1), prose(2, 5)}).faults() == Texts{"page_missing 2"});
  CHECK(stacked({prose(1, 2), prose(2, 3)}).faults() == Texts{"page_missing 1"});
}

TEST_CASE("stack: a document that says how many pages it has must have them") {
  const auto page = [](unsigned seed, const std::string& foot) {
    return prose(seed).text(width / 2 - 60, height - 80, foot);
  };
  CHECK(
      stacked({page(1, "Trang 1/3"), page(2, "Trang 2/3"), page(3, "Trang 3/3")}).faults().empty());
  CHECK(stacked({page(1, "Trang 1/3"), page(2, "Trang 2/3")}).faults() ==
        Texts{"page_missing at the end"});
  CHECK(stacked({page(1, "Trang 1/3"), page(2, "Trang 2/3"), titled(4)}).faults() ==
        Texts{"page_missing before 3"});
}

TEST_CASE("stack: a number is a page's only in its margin, alone and surely read") {
  const auto number = [](const Sheet& sheet) {
    return printed_number(sheet.page.text, width, height);
  };
  CHECK(number(prose(1, 7))->number == 7);
  CHECK(number(prose(1).text(width / 2 - 40, height - 60, "- 12 -"))->number == 12);
  CHECK(number(prose(1).text(1400, height - 60, "Trang 2/9"))->of == 9);
  CHECK_FALSE(number(prose(1)));
  CHECK_FALSE(number(prose(1).text(240, 80, "7")));                            // at the left
  CHECK_FALSE(number(prose(1).text(width / 2, 80, "7", 0.5F)));                // not surely
  CHECK_FALSE(number(prose(1).text(width / 2, 400, "7")));                     // within the text
  CHECK_FALSE(number(prose(1).text(width / 2, 80, "7").text(240, 80, "QD")));  // beside something
  CHECK_FALSE(number(prose(1).text(width / 2, 80, "2026")));                   // a year
}

TEST_CASE("stack: a page with and without a note is one page in two variants (R9)") {
  const Box place{500, 700, 600, 400};
  const Sheet bare = prose(1);
  const Sheet noted = bare.again(12, 8).cover(place).scribble(place, 5, 120);
  SUBCASE("the note over print, copied first") {
    const auto placed = stacked({noted, bare, prose(2)});
    REQUIRE(placed.places[1].variant);
    CHECK(placed.places[1].variant->other == 0);
    CHECK_FALSE(placed.places[1].variant->note_on_this);
    CHECK(placed.faults().empty());
    CHECK(placed.sheets == 2);
  }
  SUBCASE("the note over print, copied last") {
    const auto placed = stacked({bare, noted, prose(2)});
    REQUIRE(placed.places[1].variant);
    CHECK(placed.places[1].variant->note_on_this);
    CHECK(placed.sheets == 2);
  }
  SUBCASE("an empty note over print") {
    const auto placed = stacked({bare, bare.again(0, 8).cover(place)});
    REQUIRE(placed.places[1].variant);
    CHECK(placed.places[1].variant->note_on_this);
  }
  SUBCASE("a note on bare paper") {
    const Sheet half = prose(1, 0, 14);
    const Box below{500, 1500, 600, 400};
    const auto placed = stacked({half, half.again(4, 0).scribble(below, 5, 120)});
    REQUIRE(placed.places[1].variant);
    CHECK(placed.places[1].variant->note_on_this);
  }
  SUBCASE("a page that was signed in between is not one with a note") {
    const Sheet half = prose(1, 0, 14);
    const Box below{900, 1500, 500, 300};
    Sheet signed_page = half.again(4, 0).scribble(below, 5, 120);
    signed_page.page.marks = {{MarkKind::pen, {}, below, 0.9F}};
    const auto placed = stacked({half, signed_page});
    CHECK_FALSE(placed.places[1].variant);
    CHECK(placed.faults() == Texts{"pages_alike 2"});
    CHECK(placed.sheets == 2);
  }
  SUBCASE("it begins no document, and with both sides scanned it is two pages on") {
    Sheet first = titled(1);
    Sheet other = first.again(12, 8).cover(place).scribble(place, 5, 120);
    CHECK(stacked({first, other, prose(2, 2)}).openings() == Texts{"1 source"});
    const auto duplex = stacked(
        {on(first, Side::front), on(prose(3), Side::back), on(other, Side::front)}, true, true);
    CHECK(duplex.places[2].variant);
    CHECK(duplex.sheets == 1);
  }
}

TEST_CASE("stack: what cannot be read is counted, and begins and proves nothing") {
  Sheet unread = titled(2);
  unread.page.text_missing = true;
  const auto placed = stacked({titled(1), unread, prose(3, 3), unread});
  CHECK(placed.openings() == Texts{"1 source"});
  CHECK(placed.sheets == 4);
  CHECK(placed.faults() == Texts{"page_repeated 4"});  // the very same image
}
