#include "pipeline/stamp.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/stamping.h"

namespace sohoa {
namespace fs = std::filesystem;
namespace {

// `changed`: whether any file was.
std::vector<storage::RaisedDocument> raise_documents(const fs::path& folder,
                                                     const pdf::Extension& extension,
                                                     const std::stop_token& stop, bool& changed) {
  std::vector<storage::RaisedDocument> raised;
  for (const auto& file : storage::dossier_pdfs(folder)) {
    const auto done = pdf::extend(folder / "data" / file, extension, stop);
    changed = changed || done.changed;
    raised.push_back({file, pdf::level_name(done.after)});
  }
  return raised;
}

// One pass through the dossiers that wait, shared by its threads.
class Pass {
 public:
  Pass(const StampSettings& settings, const std::function<void(const Stamped&)>& report,
       const std::stop_token& stop)
      : settings_(settings),
        report_(report),
        stop_(stop),
        stamping_(settings.storage),
        codes_(storage::awaiting_stamps(settings.storage)) {}

  StampCount run() {
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < std::min(settings_.parallel, codes_.size()); ++i)
        threads.emplace_back([this] { work(); });
    }
    return {published_, codes_.size() - published_};
  }

 private:
  void work() {
    while (!stop_.stop_requested() && failures_in_a_row_ < settings_.parallel) {
      const std::size_t at = next_++;
      if (at >= codes_.size()) return;
      tell(one(codes_[at]));
    }
  }

  Stamped one(const std::string& code) const {
    try {
      bool changed = false;
      const auto raised =
          raise_documents(stamping_.waiting(code), settings_.extension, stop_, changed);
      return {code, stamping_.release(code, raised), std::nullopt};
    } catch (const Error& e) {
      return {code, {}, e};
    } catch (const std::exception& e) {
      return {code, {}, Error(Cause::bug, e.what())};
    }
  }

  void tell(const Stamped& stamped) {
    if (stamped.error && stamped.error->cause == Cause::stopped) return;
    const std::lock_guard guard(telling_);
    if (stamped.error && stamped.error->cause == Cause::time_stamp_failed)
      ++failures_in_a_row_;
    else
      failures_in_a_row_ = 0;
    if (!stamped.error) ++published_;
    report_(stamped);
  }

  const StampSettings& settings_;
  const std::function<void(const Stamped&)>& report_;
  const std::stop_token& stop_;
  const storage::Stamping stamping_;
  const std::vector<std::string> codes_;
  std::atomic<std::size_t> next_ = 0, failures_in_a_row_ = 0;
  std::mutex telling_;
  std::size_t published_ = 0;
};

}  // namespace

StampCount stamp_waiting(const StampSettings& settings,
                         const std::function<void(const Stamped&)>& report,
                         const std::stop_token& stop) {
  return Pass(settings, report, stop).run();
}

bool extend_dossier(const fs::path& folder, const pdf::Extension& extension,
                    const std::stop_token& stop) {
  const fs::path place = fs::canonical(folder);
  bool changed = false;
  storage::Stamping(place.parent_path())
      .revise(place.filename().string(), [&](const fs::path& copy) {
        auto raised = raise_documents(copy, extension, stop, changed);
        if (!changed) raised.clear();
        return raised;
      });
  return changed;
}

}  // namespace sohoa
