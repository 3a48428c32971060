#include "pipeline/belt.h"

#include <algorithm>
#include <utility>

#include "core/clock.h"

namespace sohoa {

void run_stages(Stages& stages, Page& page, const std::stop_token& stop, const Listener& listener) {
  const double before = thread_cpu_seconds();
  for (const auto& stage : stages) {
    if (stop.stop_requested()) return;
    Fault fault{Cause::bug, std::string(stage->name()), ""};
    try {
      stage->run(page, stop);
      continue;
    } catch (const Error& e) {
      if (e.cause == Cause::stopped) return;
      if (remedy(e.cause) == Remedy::fix_setup) throw;
      fault.cause = e.cause;
      fault.detail = e.what();
    } catch (const std::exception& e) {
      fault.detail = e.what();
    }
    stage->on_failure(page);
    page.faults.push_back(fault);
    listener({.kind = Event::Kind::page_fault,
              .page = page.number,
              .document = page.document,
              .fault = fault});
  }
  // Pixels end here: however many pages wait to be bound, they are text and compressed bytes.
  page.reading = {};
  std::uint64_t words = 0;
  for (const auto& line : page.text.lines) words += line.words.size();
  listener({.kind = Event::Kind::page_done,
            .page = page.number,
            .document = page.document,
            .count = words,
            .seconds = thread_cpu_seconds() - before});
}

Belt::Belt(Feed feed, const MakeStages& make, std::size_t workers, std::size_t capacity,
           Listener listener, const std::stop_token& job)
    : capacity_(capacity),
      listener_(std::move(listener)),
      job_(job, [this] { stop_.request_stop(); }) {
  std::vector<Stages> sets;
  for (std::size_t i = 0; i < workers; ++i) sets.push_back(make());
  threads_.emplace_back(
      [this, source = std::move(feed)] { this->feed(source, stop_.get_token()); });
  for (auto& set : sets)
    threads_.emplace_back(
        [this, stages = std::move(set)]() mutable { work(stages, stop_.get_token()); });
}

Belt::~Belt() { stop_.request_stop(); }

void Belt::feed(const Feed& source, const std::stop_token& stop) {
  std::exception_ptr failure;
  try {
    while (auto page = source(stop)) {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [&] { return places_.size() < capacity_; })) break;
      places_.push_back({std::move(*page), State::waiting});
      changed_.notify_all();
    }
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  failure_ = std::move(failure);
  changed_.notify_all();
}

void Belt::work(Stages& stages, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  for (;;) {
    auto place = places_.end();
    const bool found = changed_.wait(lock, stop, [&] {
      place = std::ranges::find(places_, State::waiting, &Place::state);
      return place != places_.end() || ended_;
    });
    if (!found || place == places_.end()) return;
    Place& mine = *place;
    mine.state = State::working;
    lock.unlock();
    try {
      run_stages(stages, mine.page, stop, listener_);
    } catch (...) {
      mine.failure = std::current_exception();
    }
    lock.lock();
    mine.state = State::done;
    changed_.notify_all();
  }
}

std::optional<Page> Belt::take() {
  std::unique_lock lock(mutex_);
  const bool ready = changed_.wait(lock, stop_.get_token(), [&] {
    return places_.empty() ? ended_ : places_.front().state == State::done;
  });
  if (!ready || stop_.stop_requested()) return std::nullopt;
  if (places_.empty()) {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    return std::nullopt;
  }
  if (auto& failure = places_.front().failure) std::rethrow_exception(std::exchange(failure, {}));
  std::optional<Page> page = std::move(places_.front().page);
  places_.pop_front();
  changed_.notify_all();
  return page;
}

}  // namespace sohoa
