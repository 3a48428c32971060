#include "pipeline/turn.h"

#include <algorithm>
#include <utility>

#include "core/vietnamese.h"

namespace sohoa {
namespace {

// A word upside down is read as something, but not surely; single signs such as 0, 8, H, I are.
constexpr float sure = 0.8F;
constexpr std::size_t word_least = 2;
// Letters: four words.
constexpr double sure_least = 16;
constexpr double share_least = 2.0 / 3;
constexpr double clearly_more = 2;

constexpr std::size_t asked_most = 10, asked_least = 3;

struct Letters {
  double sure = 0, all = 0;
};

Letters letters_of(const PageText& text) {
  Letters letters;
  for (const Line& line : text.lines)
    for (const Word& word : line.words) {
      const auto count = to_utf32(word.text).size();
      letters.all += static_cast<double>(count);
      if (count >= word_least && word.confidence >= sure)
        letters.sure += static_cast<double>(count);
    }
  return letters;
}

std::size_t shape_of(const Page& page) { return page.image.width > page.image.height ? 1 : 0; }

}  // namespace

bool is_turn_doubtful(const Page& page) noexcept {
  return page.placement.turn_confidence < Placement::confidence_needed && !page.text_missing &&
         (!page.text.lines.empty() || page.text.unread > 0);
}

Page turned_by_reading(const Page& page, const std::function<Page(int turn)>& read_turned) {
  const Letters as_it_lies = letters_of(page.text);
  Page best = page;
  double most = as_it_lies.sure, second = 0;
  if (most >= sure_least && most >= share_least * as_it_lies.all) {
    best.placement.turn_confidence = most / as_it_lies.all;
    return best;
  }
  for (const int turn : {180, 90, 270}) {
    Page other;
    try {
      other = read_turned(turn);
    } catch (const Error& e) {
      if (e.cause != Cause::reading_failed) throw;  // else it is not read better that way
      continue;
    }
    const double letters = letters_of(other.text).sure;
    if (letters > most) {
      second = std::exchange(most, letters);
      best = std::move(other);
    } else {
      second = std::max(second, letters);
    }
  }
  if (most < sure_least || most < clearly_more * second) return page;
  best.placement.turn_confidence = 1 - second / most;
  return best;
}

void AgreedTurn::add(const Page& page) {
  if (page.placement.turn_confidence < Placement::confidence_needed) return;
  auto& turns = turns_[shape_of(page)];
  turns.push_back(page.placement.turn);
  if (turns.size() > asked_most) turns.pop_front();
}

std::optional<int> AgreedTurn::turn_for(const Page& page) const {
  const auto& turns = turns_[shape_of(page)];
  if (turns.size() < asked_least) return {};
  const int first = turns.front();
  if (std::ranges::any_of(turns, [&](int turn) { return turn != first; })) return {};
  return first;
}

}  // namespace sohoa
