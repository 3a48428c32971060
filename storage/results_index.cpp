#include "storage/results_index.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "storage/folders.h"

namespace sohoa::storage {
namespace {

using nlohmann::json;

constexpr std::uint64_t longest_index = 256U << 20U;
constexpr std::size_t lines_spared = 1000;

constexpr auto texts = std::to_array<std::pair<const char*, std::string ExistingResult::*>>({
    {"document", &ExistingResult::document},
    {"result_code", &ExistingResult::result_code},
    {"owner", &ExistingResult::owner},
    {"kind", &ExistingResult::kind},
    {"number", &ExistingResult::number},
    {"issued", &ExistingResult::issued},
    {"valid_until", &ExistingResult::valid_until},
    {"file", &ExistingResult::file},
});

std::string line_of(const std::string& dossier, const std::string& stamp,
                    const std::vector<ExistingResult>& results) {
  json list = json::array();
  for (const ExistingResult& result : results) {
    json item{{"sure", result.sure}};
    for (const auto& [name, member] : texts) item[name] = result.*member;
    list.push_back(std::move(item));
  }
  return json{{"dossier", dossier}, {"stamp", stamp}, {"results", std::move(list)}}.dump(
             -1, ' ', false, json::error_handler_t::replace) +
         "\n";
}

std::vector<ExistingResult> results_in(const json& list, const std::string& dossier) {
  std::vector<ExistingResult> results;
  for (const json& item : list) {
    ExistingResult& result = results.emplace_back();
    result.dossier = dossier;
    result.sure = item.at("sure").get<bool>();
    for (const auto& [name, member] : texts) result.*member = item.at(name).get<std::string>();
  }
  return results;
}

}  // namespace

ResultsIndex::ResultsIndex(const std::filesystem::path& storage)
    : file_(storage / hidden_folder / "results") {
  std::string text;
  try {
    text = read_file(file_, longest_index);
  } catch (const Error&) {
    return;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (line.empty()) continue;
    ++read_;
    try {
      const json value = json::parse(line);
      const auto dossier = value.at("dossier").get<std::string>();
      entries_[dossier] = {value.at("stamp").get<std::string>(),
                           results_in(value.at("results"), dossier)};
    } catch (const json::exception&) {
      // Cut short by a crash: its dossier is read again.
    }
  }
}

const std::vector<ExistingResult>* ResultsIndex::find(const std::string& dossier,
                                                      const std::string& stamp) {
  const auto found = entries_.find(dossier);
  if (found == entries_.end() || found->second.stamp != stamp) return nullptr;
  found->second.asked = true;
  return &found->second.results;
}

const std::vector<ExistingResult>& ResultsIndex::add(const std::string& dossier,
                                                     const std::string& stamp,
                                                     std::vector<ExistingResult> results) {
  added_.push_back(dossier);
  return (entries_[dossier] = {stamp, std::move(results), true}).results;
}

std::string ResultsIndex::lines(bool all) const {
  std::string text;
  const auto write = [&text](const std::string& dossier, const Entry& entry) {
    text += line_of(dossier, entry.stamp, entry.results);
  };
  if (!all)
    for (const std::string& dossier : added_) write(dossier, entries_.at(dossier));
  else
    for (const auto& [dossier, entry] : entries_)
      if (entry.asked) write(dossier, entry);
  return text;
}

void ResultsIndex::save() noexcept {
  try {
    const auto asked = static_cast<std::size_t>(
        std::ranges::count_if(entries_, [](const auto& each) { return each.second.asked; }));
    if (read_ > 2 * asked + lines_spared) return write_durably(file_, lines(true));
    if (added_.empty()) return;
    const Fd fd(
        ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd) return;
    // A line before it may have been cut short.
    const std::string text = "\n" + lines(false);
    write_all(fd.get(), std::as_bytes(std::span(text)), file_);
  } catch (const std::exception&) {
    // It is read from the dossiers the next time.
  }
}

}  // namespace sohoa::storage
