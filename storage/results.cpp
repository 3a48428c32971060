#include "storage/results.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "core/error.h"
#include "core/file.h"
#include "core/vietnamese.h"
#include "storage/folders.h"
#include "storage/manifest.h"
#include "storage/results_index.h"

namespace sohoa::storage {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr std::uint64_t longest_file = 64U << 20U;
constexpr std::size_t longest_text = 1000;  // bytes

std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return "";
  auto text = found->get<std::string>();
  return text.size() <= longest_text ? text : "";
}

json object_in(const fs::path& file) {
  try {
    json value = json::parse(read_file(file, longest_file), nullptr, false);
    return value.is_object() ? value : json::object();
  } catch (const Error&) {
    return json::object();
  }
}

// A value of the nine that nobody needs to look at.
std::string sure_value(const json& minimum, const char* key) {
  const auto found = minimum.find(key);
  if (found == minimum.end() || !found->is_object()) return "";
  const auto review = found->find("review");
  if (review == found->end() || !review->is_array() || !review->empty()) return "";
  return text_at(*found, "value");
}

void add_document(std::vector<ExistingResult>& results, const fs::path& folder, const json& dossier,
                  const json& document) {
  const std::string fields_file = text_at(document, "fields");
  const std::string pdf = text_at(document, "pdf");
  if (!is_plain_path(fields_file) || !is_plain_path(pdf)) return;
  const json fields = object_in(folder / "data" / fields_file);
  const json minimum = fields.value("minimum", json::object());
  if (!minimum.is_object()) return;
  ExistingResult result;
  result.dossier = folder.filename().string();
  result.document = text_at(document, "name");
  result.result_code = text_at(document, "result_code");
  result.kind = text_at(document, "kind");
  result.owner = sure_value(minimum, "so_dinh_danh");
  result.number = sure_value(minimum, "so_ky_hieu");
  result.issued = sure_value(minimum, "ngay_cap");
  result.valid_until = sure_value(minimum, "thoi_han_hieu_luc");
  result.file = result.dossier + "/data/" + pdf;
  result.sure = text_at(dossier, "state") == "complete";
  results.push_back(std::move(result));
}

std::vector<ExistingResult> results_in(const fs::path& folder) {
  std::vector<ExistingResult> results;
  const json dossier = object_in(folder / "data/dossier.json");
  const auto documents = dossier.find("documents");
  if (documents == dossier.end() || !documents->is_array()) return results;
  for (const json& document : *documents)
    if (document.is_object()) add_document(results, folder, dossier, document);
  return results;
}

// Another file under the same name has another; empty: there is none.
std::string stamp_of(const fs::path& file) {
  struct stat info {};
  if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return "";
  return fmt::format("{}.{}.{}.{}", info.st_ino, info.st_size, info.st_mtim.tv_sec,
                     info.st_mtim.tv_nsec);
}

}  // namespace

std::vector<ExistingResult> published_results(const fs::path& storage) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator at(storage, error), end; !error && at != end; at.increment(error))
    if (is_safe_name(at->path().filename().string()) && !at->is_symlink(error) &&
        at->is_directory(error))
      folders.push_back(at->path());
  if (error) refuse(storage, "list", error.value());
  std::ranges::sort(folders);
  ResultsIndex index(storage);
  std::vector<ExistingResult> results;
  for (const fs::path& folder : folders) {
    const std::string code = folder.filename().string();
    const std::string stamp = stamp_of(folder / "data/dossier.json");
    if (stamp.empty()) continue;
    const auto* known = index.find(code, stamp);
    if (known == nullptr) known = &index.add(code, stamp, results_in(folder));
    results.insert(results.end(), known->begin(), known->end());
  }
  index.save();
  return results;
}

std::vector<ExistingResult> matching(const std::vector<ExistingResult>& results,
                                     const Wanted& wanted) {
  std::vector<ExistingResult> found;
  for (const ExistingResult& result : results) {
    if (wanted.owner.empty() || result.owner != wanted.owner) continue;
    if (!wanted.kind.empty() && result.kind != wanted.kind) continue;
    if (!wanted.number.empty() && comparable(result.number) != comparable(wanted.number)) continue;
    if (!result.valid_until.empty() && result.valid_until < wanted.today) continue;
    found.push_back(result);
  }
  std::ranges::stable_sort(found, std::greater<>(), &ExistingResult::issued);
  return found;
}

}  // namespace sohoa::storage
