// Reading alone: pages from a source to their text, in order, without a dossier.
#pragma once
#include <functional>
#include <stop_token>

#include "core/dossier.h"
#include "pipeline/events.h"
#include "pipeline/intake.h"
#include "pipeline/stages.h"

namespace sohoa {

// Calls `take` with each page in order, in the calling thread. Originals are spooled in a folder of
// the system's temporary directory that is removed at the end. Returns the inputs without a page.
// Throws Error(stopped) and what `take` throws.
std::vector<LostInput> read_pages(const OpenSource& open, const RecipeSettings& recipe,
                                  std::size_t workers, const std::function<void(const Page&)>& take,
                                  const Listener& listener, const std::stop_token& stop);

}  // namespace sohoa
