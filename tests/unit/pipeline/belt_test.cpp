#include "pipeline/belt.h"

#include <atomic>
#include <chrono>
#include <random>
#include <set>
#include <thread>

#include <doctest/doctest.h>

using namespace sohoa;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

// A stage made of a function.
class Call final : public Stage {
 public:
  using Function = std::function<void(Page&, const std::stop_token&)>;
  explicit Call(Function function) : function_(std::move(function)) {}
  std::string_view name() const noexcept override { return "call"; }
  void run(Page& page, const std::stop_token& stop) override { function_(page, stop); }
  void on_failure(Page& page) noexcept override { page.text_missing = true; }

 private:
  Function function_;
};

MakeStages calling(Call::Function function) {
  return [function] {
    Stages stages;
    stages.push_back(std::make_unique<Call>(function));
    return stages;
  };
}

Belt::Feed counting(std::uint32_t pages) {
  return [pages, next = std::make_shared<std::uint32_t>(0)](
             const std::stop_token&) -> std::optional<Page> {
    if (*next == pages) return std::nullopt;
    Page page;
    page.number = (*next)++;
    return page;
  };
}

const Listener silent = [](const Event&) {};

}  // namespace

TEST_CASE("belt: pages leave in source order whatever their work takes") {
  Belt belt(counting(500), calling([](Page& page, const std::stop_token&) {
              thread_local std::minstd_rand random(
                  static_cast<unsigned>(std::hash<std::thread::id>{}(std::this_thread::get_id())));
              std::this_thread::sleep_for(microseconds(random() % 300));
              page.image.origin = "worked";
            }),
            8, 10, silent, {});
  std::uint32_t expected = 0;
  while (const auto page = belt.take()) {
    CHECK(page->number == expected++);
    CHECK(page->image.origin == "worked");
  }
  CHECK(expected == 500);
}

TEST_CASE("belt: no more pages are in flight than its capacity, so memory is bounded") {
  std::atomic<int> in_flight = 0;
  std::atomic<int> most = 0;
  const Belt::Feed feed = [&, next = 0U](const std::stop_token&) mutable -> std::optional<Page> {
    if (next == 200) return std::nullopt;
    // Counted before it is on the belt: the feeder may hold one page beside a full belt.
    const int now = ++in_flight;
    int seen = most;
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
    Page page;
    page.number = next++;
    return page;
  };
  Belt belt(feed, calling([](Page&, const std::stop_token&) {}), 2, 5, silent, {});
  while (belt.take()) {
    std::this_thread::sleep_for(microseconds(200));
    --in_flight;
  }
  CHECK(most <= 5 + 2);  // the belt, one with the feeder, one with the taker
  CHECK(most >= 5);
}

TEST_CASE("belt: a page that fails goes on with its fault, and the others are untouched") {
  std::atomic<int> faults = 0;
  Belt belt(counting(20), calling([](Page& page, const std::stop_token&) {
              if (page.number == 7) throw Error(Cause::reading_failed, "page 8: unreadable");
              if (page.number == 9) throw std::runtime_error("surprise");
            }),
            3, 6,
            [&](const Event& event) { faults += event.kind == Event::Kind::page_fault ? 1 : 0; },
            {});
  while (const auto page = belt.take()) {
    const bool failed = page->number == 7 || page->number == 9;
    CHECK(page->faults.size() == (failed ? 1 : 0));
    CHECK(page->text_missing == failed);
    if (page->number == 7) CHECK(page->faults[0].cause == Cause::reading_failed);
    if (page->number == 9) CHECK(page->faults[0].cause == Cause::bug);
  }
  CHECK(faults == 2);
}

TEST_CASE("belt: the source's error is thrown after all the pages before it") {
  const Belt::Feed feed = [next = 0U](const std::stop_token&) mutable -> std::optional<Page> {
    if (next == 5) throw Error(Cause::paper_jam, "sheet 6: paper jam");
    Page page;
    page.number = next++;
    return page;
  };
  Belt belt(feed, calling([](Page&, const std::stop_token&) {}), 2, 4, silent, {});
  for (std::uint32_t i = 0; i < 5; ++i) {
    const auto page = belt.take();
    REQUIRE(page.has_value());
    CHECK(page->number == i);
  }
  CHECK_THROWS_AS(belt.take(), Error);
  CHECK_FALSE(belt.take().has_value());
}

TEST_CASE("belt: a stop ends a page in work, a waiting feeder and a waiting taker") {
  std::stop_source job;
  std::atomic<bool> entered = false;
  Belt belt(counting(1000), calling([&](Page&, const std::stop_token& stop) {
              entered = true;
              while (!stop.stop_requested()) std::this_thread::sleep_for(milliseconds(1));
              throw Error(Cause::stopped, "stopped");
            }),
            2, 4, silent, job.get_token());
  std::jthread stopper([&] {
    while (!entered) std::this_thread::sleep_for(milliseconds(1));
    job.request_stop();
  });
  CHECK_FALSE(belt.take().has_value());
}

TEST_CASE("belt: destroyed half-way it stops its threads and throws nothing") {
  std::atomic<int> worked = 0;
  {
    Belt belt(counting(100000), calling([&](Page&, const std::stop_token&) { ++worked; }), 4, 8,
              silent, {});
    CHECK(belt.take().has_value());
  }
  const int after = worked;
  std::this_thread::sleep_for(milliseconds(20));
  CHECK(worked == after);
}

TEST_CASE("belt: what the making of stages throws leaves no thread behind") {
  CHECK_THROWS_AS(
      Belt(counting(3), []() -> Stages { throw Error(Cause::data_missing, "no language data"); }, 2,
           4, silent, {}),
      Error);
}

TEST_CASE("belt: every worker has its own stages") {
  std::atomic<int> made = 0;
  std::mutex mutex;
  std::set<std::thread::id> threads;
  Belt belt(counting(64),
            [&] {
              ++made;
              Stages stages;
              stages.push_back(std::make_unique<Call>([&, owner = std::optional<std::thread::id>()](
                                                          Page&, const std::stop_token&) mutable {
                const auto self = std::this_thread::get_id();
                if (!owner) owner = self;
                CHECK(*owner == self);
                const std::lock_guard lock(mutex);
                threads.insert(self);
              }));
              return stages;
            },
            4, 8, silent, {});
  while (belt.take()) {
  }
  CHECK(made == 4);
  CHECK(threads.size() <= 4);
}
