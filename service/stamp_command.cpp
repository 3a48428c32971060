// sohoa stamp: asks for the time-stamps of dossiers that wait, and publishes them (R54).
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/messages.h"
#include "pipeline/stamp.h"
#include "service/commands.h"
#include "service/exit_code.h"
#include "service/job.h"
#include "service/raising.h"
#include "storage/stamping.h"

namespace sohoa::service {
namespace {

using std::chrono::seconds;

void tell(const Stamped& stamped, Reporter& reporter) {
  if (!stamped.error) {
    if (reporter.json())
      reporter.object(
          {{"event", "published"}, {"code", stamped.code}, {"folder", stamped.folder.string()}});
    else
      reporter.data(stamped.folder.string());
    return;
  }
  const auto words = advice(stamped.error->cause);
  if (reporter.json())
    reporter.object({{"event", "still_waiting"},
                     {"code", stamped.code},
                     {"cause", cause_name(stamped.error->cause)},
                     {"detail", stamped.error->what()},
                     {"message", words.what},
                     {"todo", words.todo}});
  else
    reporter.note(fmt::format("Hồ sơ {}: {} {} [{}]", stamped.code, words.what, words.todo,
                              stamped.error->what()));
}

StampCount pass(const StampSettings& job, Reporter& reporter, const std::stop_token& stop) {
  return stamp_waiting(
      job, [&](const Stamped& stamped) { tell(stamped, reporter); }, stop);
}

constexpr seconds shortest{2};

std::set<std::string> waiting_in(const std::filesystem::path& storage) {
  const auto codes = storage::awaiting_stamps(storage);
  return {codes.begin(), codes.end()};
}

// Until a stop, or until a dossier came that was not tried: one that cannot be published must not
// delay the others.
void rest(seconds time, const std::filesystem::path& storage, const std::set<std::string>& tried,
          const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  for (; time.count() > 0 && !stop.stop_requested(); time -= shortest) {
    stopped.wait_for(lock, stop, shortest, [] { return false; });
    if (!std::ranges::includes(tried, waiting_in(storage))) return;
  }
}

// One pass after another; longer rests while dossiers cannot be published.
StampCount follow(const StampSettings& job, Reporter& reporter, const std::stop_token& stop) {
  constexpr seconds longest{600};
  seconds next = shortest;
  StampCount sum;
  while (!stop.stop_requested()) {
    const auto tried = waiting_in(job.storage);
    const auto count = pass(job, reporter, stop);
    sum.published += count.published;
    sum.waiting = count.waiting;
    next = count.waiting > 0 ? std::min(2 * next, longest) : shortest;
    rest(next, job.storage, tried, stop);
  }
  return sum;
}

}  // namespace

int stamp(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const auto& settings = invocation.settings;
  const Raising raising(settings);
  const StampSettings job{.storage = storage_folder(settings),
                          .parallel = static_cast<std::size_t>(settings.timestamp_parallel),
                          .extension = raising.extension};
  const auto count = settings.follow ? follow(job, reporter, stop) : pass(job, reporter, stop);
  if (reporter.json())
    reporter.object(
        {{"event", "result"}, {"published", count.published}, {"waiting", count.waiting}});
  else
    reporter.note(fmt::format("Đã đóng dấu thời gian và phát hành {} hồ sơ; còn chờ {}.",
                              count.published, count.waiting));
  if (stop.stop_requested() && !settings.follow) return static_cast<int>(ExitCode::interrupted);
  return static_cast<int>(count.waiting > 0 && !settings.follow ? ExitCode::retry : ExitCode::done);
}

}  // namespace sohoa::service
