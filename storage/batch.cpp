#include "storage/batch.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <map>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/error.h"
#include "storage/folders.h"
#include "storage/order.h"
#include "storage/vault.h"

namespace sohoa::storage {
namespace fs = std::filesystem;
namespace {

constexpr const char* journal_name = "journal.jsonl";

constexpr std::size_t piece = 1U << 18U;
constexpr std::string_view removed_prefix = ".removed-";

using Place = std::pair<std::uint32_t, std::uint32_t>;  // input, index

std::string image_name(Place place, Encoding encoding) {
  return fmt::format("{:04}-{:04}.{}", std::uint64_t{place.first} + 1,
                     std::uint64_t{place.second} + 1, encoding_suffix(encoding));
}

std::string signed_name(std::uint32_t input) {
  return fmt::format("{:04}-signed.pdf", std::uint64_t{input} + 1);
}

void copy_times(const Fd& from, const DurableFile& to, const fs::path& name) {
  struct stat info {};
  if (::fstat(from.get(), &info) != 0) refuse(name, "look at", errno);
  const std::array<timespec, 2> times{info.st_mtim, info.st_mtim};
  if (::futimens(to.fd(), times.data()) != 0) refuse(name, "set the time of", errno);
}

void require_space(const fs::path& folder, std::uint64_t least) {
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) refuse(folder, "look at free space", errno);
  const std::uint64_t available = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (available < least)
    throw Error(Cause::disk_full, fmt::format("{}: {} MB free; at least {} MB are needed",
                                              folder.string(), available >> 20U, least >> 20U));
}

// Calls `use` with the pieces of a file from its start, without moving its offset.
template <typename Use>
void read_pieces(const Fd& content, const fs::path& name, Use use) {
  std::vector<std::byte> buffer(piece);
  off_t offset = 0;
  for (;;) {
    const ssize_t got = ::pread(content.get(), buffer.data(), buffer.size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse(name, "read a page's bytes", errno);
    if (got == 0) return;
    use(std::span<const std::byte>(buffer).first(static_cast<std::size_t>(got)));
    offset += got;
  }
}

std::string hash_of(const Fd& content, const fs::path& name) {
  Sha256 hash;
  read_pieces(content, name, [&](std::span<const std::byte> bytes) { hash.add(bytes); });
  return hash.hex();
}

// Moves a batch folder out of the way in one step, so that a process killed while removing it does
// not leave half a batch under its code.
void remove_batch(const fs::path& folder) {
  const auto aside = folder.parent_path() /
                     fmt::format("{}{}-{}", removed_prefix, ::getpid(), folder.filename().string());
  remove_tree(aside);
  if (::rename(folder.c_str(), aside.c_str()) != 0) refuse(folder, "remove", errno);
  sync_folder(folder.parent_path());
  remove_tree(aside);
}

void sweep(const fs::path& work) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(work, ignored))
    if (entry.path().filename().string().starts_with(removed_prefix))
      fs::remove_all(entry.path(), ignored);
}

std::optional<RecordedOrder> recorded(const fs::path& batch) {
  std::error_code ignored;
  if (!fs::is_regular_file(batch / "batch.json", ignored)) return std::nullopt;
  return parse_order(read_file(batch / "batch.json"));
}

// A moment's patience: unfinished() and finished() of another process hold a lock only to look.
Fd lock_patiently(const fs::path& batch) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    make_folder(batch, 0700);
    try {
      if (Fd lock = try_lock(batch)) return lock;
    } catch (const Error&) {
      std::error_code ignored;
      if (fs::exists(batch, ignored)) throw;  // else it was removed between the two lines above
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return {};
}

}  // namespace

struct Batch::State {
  fs::path folder;
  BatchOrder order;
  Fd lock;
  std::optional<Journal> log;
  std::vector<JournalEntry> entries;
  std::map<Place, SpooledImage> pages;
  std::vector<JournalEntry> losses;

  void record_order();
  void load();
  bool take_in(JournalEntry& entry, bool last) const;
  void note(const JournalEntry& entry);
  void drop_strangers() const;
  bool knows_loss(const JournalEntry& entry) const;
};

void Batch::State::record_order() {
  const auto file = folder / "batch.json";
  std::error_code ignored;
  if (fs::exists(file, ignored)) {
    const auto found = recorded(folder);
    if (!found)
      throw Error(Cause::image_damaged, file.string() + ": not readable as the order of a batch");
    if (found->fingerprint != fingerprint(order))
      throw Error(Cause::dossier_exists,
                  fmt::format("dossier {}: an unfinished run of that code has other inputs; finish "
                              "it with the same inputs, use another code, or remove {}",
                              order.code, folder.string()));
    order.created = found->created;
    return;
  }
  write_durably(file, order_json(order));
}

// Completes what a killed run had begun: the page of the last line may still be under its part
// name. False: it was never acknowledged and its bytes did not reach the disk.
bool Batch::State::take_in(JournalEntry& entry, bool last) const {
  const auto file = folder / entry.image.file;
  const fs::path part = file.string() + ".part";
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored)) {
    if (sha256_of_file(file) != entry.image.sha256)
      throw Error(Cause::image_damaged, file.string() + ": changed since it was spooled");
  } else if (last && !fs::exists(file, ignored)) {
    if (!fs::is_regular_file(part, ignored) || sha256_of_file(part) != entry.image.sha256)
      return false;
    sync_file(part);
    if (::rename(part.c_str(), file.c_str()) != 0) refuse(part, "rename", errno);
    sync_folder(folder);
  } else {
    throw Error(Cause::image_damaged, file.string() + ": missing though it was spooled");
  }
  entry.image.file = file;
  return true;
}

void Batch::State::note(const JournalEntry& entry) {
  if (entry.lost) {
    losses.push_back(entry);
    return;
  }
  pages.emplace(Place{entry.input, entry.index}, entry.image);
}

bool Batch::State::knows_loss(const JournalEntry& entry) const {
  return std::ranges::any_of(losses, [&](const JournalEntry& known) {
    return known.input == entry.input && known.index == entry.index &&
           known.loss.origin == entry.loss.origin &&
           known.loss.fault.cause == entry.loss.fault.cause;
  });
}

// Files of pages that were never journalled; their bytes are not known to be whole.
void Batch::State::drop_strangers() const {
  std::vector<fs::path> strangers;
  std::error_code failure;
  fs::directory_iterator files(folder, failure);
  for (; !failure && files != fs::directory_iterator(); files.increment(failure)) {
    const auto name = files->path().filename();
    const bool ours =
        name == "batch.json" || name == journal_name || name == "lock" || name == "scratch" ||
        std::ranges::any_of(pages, [&](const auto& page) {
          return page.second.file.filename() == name || signed_name(page.first.first) == name;
        });
    if (!ours) strangers.push_back(files->path());
  }
  if (failure) refuse(folder, "list", failure.value());
  for (const auto& file : strangers) remove_tree(file);
}

void Batch::State::load() {
  log.emplace(folder / journal_name);
  sync_folder(folder);
  auto read = log->take_entries();
  for (std::size_t i = 0; i < read.size(); ++i) {
    auto& entry = read[i];
    if (!entry.lost && !take_in(entry, i + 1 == read.size())) {
      log->undo();
      continue;
    }
    note(entry);
    entries.push_back(std::move(entry));
  }
  log->sync();
  std::erase_if(entries, [&](const JournalEntry& entry) {
    return entry.lost && pages.contains({entry.input, entry.index});
  });
  std::ranges::stable_sort(entries, {}, [](const JournalEntry& entry) {
    return Place{entry.input, entry.index};
  });
  drop_strangers();
  remove_tree(folder / "scratch");
  make_folder(folder / "scratch", 0700);
}

Batch::Batch(std::unique_ptr<State> state) : state_(std::move(state)) {}
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;
Batch::~Batch() = default;

Batch Batch::open(const fs::path& storage, const BatchOrder& order, std::uint64_t free_bytes) {
  require_code(order.code);
  const auto work = hidden(storage, "work");
  sweep(work);
  const auto folder = work / order.code;
  std::error_code ignored;
  const auto finished = finished_place(storage, order.code);
  if (finished && !fs::exists(folder, ignored)) throw taken(*finished);

  auto state = std::make_unique<State>();
  state->folder = folder;
  state->order = order;
  state->lock = lock_patiently(folder);
  if (!state->lock)
    throw Error(Cause::dossier_busy,
                fmt::format("dossier {}: another run works on it", order.code));
  // Again, under the lock: no other run can publish it any more.
  if (const auto place = finished_place(storage, order.code)) {
    remove_batch(folder);
    throw taken(*place);
  }
  require_space(storage, free_bytes);
  state->record_order();
  state->load();
  return Batch(std::move(state));
}

std::optional<fs::file_time_type> Batch::last_added(const fs::path& storage,
                                                    const std::string& code) {
  std::error_code error;
  const auto written =
      fs::last_write_time(storage / hidden_folder / "work" / code / journal_name, error);
  if (error) return std::nullopt;
  return written;
}

std::optional<std::string> Batch::unfinished(const fs::path& storage, const BatchOrder& order) {
  const auto work = storage / hidden_folder / "work";
  std::error_code ignored;
  std::vector<std::string> codes;
  for (const auto& entry : fs::directory_iterator(work, ignored)) {
    const auto code = entry.path().filename().string();
    if (!is_safe_name(code) || finished_place(storage, code)) continue;
    const auto found = recorded(entry.path());
    if (found && found->fingerprint == fingerprint(order) && try_lock(entry.path()))
      codes.push_back(code);
  }
  if (codes.empty()) return std::nullopt;
  return std::ranges::min(codes);
}

std::optional<fs::path> Batch::finished(const fs::path& storage, const BatchOrder& order) {
  const auto work = storage / hidden_folder / "work";
  std::error_code ignored;
  std::optional<fs::path> dossier;
  for (const auto& entry : fs::directory_iterator(work, ignored)) {
    const auto code = entry.path().filename().string();
    if (!is_safe_name(code) || (!order.code.empty() && code != order.code)) continue;
    const auto place = finished_place(storage, code);
    const auto found = place ? recorded(entry.path()) : std::nullopt;
    if (!found || found->fingerprint != fingerprint(order)) continue;
    const Fd lock = try_lock(entry.path());
    if (!lock) continue;
    sync_folder(storage);  // the run that renamed it may not have come to it
    remove_batch(entry.path());
    dossier = place;
  }
  return dossier;
}

const BatchOrder& Batch::order() const noexcept { return state_->order; }

const std::vector<JournalEntry>& Batch::journal() const noexcept { return state_->entries; }

std::size_t Batch::pages() const noexcept { return state_->pages.size(); }

SpooledImage Batch::add_page(const Fd& content, const SpooledImage& description,
                             std::uint32_t input, std::uint32_t index,
                             const std::vector<Fault>& faults) {
  auto& batch = *state_;
  const Place place{input, index};
  if (const auto known = batch.pages.find(place); known != batch.pages.end()) {
    if (hash_of(content, known->second.file) == known->second.sha256) return known->second;
    throw Error(Cause::dossier_exists,
                fmt::format("dossier {}: {} has changed since an earlier run spooled it; use "
                            "another code or remove {}",
                            batch.order.code, description.origin, batch.folder.string()));
  }

  JournalEntry entry{false, input, index, description, faults, {}};
  entry.image.file = batch.folder / image_name(place, description.encoding);
  entry.image.bytes = 0;
  Sha256 hash;
  DurableFile out(entry.image.file);
  read_pieces(content, entry.image.file, [&](std::span<const std::byte> bytes) {
    out.write(bytes);
    hash.add(bytes);
    entry.image.bytes += bytes.size();
  });
  entry.image.sha256 = hash.hex();

  batch.log->append(entry);
  try {
    out.commit();
    batch.log->sync();
  } catch (const Error&) {
    batch.log->undo();
    ::unlink(entry.image.file.c_str());
    throw;
  }
  batch.note(entry);
  return entry.image;
}

void Batch::keep_signed(const Fd& content, std::uint32_t input) {
  if (signed_file(input)) return;
  const auto name = state_->folder / signed_name(input);
  DurableFile out(name);
  read_pieces(content, name, [&](std::span<const std::byte> bytes) { out.write(bytes); });
  copy_times(content, out, name);
  out.commit();
}

std::optional<fs::path> Batch::signed_file(std::uint32_t input) const {
  auto name = state_->folder / signed_name(input);
  std::error_code ignored;
  if (!fs::is_regular_file(name, ignored)) return std::nullopt;
  return name;
}

void Batch::add_loss(const LostInput& loss, std::uint32_t input, std::uint32_t index) {
  const JournalEntry entry{true, input, index, {}, {}, loss};
  if (state_->knows_loss(entry)) return;
  state_->log->append(entry);
  try {
    state_->log->sync();
  } catch (const Error&) {
    state_->log->undo();
    throw;
  }
  state_->note(entry);
}

fs::path Batch::scratch() const { return state_->folder / "scratch"; }

void Batch::remove() { remove_batch(state_->folder); }

}  // namespace sohoa::storage
