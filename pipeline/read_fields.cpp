#include "pipeline/read_fields.h"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "core/clock.h"
#include "pipeline/doubts.h"
#include "pipeline/page_view.h"
#include "pipeline/read_pages.h"
#include "pipeline/typed_values.h"
#include "scanners/open.h"

namespace sohoa {
namespace {

// The files that failed. Written by the feeder thread before anything behind them goes on, so that
// a failure is there whenever it is asked for.
class Losses {
 public:
  void add(std::size_t input, Fault fault) {
    const std::lock_guard lock(mutex_);
    lost_.emplace(input, std::move(fault));
  }
  std::optional<Fault> of(std::size_t input) const {
    const std::lock_guard lock(mutex_);
    const auto found = lost_.find(input);
    return found == lost_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::size_t, Fault> lost_;
};

// A source that notes which of its files failed.
class Noting : public PageSource {
 public:
  Noting(std::unique_ptr<PageSource> source, Losses& losses)
      : source_(std::move(source)), losses_(losses) {}

  std::optional<AcquiredPage> next(const std::stop_token& stop) override {
    try {
      return source_->next(stop);
    } catch (const Error& error) {
      // Files are given up whole: the source stands at the start of the one after.
      if (remedy(error.cause) == Remedy::replace_input)
        losses_.add(source_->position().input - 1, {error.cause, "acquire", error.what()});
      throw;
    }
  }
  Position position() const override { return source_->position(); }

 private:
  std::unique_ptr<PageSource> source_;
  Losses& losses_;
};

// Pages in order to files in order.
class Gatherer {
 public:
  Gatherer(const FieldsJob& job, const Losses& losses,
           const std::function<void(const FileFields&)>& take)
      : job_(job), losses_(losses), take_(take) {}

  void add(const Page& page) {
    close_before(page.input);
    file_.pages.push_back(page.index);
    file_.read = file_.read && is_read(page);
    const auto at = static_cast<std::uint32_t>(views_.size());
    for (const Fault& fault : page.faults) file_.faults.push_back({at, fault});
    views_.push_back(page_view(page));
  }
  // All files up to this one, which may have given no page.
  void close_before(std::size_t input) {
    while (file_.input < input) close();
  }

 private:
  void close() {
    file_.lost = losses_.of(file_.input);
    if (views_.empty() && !file_.lost)
      file_.lost = Fault{Cause::input_empty, "acquire",
                         job_.files[file_.input].string() + ": no page in the file"};
    if (!views_.empty()) {
      const auto input = static_cast<std::uint32_t>(file_.input);
      forms::Given given{job_.kind, {}};
      if (job_.typed != nullptr) given.typed = job_.typed->of(input, input);
      const double start = thread_cpu_seconds();
      file_.extraction =
          job_.extractor->extract(views_, given, job_.explain ? &file_.explanation : nullptr);
      file_.cpu_seconds = thread_cpu_seconds() - start;
      if (job_.typed != nullptr) file_.typed = typed_records(given.typed, *job_.typed);
      file_.unused = unused_values(given.typed, file_.extraction);
    }
    take_(file_);
    views_.clear();
    FileFields next;
    next.input = file_.input + 1;
    file_ = std::move(next);
  }

  const FieldsJob& job_;
  const Losses& losses_;
  const std::function<void(const FileFields&)>& take_;
  FileFields file_;
  std::vector<forms::PageView> views_;
};

}  // namespace

void read_fields(const FieldsJob& job, const RecipeSettings& recipe, std::size_t workers,
                 const std::function<void(const FileFields&)>& take, const Listener& listener,
                 const std::stop_token& stop) {
  Losses losses;
  Gatherer gatherer(job, losses, take);
  const OpenSource open = [&](Position start) {
    return std::make_unique<Noting>(scanners::open_files(job.files, start), losses);
  };
  read_pages(
      open, recipe, workers, [&](const Page& page) { gatherer.add(page); }, listener, stop);
  gatherer.close_before(job.files.size());
}

}  // namespace sohoa
