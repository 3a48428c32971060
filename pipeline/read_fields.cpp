#include "pipeline/read_fields.h"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "core/clock.h"
#include "pipeline/doubts.h"
#include "pipeline/page_view.h"
#include "pipeline/read_pages.h"
#include "scanners/open.h"

namespace sohoa {
namespace {

// Which page of which file each page of the run is, and which files failed. Written by the feeder
// thread before the page or loss goes on, so that it is there whenever one is asked for.
class Ledger {
 public:
  void add_page(Position where) {
    const std::lock_guard lock(mutex_);
    pages_.push_back(where);
  }
  void add_loss(std::size_t input, Fault fault) {
    const std::lock_guard lock(mutex_);
    lost_.emplace(input, std::move(fault));
  }
  Position page(std::uint32_t number) const {
    const std::lock_guard lock(mutex_);
    return pages_.at(number);
  }
  std::optional<Fault> loss(std::size_t input) const {
    const std::lock_guard lock(mutex_);
    const auto found = lost_.find(input);
    return found == lost_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Position> pages_;
  std::map<std::size_t, Fault> lost_;
};

// A source whose pages and losses are written into a ledger.
class Recorded : public PageSource {
 public:
  Recorded(std::unique_ptr<PageSource> source, Ledger& ledger)
      : source_(std::move(source)), ledger_(ledger) {}

  std::optional<AcquiredPage> next(const std::stop_token& stop) override {
    try {
      auto page = source_->next(stop);
      if (page) ledger_.add_page({page->input, page->index});
      return page;
    } catch (const Error& error) {
      // Files are given up whole: the source stands at the start of the one after.
      if (remedy(error.cause) == Remedy::replace_input)
        ledger_.add_loss(source_->position().input - 1, {error.cause, "acquire", error.what()});
      throw;
    }
  }
  Position position() const override { return source_->position(); }

 private:
  std::unique_ptr<PageSource> source_;
  Ledger& ledger_;
};

// Pages in order to files in order.
class Gatherer {
 public:
  Gatherer(const FieldsJob& job, const Ledger& ledger,
           const std::function<void(const FileFields&)>& take)
      : job_(job), ledger_(ledger), take_(take) {}

  void add(const Page& page) {
    const Position where = ledger_.page(page.number);
    close_before(where.input);
    file_.pages.push_back(where.index);
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
    file_.lost = ledger_.loss(file_.input);
    if (views_.empty() && !file_.lost)
      file_.lost = Fault{Cause::input_empty, "acquire",
                         job_.files[file_.input].string() + ": no page in the file"};
    if (!views_.empty()) {
      const auto given = job_.given ? job_.given(file_.input) : forms::Given{};
      const double start = thread_cpu_seconds();
      file_.extraction =
          job_.extractor->extract(views_, given, job_.explain ? &file_.explanation : nullptr);
      file_.cpu_seconds = thread_cpu_seconds() - start;
    }
    take_(file_);
    views_.clear();
    FileFields next;
    next.input = file_.input + 1;
    file_ = std::move(next);
  }

  const FieldsJob& job_;
  const Ledger& ledger_;
  const std::function<void(const FileFields&)>& take_;
  FileFields file_;
  std::vector<forms::PageView> views_;
};

}  // namespace

void read_fields(const FieldsJob& job, const RecipeSettings& recipe, std::size_t workers,
                 const std::function<void(const FileFields&)>& take, const Listener& listener,
                 const std::stop_token& stop) {
  Ledger ledger;
  Gatherer gatherer(job, ledger, take);
  const OpenSource open = [&](Position start) {
    return std::make_unique<Recorded>(scanners::open_files(job.files, start), ledger);
  };
  read_pages(
      open, recipe, workers, [&](const Page& page) { gatherer.add(page); }, listener, stop);
  gatherer.close_before(job.files.size());
}

}  // namespace sohoa
