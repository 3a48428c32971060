// The pages of one job in flight: they enter in source order, are worked on side by side, and leave
// in source order.
//
//   feeder thread ──► [ waiting | working | done ] ──► take()
//                        ▲  worker threads, each with its own stages
//
// One queue has three duties. Its capacity bounds the memory, holds the feeder back while workers
// are busy, and is the window in which pages that finished early wait for the ones before them. The
// oldest page always has its place, so nothing can lock up.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "pipeline/events.h"
#include "pipeline/stage.h"

namespace sohoa {

// Pages on a belt at once, for `workers` page workers: enough that none waits for a slow page.
constexpr std::size_t belt_capacity(std::size_t workers) noexcept { return 2 * workers + 2; }

class Belt {
 public:
  // Gives the next page or nullopt at the end; called by the feeder thread only. An exception ends
  // the belt: take() throws it after the pages that came before.
  using Feed = std::function<std::optional<Page>(const std::stop_token&)>;

  // Makes all stages before any thread starts, and throws what that throws. `job` stops everything.
  // capacity >= workers + 1 keeps the workers busy while the oldest page is slow.
  Belt(Feed feed, const MakeStages& make, std::size_t workers, std::size_t capacity,
       Listener listener, const std::stop_token& job);
  Belt(const Belt&) = delete;
  Belt& operator=(const Belt&) = delete;
  ~Belt();  // stops what is under way and waits for it

  // The next page in order with all its stages run; nullopt after the last one or when stopped
  // (ask the token which). Throws what ends the job, after the pages before it. Called by one
  // thread.
  std::optional<Page> take();

 private:
  enum class State : std::uint8_t { waiting, working, done };
  struct Place {
    Page page;
    State state = State::waiting;
    std::exception_ptr failure{};  // of a machine that cannot go on; thrown instead of the page
  };
  void feed(const Feed& source, const std::stop_token& stop);
  void work(Stages& stages, const std::stop_token& stop);

  const std::size_t capacity_;
  const Listener listener_;
  std::stop_source stop_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  // Guarded by mutex_. A deque keeps references to places valid while others enter and leave.
  std::deque<Place> places_;
  bool ended_ = false;
  std::exception_ptr failure_;
  // Destroyed, and so joined, before everything above.
  std::stop_callback<std::function<void()>> job_;
  std::vector<std::jthread> threads_;
};

// All stages on one page, in order: the whole per-page error policy. An Error becomes a fault of
// the page and the next stage goes on; a stop leaves at once. An Error that is not the page's but
// this machine's (a full disk: fix_setup) is thrown, or good pages would be listed as lost.
void run_stages(Stages& stages, Page& page, const std::stop_token& stop, const Listener& listener);

}  // namespace sohoa
