// The spool of one dossier in work: every page on disk, in order, with a journal. It survives the
// process; running again goes on from it.
//
//   STORAGE/.sohoa/work/CODE/batch.json     what was asked for
//                            journal.jsonl  one line per page or lost input, appended and synced
//                            0001.jpg …     originals, synced before they are journalled
//                            lock           held by the run that works on it
//                            scratch/       may be lost: encoded images, drafts
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "core/file.h"
#include "core/page.h"

namespace sohoa::storage {

struct BatchOrder {
  std::string code;                 // dossier code
  std::string source;               // "files" or "scan:DEVICE"
  std::vector<std::string> inputs;  // absolute paths; for a scanner the options that shape pages
  std::string created;              // ISO 8601 with offset
  std::string split;                // "source" or "page"
};

struct JournalEntry {
  bool lost = false;
  std::uint32_t input = 0, index = 0;  // where in the source it came from
  SpooledImage image;                  // unless lost
  std::vector<Fault> faults;           // of acquisition
  LostInput loss;                      // if lost
};

class Batch {
 public:
  // Opens or creates the batch of order.code below `storage`. Throws Error(dossier_busy) if another
  // process holds it, Error(dossier_exists) if the storage has that dossier or the unfinished batch
  // was made from other inputs, Error(code_invalid, storage_unusable, disk_full).
  static Batch open(const std::filesystem::path& storage, const BatchOrder& order);
  // The code of an unfinished, unlocked batch with the same source and inputs, if there is one.
  static std::optional<std::string> unfinished(const std::filesystem::path& storage,
                                               const BatchOrder& order);
  Batch(Batch&&) noexcept;
  ~Batch();

  const BatchOrder& order() const noexcept;
  // What earlier runs left, in order; files whose hash no longer fits throw Error(image_damaged).
  const std::vector<JournalEntry>& journal() const noexcept;
  // Spools the bytes of `content` and journals them; durable on return.
  SpooledImage add_page(const Fd& content, const SpooledImage& description, std::uint32_t input,
                        std::uint32_t index, const std::vector<Fault>& faults);
  void add_loss(const LostInput& loss, std::uint32_t input, std::uint32_t index);
  std::filesystem::path scratch() const;  // exists; emptied when the batch is opened
  // Forgets the batch, after its dossier is published.
  void remove();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sohoa::storage
