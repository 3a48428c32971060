// How often office texts have a syllable, and one syllable after another.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace sohoa {

// Immutable after construction; may be shared between threads. About 2 MB.
class Lexicon {
 public:
  using Id = std::uint16_t;

  // `folder` has syllables.tsv and bigrams.tsv (models/text/README.md). Throws Error(data_missing).
  explicit Lexicon(const std::filesystem::path& folder);
  // The bytes of the two files, with the same limits and errors.
  Lexicon(std::string_view syllables, std::string_view bigrams);
  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;
  ~Lexicon();

  // `syllable`: NFC, lower case.
  std::optional<Id> find(std::string_view syllable) const;
  std::size_t size() const noexcept;
  double log_share(Id syllable) const noexcept;  // natural logarithm of its share of all
  // Of the share of `second` after `first`, mixed with its share anywhere.
  double log_share_after(Id first, Id second) const noexcept;
  bool follows(Id first, Id second) const noexcept;  // seen together

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace sohoa
