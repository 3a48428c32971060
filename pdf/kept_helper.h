// A helper process kept from one file to the next: to start one costs more than most files do.
#pragma once
#include <functional>
#include <memory>
#include <utility>

#include "core/child.h"

namespace sohoa::pdf {

// Sends a request to the helper in `kept`, which is taken out of it, or to a new one if there is
// none or it ended since its last file. Whether the new one lives is seen when its answer is read.
inline std::shared_ptr<Child> asked(std::shared_ptr<Child>& kept, const char* worker,
                                    const std::function<bool(Channel&)>& send) {
  if (auto last = std::exchange(kept, nullptr); last && send(last->channel())) return last;
  auto fresh = std::make_shared<Child>(worker, ChildLimits{});
  send(fresh->channel());
  return fresh;
}

}  // namespace sohoa::pdf
