// The pages of one run through all their stages and on to a taker, in source order, with what can
// be said of a page only from its place among the others.
#pragma once
#include <functional>
#include <stop_token>

#include "pipeline/belt.h"
#include "pipeline/stages.h"

namespace sohoa {

// Calls `take` in the calling thread. There too a page of doubtful turn is settled by the pages
// before it (pipeline/turn.h), doubts become faults (pipeline/doubts.h; each a page_fault event),
// and artifacts are written. Returns when the feed ends or `stop` is requested (ask the token
// which); throws what Belt::take() and `take` throw, and Error(disk_full, storage_unusable) for an
// artifact.
void run_pages(Belt::Feed feed, const RecipeSettings& recipe, std::size_t workers,
               std::size_t capacity, const std::function<void(const Page&)>& take,
               const Listener& listener, const std::stop_token& stop);

}  // namespace sohoa
