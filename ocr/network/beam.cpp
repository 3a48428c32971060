#include "ocr/network/beam.h"

#include <algorithm>
#include <cmath>

namespace sohoa::ocr {
namespace {

// Tesseract's weights of what is no word of its dictionary. They make steps of equal shares cost
// something, so that fewer characters are preferred among near-equal paths.
constexpr float ratio = 2.25F;
constexpr float offset = -0.085F;
constexpr float least_certainty = -20;
// Of a step: what has less is not worth thinking of again.
constexpr float least_share = 0.002F;
constexpr std::size_t most_others = 4;

float certainty_of(float share) {
  static const float least = std::exp(least_certainty);
  return share > least ? std::log(share) : least_certainty;
}

}  // namespace

// The two likeliest codes and null: others never stay on a path.
struct Beam::Choices {
  struct Choice {
    int code = 0;
    float alone = 0, with_null = 0;  // certainties
  };
  std::array<Choice, 3> all;
  int count = 0;
  float both_and_null = 0;  // of the two likeliest and null together

  const Choice* find(int code) const {
    for (int i = 0; i < count; ++i)
      if (all[static_cast<std::size_t>(i)].code == code) return &all[static_cast<std::size_t>(i)];
    return nullptr;
  }
  bool are_the_best(int one, int another) const {
    return (all[0].code == one && all[1].code == another) ||
           (all[1].code == one && all[0].code == another);
  }
};

// The best `width` nodes; of those with the same text and code the better.
struct Beam::Front {
  std::array<Node, width> nodes;
  int count = 0;

  void offer(const Node& node) {
    const auto end = nodes.begin() + count;
    const auto worst = std::min_element(
        nodes.begin(), end, [](const Node& a, const Node& b) { return a.score < b.score; });
    if (count == width && node.score <= worst->score) return;
    const auto twin = std::find_if(nodes.begin(), end, [&](const Node& other) {
      return other.code == node.code && other.text == node.text;
    });
    if (twin != end) {
      if (node.score > twin->score) *twin = node;
    } else if (count < width) {
      nodes[static_cast<std::size_t>(count++)] = node;
    } else {
      *worst = node;
    }
  }
};

void Beam::start() {
  nodes_.clear();
  seen_.clear();
  seen_from_.assign(1, 0);
  last_ = 0;
}

void Beam::offer(int before, int code, bool goes_on, Next next, float certainty,
                 std::array<Front, kinds>& fronts) const {
  Node node{before, code, goes_on, next, certainty * ratio, 0, 0};
  node.score = node.cost;
  if (before >= 0) {
    const Node& previous = nodes_[static_cast<std::size_t>(before)];
    node.score += previous.score;
    node.text = previous.text;
  }
  if (!goes_on && code != null_)
    node.text = node.text * 0x9e3779b97f4a7c15U + static_cast<std::uint64_t>(code) + 1;
  fronts[next].offer(node);
}

void Beam::extend(int before, const Choices& choices, std::array<Front, kinds>& fronts) const {
  const Node* previous = before < 0 ? nullptr : &nodes_[static_cast<std::size_t>(before)];
  if (previous != nullptr) {
    if (const auto* again = choices.find(previous->code)) {
      const bool null = again->code == null_;
      if (previous->next != other && (null || again->alone * ratio >= least_certainty))
        offer(before, again->code, true, anything, again->alone, fronts);
      if (previous->next == anything && !null)
        offer(before, again->code, true, other, again->with_null, fronts);
    }
    if (previous->next == same) return;
  }
  for (int i = 0; i < choices.count; ++i) {
    const auto& choice = choices.all[static_cast<std::size_t>(i)];
    const bool null = choice.code == null_;
    if (previous != nullptr && previous->code == choice.code) continue;
    if (choice.alone < least_certainty && !null) continue;
    offer(before, choice.code, false, anything, choice.alone, fronts);
    if (null) continue;
    const bool handed_over = previous != nullptr && previous->next == anything &&
                             previous->code != null_ &&
                             choices.are_the_best(previous->code, choice.code);
    offer(before, choice.code, false, same, handed_over ? choices.both_and_null : choice.with_null,
          fronts);
  }
}

void Beam::step(std::span<const float> shares, float total) {
  std::size_t first = 0, second = 1;
  if (shares[1] > shares[0]) std::swap(first, second);
  for (std::size_t i = 2; i < shares.size(); ++i) {
    if (shares[i] <= shares[second]) continue;
    second = i;
    if (shares[second] > shares[first]) std::swap(first, second);
  }
  const auto null = static_cast<std::size_t>(null_);
  const auto share = [&](std::size_t code) { return shares[code] / total; };
  Choices choices;
  for (const std::size_t code : {first, second, null}) {
    if (choices.find(static_cast<int>(code)) != nullptr) continue;
    choices.all[static_cast<std::size_t>(choices.count++)] = {
        static_cast<int>(code), certainty_of(share(code)) + offset,
        certainty_of(share(code) + share(null)) + offset};
  }
  choices.both_and_null = certainty_of(share(first) + share(null) + share(second)) + offset;

  std::array<Front, kinds> fronts;
  const std::size_t end = nodes_.size();
  if (end == 0) extend(-1, choices, fronts);
  for (std::size_t i = last_; i < end; ++i) extend(static_cast<int>(i), choices, fronts);
  last_ = end;
  for (const Front& front : fronts)
    nodes_.insert(nodes_.end(), front.nodes.begin(), front.nodes.begin() + front.count);

  if (share(first) <= 1 - least_share)
    for (std::size_t i = 0; i < shares.size(); ++i)
      if (i != null && share(i) >= least_share)
        seen_.push_back({static_cast<int>(i), certainty_of(share(i))});
  seen_from_.push_back(seen_.size());
}

std::vector<int> Beam::best_path() const {
  int at = -1;
  for (std::size_t i = last_; i < nodes_.size(); ++i)
    if (nodes_[i].next != same &&
        (at < 0 || nodes_[i].score > nodes_[static_cast<std::size_t>(at)].score))
      at = static_cast<int>(i);
  std::vector<int> path;
  for (; at >= 0; at = nodes_[static_cast<std::size_t>(at)].before) path.push_back(at);
  std::ranges::reverse(path);
  return path;
}

std::vector<Likely> Beam::others_of(const Spelled& spelled) const {
  std::vector<Likely> others;
  const auto begin = seen_from_[static_cast<std::size_t>(spelled.first)];
  const auto end = seen_from_[static_cast<std::size_t>(spelled.last)];
  for (const Likely& likely : std::span(seen_).subspan(begin, end - begin)) {
    if (likely.code == spelled.code) continue;
    const auto known = std::ranges::find(others, likely.code, &Likely::code);
    if (known == others.end())
      others.push_back(likely);
    else
      known->certainty = std::max(known->certainty, likely.certainty);
  }
  std::ranges::stable_sort(others, std::ranges::greater(), &Likely::certainty);
  if (others.size() > most_others) others.resize(most_others);
  return others;
}

std::vector<Spelled> Beam::best() const {
  const auto path = best_path();
  const int steps = static_cast<int>(path.size());
  const auto node = [&](int step) -> const Node& {
    return nodes_[static_cast<std::size_t>(path[static_cast<std::size_t>(step)])];
  };
  const auto certainty = [&](int step) { return std::min(0.0F, node(step).cost / ratio - offset); };
  std::vector<Spelled> text;
  float least = 0;  // of the nulls since the last character
  for (int step = 0; step < steps;) {
    if (node(step).code == null_) {
      least = std::min(least, certainty(step++));
      continue;
    }
    Spelled spelled{node(step).code, least, step, step, {}};
    do spelled.certainty = std::min(spelled.certainty, certainty(step++));
    while (step < steps && node(step).goes_on);
    spelled.last = step;
    text.push_back(std::move(spelled));
    least = 0;
  }
  if (!text.empty()) text.back().certainty = std::min(text.back().certainty, least);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int next = i + 1 < text.size() ? text[i + 1].first : 2 * steps - text[i].last;
    const int border = text[i].last + (next - text[i].last) / 2;
    text[i].first = i == 0 ? 0 : text[i].first;
    text[i].last = border;
    if (i + 1 < text.size()) text[i + 1].first = border;
  }
  for (Spelled& spelled : text) spelled.others = others_of(spelled);
  return text;
}

}  // namespace sohoa::ocr
