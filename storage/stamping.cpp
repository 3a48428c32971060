#include "storage/stamping.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "core/error.h"
#include "storage/bag.h"
#include "storage/dossier_json.h"
#include "storage/folders.h"
#include "storage/manifest.h"
#include "storage/order.h"
#include "storage/vault.h"

namespace sohoa::storage {
namespace fs = std::filesystem;
namespace {

using nlohmann::ordered_json;

constexpr const char* description = "data/dossier.json";

ordered_json described(const fs::path& folder) {
  const auto file = folder / description;
  auto dossier = ordered_json::parse(read_file(file), nullptr, false);
  const bool right =
      dossier.is_object() && dossier.contains("documents") && dossier["documents"].is_array() &&
      std::ranges::all_of(dossier["documents"], [](const ordered_json& document) {
        return document.is_object() && document.contains("pdf") && document["pdf"].is_string() &&
               is_plain_path(document["pdf"].get<std::string>());
      });
  if (!right) throw Error(Cause::image_damaged, file.string() + ": not of a dossier");
  return dossier;
}

// Files that were damaged while a dossier waited must not get fresh hashes.
void require_unchanged(const fs::path& folder, const std::set<std::string>& may_change) {
  const auto manifest = parse_manifest(read_file(folder / "manifest-sha256.txt"));
  for (const auto& [path, hash] : manifest.files)
    if (!may_change.contains(path) && sha256_of_file(folder / path) != hash)
      throw Error(Cause::check_failed,
                  (folder / path).string() + ": changed since the dossier was put together");
}

void note_levels(ordered_json& document, const fs::path& data, const std::string& level) {
  document["pdf_sha256"] = sha256_of_file(data / document["pdf"].get<std::string>());
  for (auto& signature : document["signatures"]) signature["level"] = level;
}

// New hashes and levels of `raised`, and a bag again.
void seal_raised(const fs::path& folder, const std::vector<RaisedDocument>& raised) {
  auto dossier = described(folder);
  std::set<std::string> may_change{description};
  for (const auto& each : raised) may_change.insert("data/" + each.pdf);
  require_unchanged(folder, may_change);
  for (const auto& each : raised)
    for (auto& document : dossier["documents"])
      if (document["pdf"] == each.pdf) note_levels(document, folder / "data", each.level);
  dossier["state"] = dossier["review"].empty() ? "complete" : "needs_review";
  seal(folder, dossier);
}

// A copy whose files are the same ones: what is replaced by renaming leaves the other as it is.
void copy_by_links(const fs::path& from, const fs::path& to) {
  make_folder(to);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const auto place = to / entry.path().lexically_relative(from);
    if (entry.is_directory())
      make_folder(place);
    else if (::link(entry.path().c_str(), place.c_str()) != 0)
      refuse(place, "link to a published file", errno);
  }
}

void exchange(const fs::path& a, const fs::path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0)
    refuse(b, "exchange a dossier by its raised copy", errno);
}

}  // namespace

std::vector<std::string> awaiting_stamps(const fs::path& storage) {
  std::vector<std::pair<fs::file_time_type, std::string>> found;
  std::error_code ignored;
  for (const auto& entry :
       fs::directory_iterator(storage / hidden_folder / stamping_folder, ignored)) {
    auto code = entry.path().filename().string();
    if (is_safe_name(code)) found.emplace_back(fs::last_write_time(entry.path(), ignored), code);
  }
  std::ranges::sort(found);
  std::vector<std::string> codes;
  for (auto& each : found) codes.push_back(std::move(each.second));
  return codes;
}

std::vector<std::string> dossier_pdfs(const fs::path& folder) {
  const auto dossier = described(folder);
  std::vector<std::string> files;
  for (const auto& document : dossier["documents"]) files.push_back(document["pdf"]);
  return files;
}

Stamping::Stamping(const fs::path& storage) : storage_(storage) {
  hidden(storage, stamping_folder);
  lock_ = try_lock(storage / hidden_folder);
  if (!lock_)
    throw Error(Cause::dossier_busy, storage.string() + ": another process is at its time-stamps");
}

fs::path Stamping::waiting(const std::string& code) const {
  return storage_ / hidden_folder / stamping_folder / code;
}

fs::path Stamping::release(const std::string& code,
                           const std::vector<RaisedDocument>& raised) const {
  const auto place = storage_ / code;
  seal_raised(waiting(code), raised);
  rename_to_free_name(waiting(code), place);
  sync_folder(storage_);
  return place;
}

void Stamping::revise(
    const std::string& code,
    const std::function<std::vector<RaisedDocument>(const fs::path& copy)>& raise) const {
  require_code(code);
  const auto place = storage_ / code;
  if (const auto problems = check_bag(place); !problems.empty())
    throw Error(Cause::check_failed, place.string() + ": " + problems.front());
  const auto copy = hidden(storage_, "raising") / code;
  remove_tree(copy);
  copy_by_links(place, copy);
  try {
    if (const auto raised = raise(copy); !raised.empty()) {
      seal_raised(copy, raised);
      exchange(copy, place);
      sync_folder(storage_);
    }
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(copy, ignored);
    throw;
  }
  remove_tree(copy);
}

}  // namespace sohoa::storage
