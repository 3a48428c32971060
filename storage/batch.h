// The spool of one dossier in work: every page on disk, in order, with a journal. It survives the
// process; running again goes on from it.
//
//   STORAGE/.sohoa/work/CODE/batch.json     what was asked for
//                            journal.jsonl  one line per page or lost input (storage/journal.h)
//                            0001-0003.jpg  originals, by input and page of that input
//                            0001-signed.pdf  a whole input whose signatures its pages cannot keep
//                            lock           held by the run that works on it
//                            scratch/       may be lost: encoded images, drafts
//
// A page is written, journalled and acknowledged in this order:
//
//   NAME.part whole ─► journal line ─► NAME.part synced ─► NAME ─► folder synced ─► line synced
//                      └─ a run killed from here on: the page is taken in by the next opening, if
//                         its bytes fit the line's hash
//
// so a page is in the batch once or not at all, and an acknowledged one always.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dossier.h"
#include "core/file.h"
#include "core/page.h"
#include "storage/journal.h"

namespace sohoa::storage {

struct BatchOrder {
  std::string code;    // dossier code
  std::string source;  // "files" or "scan:DEVICE"
  std::vector<std::string>
      inputs;           // what each file is (path, size, time); a scanner's page options
  std::string created;  // ISO 8601 with offset
  std::string split;    // "source", "page" or "auto"
  bool from_scanner() const noexcept { return source.starts_with("scan:"); }
};

// A disk with less is as good as full: one colour page at 600 dpi takes half of it.
inline constexpr std::uint64_t least_free_bytes = 200U << 20U;

// Used by one thread at a time.
class Batch {
 public:
  // Opens or creates the batch of order.code below `storage`, which must exist. Throws
  // Error(dossier_busy) if another process holds it, Error(dossier_exists) if the storage has that
  // dossier or the unfinished batch was made from other inputs, Error(image_damaged) if a spooled
  // page is missing or changed, Error(disk_full) also if less than `free_bytes` are free,
  // Error(code_invalid, storage_unusable).
  static Batch open(const std::filesystem::path& storage, const BatchOrder& order,
                    std::uint64_t free_bytes = least_free_bytes);
  // The code of an unfinished, unlocked batch with the same source, inputs and split, if there is
  // one. order.code is not looked at.
  static std::optional<std::string> unfinished(const std::filesystem::path& storage,
                                               const BatchOrder& order);
  // When the unfinished batch of `code` last got a page or a loss; nullopt if there is none.
  static std::optional<std::filesystem::file_time_type> last_added(
      const std::filesystem::path& storage, const std::string& code);
  // The dossier of this order, if an earlier run published it and was ended before remove():
  // nothing is left to do, and what was left of the batch is removed. An empty order.code stands
  // for any. To be asked before unfinished() and open().
  static std::optional<std::filesystem::path> finished(const std::filesystem::path& storage,
                                                       const BatchOrder& order);
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;
  ~Batch();

  // As given to open(), but with the `created` of the first run.
  const BatchOrder& order() const noexcept;
  // What earlier runs left, by input and index; a page that a later run got replaces its loss.
  const std::vector<JournalEntry>& journal() const noexcept;
  std::size_t pages() const noexcept;  // acknowledged, in this run and all before
  // Spools all bytes of `content` (from its start, whatever its offset) and journals them; durable
  // on return. Of `description` the file, bytes and sha256 are filled in. A page that is in the
  // batch already is returned as it is; Error(dossier_exists) if its bytes differ, as the input was
  // changed between runs. On other errors nothing was added.
  SpooledImage add_page(const Fd& content, const SpooledImage& description, std::uint32_t input,
                        std::uint32_t index, const std::vector<Fault>& faults);
  // Keeps a whole input beside its pages, byte for byte and with its time of change; durable on
  // return. To be called before the first of its pages is added: it stays only with them. One that
  // is kept already is left as it is.
  void keep_signed(const Fd& content, std::uint32_t input);
  // Where it is kept; nullopt: it is not. May be asked by any thread, of pages that were added.
  std::optional<std::filesystem::path> signed_file(std::uint32_t input) const;
  // Journals a loss; one that is known already is left as it is.
  void add_loss(const LostInput& loss, std::uint32_t input, std::uint32_t index);
  std::filesystem::path scratch() const;  // exists; emptied when the batch is opened
  // Forgets the batch, after its dossier is published.
  void remove();

 private:
  struct State;
  explicit Batch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sohoa::storage
