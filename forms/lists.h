// Lists of what a value can be, from models/lists/: ethnic groups, nationalities, relations,
// surnames; and what a Vietnamese syllable is made of.
#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "forms/likeness.h"

namespace sohoa::forms {

class List {
 public:
  // Of a table "name, other spellings …". Throws Error(data_missing) naming file and line.
  List(std::string_view text, std::string_view file);

  // The name of the list that is spelled so, or has this other spelling ("Khmer" -> "Khơ-me");
  // empty if there is none. Case and tone placement do not count.
  std::string_view find(std::string_view text) const;
  bool has(std::string_view text) const { return !find(text).empty(); }

  // Spellings of the list at most a letter, or a sixth of a long name, apart; nearest first.
  std::vector<std::string> nearest(std::string_view text, std::size_t most = 3) const;

 private:
  struct Entry {
    std::string text;
    Spelling spelling;
    std::size_t name = 0;  // index of the entry with the name
  };
  std::vector<Entry> entries_;
};

// Immutable: shared between threads.
class Lists {
 public:
  // All *.tsv of the folder. Throws Error(data_missing).
  explicit Lists(const std::filesystem::path& folder);

  const List* named(std::string_view name) const;  // null: no such

  // Whether a word is built as Vietnamese syllables are: a consonant of `onsets` or none, a rime of
  // `rimes`, and only the tones that go with its end.
  bool is_syllable(std::string_view word) const;

 private:
  std::map<std::string, List, std::less<>> lists_;
  std::vector<std::string> onsets_, rimes_;  // letters, sorted
};

}  // namespace sohoa::forms
