#include "core/lexicon.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "core/file.h"

namespace sohoa {
namespace {

constexpr std::size_t most_bytes = 4 << 20;
constexpr std::size_t most_syllables = 65000;  // scripts/make-language holds the same limits
constexpr std::size_t most_pairs = 200000;
constexpr std::size_t longest_syllable = 64;  // bytes
// How far pairs are believed: the rest of the weight is on the syllable alone.
constexpr double pair_weight = 0.7;

[[noreturn]] void refuse(std::string_view file, std::size_t line, std::string_view expected) {
  throw Error(Cause::data_missing, fmt::format("{}:{}: {} was expected", file, line, expected));
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};

struct Pair {
  std::uint32_t key = 0;  // first syllable in the upper half
  std::uint32_t count = 0;
};

constexpr std::uint32_t key(Lexicon::Id first, Lexicon::Id second) noexcept {
  return std::uint32_t{first} << 16U | second;
}

// Takes what stands before `end` (or all the rest) off the front of `text`.
std::string_view take(std::string_view& text, char end) {
  const auto at = text.find(end);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

std::uint32_t number(std::string_view digits, std::string_view file, std::size_t line) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value == 0)
    refuse(file, line, "a count above 0");
  return value;
}

std::string text_of(const std::filesystem::path& file) {
  try {
    return read_file(file, most_bytes);
  } catch (const Error& error) {
    throw Error(Cause::data_missing, error.what());
  }
}

}  // namespace

struct Lexicon::Tables {
  std::unordered_map<std::string, Id, Hash, std::equal_to<>> ids;
  std::vector<std::uint32_t> counts;
  std::vector<Pair> pairs;  // by key
  double total = 0;

  void add_syllables(std::string_view text);
  void add_pairs(std::string_view text);
  std::uint32_t pair_count(Id first, Id second) const noexcept;
};

void Lexicon::Tables::add_syllables(std::string_view text) {
  constexpr std::string_view file = "syllables.tsv";
  for (std::size_t line = 1; !text.empty(); ++line) {
    std::string_view rest = take(text, '\n');
    const std::string_view syllable = take(rest, '\t');
    if (syllable.empty() || syllable.size() > longest_syllable)
      refuse(file, line, "a syllable and its count");
    if (counts.size() == most_syllables) refuse(file, line, "the end of the file");
    if (!ids.emplace(syllable, static_cast<Id>(counts.size())).second)
      refuse(file, line, "another syllable");
    counts.push_back(number(rest, file, line));
    total += counts.back();
  }
  if (counts.empty()) refuse(file, 1, "a syllable");
}

void Lexicon::Tables::add_pairs(std::string_view text) {
  constexpr std::string_view file = "bigrams.tsv";
  for (std::size_t line = 1; !text.empty(); ++line) {
    std::string_view rest = take(text, '\n');
    const auto first = ids.find(take(rest, '\t'));
    if (first == ids.end()) refuse(file, line, "a known syllable");
    while (!rest.empty()) {
      const auto second = ids.find(take(rest, ' '));
      if (second == ids.end()) refuse(file, line, "a known second syllable");
      if (pairs.size() == most_pairs) refuse(file, line, "the end of the file");
      pairs.push_back({key(first->second, second->second), number(take(rest, ' '), file, line)});
    }
  }
  std::ranges::sort(pairs, {}, &Pair::key);
  pairs.shrink_to_fit();
}

std::uint32_t Lexicon::Tables::pair_count(Id first, Id second) const noexcept {
  const auto at = std::ranges::lower_bound(pairs, key(first, second), {}, &Pair::key);
  return at != pairs.end() && at->key == key(first, second) ? at->count : 0;
}

Lexicon::Lexicon(std::string_view syllables, std::string_view bigrams) {
  if (syllables.size() > most_bytes || bigrams.size() > most_bytes)
    throw Error(Cause::data_missing, "syllables or bigrams: at most 4 MB were expected");
  auto tables = std::make_unique<Tables>();
  tables->add_syllables(syllables);
  tables->add_pairs(bigrams);
  tables_ = std::move(tables);
}

Lexicon::Lexicon(const std::filesystem::path& folder)
    : Lexicon(text_of(folder / "syllables.tsv"), text_of(folder / "bigrams.tsv")) {}

Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;
Lexicon::~Lexicon() = default;

std::optional<Lexicon::Id> Lexicon::find(std::string_view syllable) const {
  const auto at = tables_->ids.find(syllable);
  if (at == tables_->ids.end()) return std::nullopt;
  return at->second;
}

std::size_t Lexicon::size() const noexcept { return tables_->counts.size(); }

double Lexicon::log_share(Id syllable) const noexcept {
  return std::log(tables_->counts[syllable] / tables_->total);
}

double Lexicon::log_share_after(Id first, Id second) const noexcept {
  const double seen = tables_->pair_count(first, second);
  const double after = seen / tables_->counts[first];
  return std::log(pair_weight * std::min(after, 1.0) +
                  (1 - pair_weight) * tables_->counts[second] / tables_->total);
}

bool Lexicon::follows(Id first, Id second) const noexcept {
  return tables_->pair_count(first, second) > 0;
}

}  // namespace sohoa
