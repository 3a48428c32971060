#include "storage/vault.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/file.h"
#include "storage/bag.h"
#include "storage/dossier_json.h"
#include "storage/folders.h"
#include "storage/portal_json.h"

namespace sohoa::storage {
namespace fs = std::filesystem;

Error taken(const fs::path& place) {
  const bool waits = place.parent_path().filename() == stamping_folder;
  return {Cause::dossier_exists,
          fmt::format("{}: {}", place.string(),
                      waits ? "it waits for its time-stamps; 'sohoa stamp' publishes it"
                            : "exists; a published dossier is never changed")};
}

std::optional<fs::path> published(const fs::path& storage, const std::string& code) {
  auto place = storage / code;
  struct stat info {};
  if (is_safe_name(code) && ::lstat(place.c_str(), &info) == 0) return place;
  return std::nullopt;
}

std::optional<fs::path> finished_place(const fs::path& storage, const std::string& code) {
  // In this order: a dossier that is released between the two looks is seen by the second.
  if (auto waits = published(storage / hidden_folder / stamping_folder, code)) return waits;
  return published(storage, code);
}

void rename_to_free_name(const fs::path& from, const fs::path& to) {
  // File systems without RENAME_NOREPLACE get a plain rename, which refuses to replace anything but
  // an empty folder: never a dossier.
  int code =
      ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
  if (code == EINVAL || code == ENOSYS) code = ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
  if (code == EEXIST || code == ENOTEMPTY || code == ENOTDIR) throw taken(to);
  if (code != 0) refuse(to, "publish", code);
}

void seal(const fs::path& folder, const nlohmann::ordered_json& dossier) {
  write_durably(folder / "data/dossier.json", json_text(dossier));
  write_bag(folder, bag_info(dossier));
  sync_tree(folder);
  if (const auto problems = check_bag(folder); !problems.empty())
    throw Error(Cause::check_failed,
                fmt::format("{}: {} faults in the bag as written, first {}", folder.string(),
                            problems.size(), problems.front()));
}

struct Staging::State {
  fs::path storage, folder;
  std::string code;

  ~State() {
    std::error_code ignored;
    if (!folder.empty()) fs::remove_all(folder, ignored);
  }
};

Staging::Staging(const fs::path& storage, const std::string& code) {
  require_code(code);
  if (const auto place = finished_place(storage, code)) throw taken(*place);
  const auto folder = hidden(storage, "staging") / code;
  remove_tree(folder);
  state_ = std::make_unique<State>();
  state_->storage = storage;
  state_->folder = folder;
  state_->code = code;
  make_folder(folder);
  make_folder(folder / "data");
  for (const auto* name : {"pdf", "alto", "fields"}) make_folder(folder / "data" / name);
}

Staging::Staging(Staging&&) noexcept = default;
Staging& Staging::operator=(Staging&&) noexcept = default;
Staging::~Staging() = default;

fs::path Staging::data() const { return state_->folder / "data"; }

fs::path Staging::publish(const Dossier& dossier, const std::string& software) {
  if (dossier.code != state_->code)
    throw Error(Cause::bug, fmt::format("dossier {} was staged as {}", dossier.code, state_->code));
  const auto& folder = state_->folder;
  const auto parent =
      dossier.awaits_stamps ? hidden(state_->storage, stamping_folder) : state_->storage;
  const auto place = parent / state_->code;
  write_durably(data() / "portal.json", portal_json(dossier));
  seal(folder, dossier_json(dossier, software));
  rename_to_free_name(folder, place);
  state_->folder.clear();
  sync_folder(parent);
  return place;
}

}  // namespace sohoa::storage
