// Which way up a page lies, if the shapes of its letters do not say (Placement::turn_confidence).
//
// 1. By reading it, in the worker. If most of its letters are read surely as it lies, it lies
//    right. Otherwise it is read in all four turns, and the one with at least twice as many surely
//    read letters as any other is kept.
// 2. By its neighbours, in the order of the pages: a page that is doubtful still takes the turn of
//    the pages before it, if the last ten sure ones of its shape (at least three) are of one mind.
//    Pages after it have no say, so that a page's turn depends on no number of workers.
// 3. Otherwise it stays as it lies, and asks for review if it has words (pipeline/doubts.h).
//
// A page without anything like text stays as it is: it has no right way up.
#pragma once
#include <array>
#include <deque>
#include <functional>
#include <optional>

#include "core/page.h"

namespace sohoa {

// True for a page with text whose turn is a guess.
bool is_turn_doubtful(const Page& page) noexcept;

// Step 1 on a doubtful page that was read in turn 0; `read_turned` gives it read in another. The
// page of the chosen turn, with its confidence, or `page` itself if none is clearly better.
Page turned_by_reading(const Page& page, const std::function<Page(int turn)>& read_turned);

// Step 2: the turns of the pages so far.
class AgreedTurn {
 public:
  // A page that was taken, in order; doubtful ones have no say.
  void add(const Page& page);
  // The turn on which the pages before are of one mind, for a page of this one's shape.
  std::optional<int> turn_for(const Page& page) const;

 private:
  std::array<std::deque<int>, 2> turns_;  // of tall originals, of wide ones
};

}  // namespace sohoa
