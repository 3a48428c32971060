#include "forms/merge.h"

#include <algorithm>

#include "core/vietnamese.h"
#include "forms/add_once.h"

namespace sohoa::forms {
namespace {

constexpr double worth_a_value = 0.2;  // confidence; what was read less surely is only raw
constexpr double worth_showing = 0.6;  // confidence from which a differing reading is a conflict

// What was read so unsurely that no value is taken from it.
bool is_doubtful(const Candidate& candidate) {
  return candidate.source == Source::ocr && candidate.confidence < worth_a_value;
}

bool outranks(const Candidate& a, const Candidate& b) {
  const auto rank = [](const Candidate& candidate) {
    const bool none = candidate.value.empty() || is_doubtful(candidate);
    return none ? -1 : trust(candidate.source);
  };
  return rank(a) != rank(b) ? rank(a) > rank(b) : a.confidence > b.confidence;
}

// A part of the other text, in whole words: a rule that saw less of the same.
bool is_part(const std::string& part, const std::string& whole) {
  constexpr std::size_t least = 6;  // bytes; shorter ones are in anything
  const std::size_t at = whole.find(part);
  if (part.size() < least || at == std::string::npos) return false;
  const std::size_t end = at + part.size();
  return (at == 0 || whole[at - 1] == ' ') && (end == whole.size() || whole[end] == ' ');
}

}  // namespace

void rank(std::vector<Candidate>& candidates) {
  std::stable_sort(candidates.begin(), candidates.end(), outranks);
}

int trust(Source source) noexcept {
  switch (source) {
    case Source::qr:
    case Source::barcode:
    case Source::mrz:
      return 2;
    case Source::ocr:
      return 1;
    case Source::clerk:
    case Source::law:  // of no field: only of the minimum record
      break;
  }
  return 0;
}

FieldValue merged(const Field& field, const std::vector<Candidate>& candidates,
                  double review_below) {
  FieldValue result;
  result.key = field.key;
  result.list = field.list;
  if (candidates.empty()) {
    result.review = {"not_found"};
    return result;
  }
  const Candidate& best = candidates.front();
  result.raw = best.raw;
  if (!is_doubtful(best)) result.value = best.value;
  result.confidence = static_cast<float>(best.confidence);
  result.source = best.source;
  result.page = best.page;
  result.box = best.box;
  result.review = best.review;
  if (!best.value.empty() && best.confidence < review_below)
    add_once(result.review, "low_confidence");
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const Candidate& other = candidates[i];
    // What a person typed is never dropped without a word, be it a value or not.
    if (other.source == Source::clerk && other.value.empty()) {
      add_once(result.alternatives, other.raw);
      add_once(result.review, "sources_disagree");
    }
    if (other.value.empty() || comparable(other.value) == comparable(best.value)) continue;
    if (is_part(comparable(other.value), comparable(best.value))) continue;
    add_once(result.alternatives, other.value);
    if (other.confidence >= worth_showing) add_once(result.review, "sources_disagree");
  }
  return result;
}

}  // namespace sohoa::forms
