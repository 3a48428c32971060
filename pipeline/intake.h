// From a source to the spool to the belt: a page exists for the pipeline only once it is on disk.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/dossier.h"
#include "core/page.h"
#include "pipeline/events.h"
#include "scanners/source.h"
#include "storage/batch.h"

namespace sohoa {

// Opens the source at the place where the batch's journal ends. Called by the feeder thread when
// the journal has been replayed, so that a finished spool needs no scanner.
using OpenSource = std::function<std::unique_ptr<PageSource>(Position start)>;

// Feeds a belt: first the pages that earlier runs left in the batch, then new ones, each spooled
// and journalled before it is handed on. A page or file that cannot be had is journalled as lost
// and the rest goes on; a device's fault ends the feed with its Error, all pages before it being
// safe.
class Intake {
 public:
  // `batch` must outlive it.
  Intake(storage::Batch& batch, OpenSource open, Listener listener);
  // For Belt::Feed; one thread.
  std::optional<Page> next(const std::stop_token& stop);
  // Inputs without a page, from this run and earlier ones. To be read after the feed has ended.
  const std::vector<LostInput>& lost() const noexcept { return lost_; }

 private:
  Page numbered(const storage::JournalEntry& entry);
  std::optional<Page> replay();
  Page spool(const AcquiredPage& acquired);
  void lose(const Error& error, Position where);

  storage::Batch& batch_;
  const OpenSource open_;
  const Listener listener_;
  const bool page_by_page_, scanner_;
  std::size_t replayed_ = 0;
  std::unique_ptr<PageSource> source_;
  Position start_;  // where the journal ends
  std::uint32_t pages_ = 0, document_ = 0;
  std::optional<std::uint32_t> last_input_;
  std::vector<LostInput> lost_;
};

}  // namespace sohoa
