#include "forms/amounts.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

using Words = std::vector<std::string>;

constexpr std::int64_t most = 999'999'999'999'999;

template <std::size_t n>
bool is_one_of(const std::string& word, const std::array<std::string_view, n>& set) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

Words words_of(std::string_view text) {
  Words words(1);
  for (const char c : folded(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      words.back().push_back(c);
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<int> digit(const std::string& word) {
  static constexpr std::array<std::string_view, 10> digits = {"khong", "mot", "hai", "ba",  "bon",
                                                              "nam",   "sau", "bay", "tam", "chin"};
  if (word == "tu") return 4;
  if (word == "lam") return 5;
  const auto* at = std::find(digits.begin(), digits.end(), word);
  if (at == digits.end()) return std::nullopt;
  return static_cast<int>(at - digits.begin());
}

// Words from the left; each knows what may come before it.
class Counter {
 public:
  // False if the word cannot stand here.
  bool take(const std::string& word) {
    if (const auto value = digit(word)) {
      if (unit_ >= 0) return false;
      unit_ = *value;
      return true;
    }
    if (word == "tram") return hundreds();
    if (word == "muoi") return tens();
    if (word == "linh" || word == "le") return zero_tens();
    if (word == "nghin" || word == "ngan") return scale(1000);
    if (word == "trieu") return scale(1'000'000);
    if (word == "ty" || word == "ti") return billions();
    return false;
  }

  std::optional<std::int64_t> total() {
    if (!close_group() || !any_) return std::nullopt;
    return whole_ + below_ + group_;
  }

 private:
  // place_: what of the group is taken: nothing (1000), hundreds (100), hundreds and tens (10).
  bool hundreds() {
    if (unit_ < 0 || place_ <= 100) return false;
    group_ += unit_ * 100;
    unit_ = -1;
    place_ = 100;
    return any_ = true;
  }
  bool tens() {
    if (place_ <= 10) return false;
    group_ += (unit_ < 0 ? 1 : unit_) * 10;
    unit_ = -1;
    place_ = 10;
    return any_ = true;
  }
  bool zero_tens() {
    if (unit_ >= 0 || place_ <= 10) return false;
    place_ = 10;
    return zero_ = true;
  }
  bool close_group() {
    if (zero_ && unit_ < 0) return false;
    if (unit_ >= 0) {
      group_ += unit_;
      any_ = true;
    }
    unit_ = -1;
    zero_ = false;
    return true;
  }
  void open_group() {
    group_ = 0;
    place_ = 1000;
  }
  bool scale(std::int64_t size) {
    if (!close_group() || size >= least_scale_ || (group_ == 0 && place_ == 1000)) return false;
    below_ += group_ * size;
    least_scale_ = size;
    open_group();
    return true;
  }
  bool billions() {
    if (!close_group() || whole_ != 0 || below_ + group_ == 0 ||
        below_ + group_ > most / 1'000'000'000)
      return false;
    whole_ = (below_ + group_) * 1'000'000'000;
    below_ = 0;
    least_scale_ = 1'000'000'000;
    open_group();
    return true;
  }

  std::int64_t whole_ = 0, below_ = 0, group_ = 0, least_scale_ = 1'000'000'000;
  int unit_ = -1, place_ = 1000;
  bool zero_ = false, any_ = false;
};

}  // namespace

std::optional<std::int64_t> amount_in_words(std::string_view text) {
  static constexpr std::array<std::string_view, 5> before = {"bang", "chu", "so", "tien", "la"};
  static constexpr std::array<std::string_view, 5> after = {"dong", "chan", "viet", "nam", "vnd"};
  if (text.size() > 400) return std::nullopt;
  const Words words = words_of(text);
  std::size_t i = 0;
  while (i < words.size() && is_one_of(words[i], before)) ++i;
  Counter counter;
  while (i < words.size() && words[i] != "dong" && words[i] != "chan" && words[i] != "vnd")
    if (!counter.take(words[i++])) return std::nullopt;
  for (; i < words.size(); ++i)
    if (!is_one_of(words[i], after)) return std::nullopt;
  return counter.total();
}

}  // namespace sohoa::forms
