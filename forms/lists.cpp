#include "forms/lists.h"

#include <algorithm>

#include "core/vietnamese.h"
#include "forms/tsv.h"

namespace sohoa::forms {
namespace {

constexpr std::size_t most_columns = 12;

int reach(const Spelling& spelling) {
  const auto letters = static_cast<int>(spelling.plain().size());
  return letters <= 2 ? 1 : std::clamp(letters / 3, 2, 6);
}

std::vector<std::string> letters_of(const std::string& text, std::string_view file) {
  std::vector<std::string> result;
  read_rows(text, file, 1, 1, [&](const Row& row) {
    result.push_back(Spelling(row.cells[0]).letters());
    if (result.back().empty()) row.fail("letters");
  });
  std::sort(result.begin(), result.end());
  return result;
}

bool has(const std::vector<std::string>& sorted, std::string_view text) {
  return std::binary_search(sorted.begin(), sorted.end(), text, std::less<>());
}

// The orthography's choice of one sound's letters: "ngh", "gh", "k" before e, ê, i, y and "ng", "c"
// before the others; "yên" alone or behind "qu".
bool go_together(std::string_view onset, std::string_view rime) {
  static const std::string front = Spelling("eêi").letters();
  const bool is_front = front.find(rime[0]) != std::string::npos;
  if (onset == "ngh" || onset == "gh" || onset == "k") return is_front || rime[0] == 'y';
  if (onset == "ng" || onset == "c") return !is_front && rime[0] != 'y';
  return rime[0] != 'y' || rime.size() == 1 || onset.empty() || onset == "qu";
}

}  // namespace

List::List(std::string_view text, std::string_view file) {
  read_rows(text, file, 1, most_columns, [&](const Row& row) {
    const std::size_t name = entries_.size();
    for (const std::string_view cell : row.cells) {
      entries_.push_back({nfc(cell), Spelling(nfc(cell)), name});
      if (entries_.back().spelling.empty()) row.fail("a name");
    }
  });
  if (entries_.empty())
    throw Error(Cause::data_missing, std::string(file) + ": at least one row was expected");
}

std::string_view List::find(std::string_view text) const {
  const Spelling spelling(nfc(text));
  for (const Entry& entry : entries_)
    if (entry.spelling == spelling) return entries_[entry.name].text;
  return {};
}

std::vector<std::string> List::nearest(std::string_view text, std::size_t most) const {
  struct Near {
    int distance;
    const Entry* entry;
  };
  const Spelling spelling(nfc(text));
  const int limit = reach(spelling);
  std::vector<Near> near;
  for (const Entry& entry : entries_)
    if (const int distance = spelling.distance(entry.spelling, limit); distance <= limit)
      near.push_back({distance, &entry});
  std::stable_sort(near.begin(), near.end(),
                   [](const Near& a, const Near& b) { return a.distance < b.distance; });
  std::vector<std::string> result;
  for (const Near& each : near)
    if (result.size() < most) result.push_back(each.entry->text);
  return result;
}

Lists::Lists(const std::filesystem::path& folder) {
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    if (file.path().extension() != ".tsv") continue;
    const std::string text = table_text(file.path()), name = file.path().filename().string();
    if (name == "onsets.tsv")
      onsets_ = letters_of(text, name);
    else if (name == "rimes.tsv")
      rimes_ = letters_of(text, name);
    else
      lists_.emplace(file.path().stem().string(), List(text, name));
  }
  if (error || lists_.empty() || onsets_.empty() || rimes_.empty())
    throw Error(Cause::data_missing,
                folder.string() + ": lists, onsets.tsv and rimes.tsv were expected");
}

const List* Lists::named(std::string_view name) const {
  const auto at = lists_.find(name);
  return at == lists_.end() ? nullptr : &at->second;
}

bool Lists::is_syllable(std::string_view word) const {
  const Spelling spelling(nfc(word));
  const std::string letters = spelling.letters();
  if (letters.empty() || letters.size() > 8) return false;
  const int tone = spelling.tone();
  // Syllables that end in a stop have the acute tone or the dot.
  const char end = letters.back();
  const bool stopped = end == 'c' || end == 'p' || end == 't' || letters.ends_with("ch");
  if (tone < 0 || (stopped && tone != 2 && tone != 5)) return false;
  for (std::size_t cut = 0; cut < std::min<std::size_t>(4, letters.size()); ++cut) {
    const std::string_view onset = std::string_view(letters).substr(0, cut);
    const std::string_view rime = std::string_view(letters).substr(cut);
    if ((cut == 0 || has(onsets_, onset)) && has(rimes_, rime) && go_together(onset, rime))
      return true;
  }
  return false;
}

}  // namespace sohoa::forms
