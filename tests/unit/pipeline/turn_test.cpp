#include "pipeline/turn.h"

#include <doctest/doctest.h>

#include "pipeline/doubts.h"

using namespace sohoa;

namespace {

// `words` words of five letters, so many of them sure.
Page page_with(int words, int sure_words, double turn_confidence = 0.2, int turn = 0) {
  Page page;
  page.image.origin = "don.tif#3";
  page.image.width = 1654;
  page.image.height = 2339;
  page.image.dpi_x = page.image.dpi_y = 200;
  page.placement.turn = turn;
  page.placement.turn_confidence = turn_confidence;
  Line line;
  for (int i = 0; i < words; ++i)
    line.words.push_back({"nghĩa", {}, {}, i < sure_words ? 0.95F : 0.3F});
  if (words > 0) page.text.lines.push_back(line);
  return page;
}

Page blank(double turn_confidence) { return page_with(0, 0, turn_confidence); }

}  // namespace

TEST_CASE("turn: a page read surely as it lies is not read in other turns") {
  const auto chosen = turned_by_reading(page_with(30, 25), [](int) -> Page {
    FAIL("it was");
    return {};
  });
  CHECK(chosen.placement.turn == 0);
  CHECK(chosen.placement.turn_confidence >= Placement::confidence_needed);
  CHECK_FALSE(is_turn_doubtful(chosen));
}

TEST_CASE("turn: of the four readings the one with clearly more sure letters is kept") {
  const auto read_turned = [](int turn) { return page_with(30, turn == 270 ? 24 : 3, 1, turn); };
  const auto chosen = turned_by_reading(page_with(30, 5), read_turned);
  CHECK(chosen.placement.turn == 270);
  CHECK(chosen.placement.turn_confidence == doctest::Approx(1 - 5.0 / 24));
}

TEST_CASE("turn: without a clearly better reading the page stays as it lies, and doubtful") {
  for (const int best : {9, 3}) {  // not twice as many as the second; too few
    const auto chosen = turned_by_reading(page_with(30, best == 9 ? 5 : 1), [&](int turn) {
      return page_with(30, turn == 180 ? best : 0, 1, turn);
    });
    CHECK(chosen.placement.turn == 0);
    CHECK(is_turn_doubtful(chosen));
  }
}

TEST_CASE("turn: a turn in which the page cannot be read is not its turn") {
  const auto chosen = turned_by_reading(page_with(30, 0), [](int turn) {
    if (turn != 90) throw Error(Cause::reading_failed, "too slow");
    return page_with(30, 20, 1, turn);
  });
  CHECK(chosen.placement.turn == 90);
}

TEST_CASE("turn: a page without anything like text is never doubtful") {
  CHECK_FALSE(is_turn_doubtful(blank(0)));
  Page unread = blank(0);
  unread.text.unread = 0.5;
  CHECK(is_turn_doubtful(unread));
  unread.text_missing = true;
  CHECK_FALSE(is_turn_doubtful(unread));
  CHECK(is_turn_doubtful(page_with(1, 1)));
  CHECK_FALSE(is_turn_doubtful(page_with(1, 1, 0.5)));
}

TEST_CASE("turn: the last sure pages of a shape must be of one mind, and three at least") {
  AgreedTurn agreed;
  const Page doubtful = page_with(2, 0);
  const auto add = [&](int turn, double confidence) {
    agreed.add(page_with(9, 9, confidence, turn));
  };
  add(180, 0.9);
  add(180, 0.9);
  add(0, 0.4);  // no say
  CHECK_FALSE(agreed.turn_for(doubtful).has_value());
  add(180, 0.5);
  CHECK(agreed.turn_for(doubtful) == 180);
  Page wide = doubtful;
  std::swap(wide.image.width, wide.image.height);
  CHECK_FALSE(agreed.turn_for(wide).has_value());
  add(0, 0.9);
  CHECK_FALSE(agreed.turn_for(doubtful).has_value());
  for (int i = 0; i < 10; ++i) add(90, 0.9);
  CHECK(agreed.turn_for(doubtful) == 90);
}

TEST_CASE("doubts: unread ink above the limit is told with its share and its largest place") {
  Page page = page_with(40, 40, 1);
  page.text.unread = 0.01;
  CHECK(doubts(page, 0.01).empty());
  page.text.unread = 0.0234;
  page.marks = {{MarkKind::unread, {1, 2, 10, 10}, {}},
                {MarkKind::unread, {310, 1200, 820, 60}, {}},
                {MarkKind::seal, {0, 0, 1000, 1000}, {}}};
  const auto found = doubts(page, 0.01);
  REQUIRE(found.size() == 1);
  CHECK(found[0].cause == Cause::text_unread);
  CHECK(found[0].detail ==
        "don.tif#3: 2.3 % of the ink like text was not read; the largest part is at 310,1200 "
        "820x60");
  page.marks[1].box = {310, 1200, 60, 60};  // less than a word
  CHECK(doubts(page, 0.01).empty());
  page.marks[1].box = {310, 1200, 820, 60};
  page.text_missing = true;
  CHECK(doubts(page, 0.01).empty());
}

TEST_CASE("doubts: a doubtful turn is told of a page with words, not of a few specks") {
  const auto found = doubts(page_with(30, 3), 0.01);
  REQUIRE(found.size() == 1);
  CHECK(found[0].cause == Cause::turn_doubtful);
  CHECK(doubts(page_with(4, 0), 0.01).empty());
  CHECK(doubts(page_with(30, 3, 0.5), 0.01).empty());
}
