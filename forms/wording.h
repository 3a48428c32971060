// Whether common words of a text are likely to have been misread: words that are no syllables, and
// words that nobody writes beside their neighbours where the same letters with other marks are
// usual ("đăng ký kết hộn").
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lexicon.h"
#include "forms/lists.h"

namespace sohoa::forms {

// Immutable: shared between threads. The lexicon and lists must outlive it.
class Wording {
 public:
  // `folder` has syllables.tsv. Throws Error(data_missing).
  Wording(const std::filesystem::path& folder, const Lexicon& lexicon, const Lists& lists);

  // The first such word of a text, with the word it may be, if any; names, which begin with
  // capitals, are not judged.
  struct Doubt {
    std::string word, perhaps;
  };
  std::optional<Doubt> doubt(std::string_view text) const;

 private:
  const Lexicon& lexicon_;
  const Lists& lists_;
  std::map<std::string, std::vector<std::string>, std::less<>> by_letters_;  // without marks
};

}  // namespace sohoa::forms
