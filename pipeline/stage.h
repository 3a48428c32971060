// One step of work on one page.
#pragma once
#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/page.h"

namespace sohoa {

// A stage object belongs to one worker thread, so it may own an engine. run() computes first and
// assigns to the page last: when it throws, the page is as it was.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::string_view name() const noexcept = 0;
  virtual void run(Page& page, const std::stop_token& stop) = 0;  // throws Error
  // What it means for the page that run() threw; the fault is recorded by the caller.
  virtual void on_failure(Page& /*page*/) noexcept {}
};

using Stages = std::vector<std::unique_ptr<Stage>>;
using MakeStages = std::function<Stages()>;  // called once per worker, in the opening thread

}  // namespace sohoa
