#include "pipeline/run_pages.h"

#include <optional>
#include <utility>

#include "pipeline/artifacts.h"
#include "pipeline/doubts.h"
#include "pipeline/reading.h"
#include "pipeline/turn.h"

namespace sohoa {
namespace {

// Settles the turn of doubtful pages, one after the other.
class Settler {
 public:
  explicit Settler(const ocr::ReaderSettings& settings) : settings_(settings) {}

  void settle(Page& page, const std::stop_token& stop) {
    if (!is_turn_doubtful(page)) return agreed_.add(page);
    if (const auto turn = agreed_.turn_for(page)) lay(page, *turn, stop);
  }

 private:
  // A page that cannot be read that way keeps what it has, and its doubt.
  void lay(Page& page, int turn, const std::stop_token& stop) {
    if (turn != page.placement.turn) {
      if (!reader_) reader_.emplace(settings_);
      try {
        page = read_turned(page, turn, *reader_, stop);
      } catch (const Error& e) {
        if (remedy(e.cause) == Remedy::fix_setup) throw;
        return;
      }
      page.reading = {};
    }
    page.placement.turn_confidence = Placement::confidence_needed;
  }

  const ocr::ReaderSettings settings_;
  std::optional<ocr::Reader> reader_;  // most runs need none
  AgreedTurn agreed_;
};

}  // namespace

void run_pages(Belt::Feed feed, const RecipeSettings& recipe, std::size_t workers,
               std::size_t capacity, const std::function<void(const Page&)>& take,
               const Listener& listener, const std::stop_token& stop) {
  Settler settler(recipe.reader);
  Belt belt(
      std::move(feed), [&] { return make_stages(recipe); }, workers, capacity, listener, stop);
  while (auto page = belt.take()) {
    settler.settle(*page, stop);
    for (auto& doubt : doubts(*page, recipe.unread_limit)) {
      listener({.kind = Event::Kind::page_fault,
                .page = page->number,
                .document = page->document,
                .fault = doubt});
      page->faults.push_back(std::move(doubt));
    }
    if (!recipe.artifacts.empty())
      keep_artifacts(*page, recipe.artifacts, ocr::engine_name(recipe.reader));
    take(*page);
  }
}

}  // namespace sohoa
