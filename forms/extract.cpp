#include "forms/extract.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "core/vietnamese.h"
#include "forms/classify.h"
#include "forms/definition.h"
#include "forms/find.h"

namespace sohoa::forms {
namespace {

constexpr double worth_a_value = 0.2;  // confidence; what was read less surely is only raw
constexpr double worth_showing = 0.6;  // confidence from which a differing reading is a conflict

// A machine-readable value outranks a read one, that one a typed one, any value outranks none, then
// confidence decides.
bool outranks(const Candidate& a, const Candidate& b) {
  const auto rank = [](const Candidate& candidate) {
    if (candidate.value.empty()) return 0;
    if (candidate.source == Source::clerk) return 1;
    return candidate.source == Source::ocr ? 2 : 3;
  };
  return rank(a) != rank(b) ? rank(a) > rank(b) : a.confidence > b.confidence;
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

// Of candidates in order of rank.
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
  const bool doubtful = best.source == Source::ocr && best.confidence < worth_a_value;
  if (!doubtful) result.value = best.value;
  result.confidence = static_cast<float>(best.confidence);
  result.source = best.source;
  result.page = best.page;
  result.box = best.box;
  result.review = best.review;
  if (!best.value.empty() && best.confidence < review_below)
    add_once(result.review, "low_confidence");
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const Candidate& other = candidates[i];
    if (other.value.empty() || comparable(other.value) == comparable(best.value)) continue;
    add_once(result.alternatives, other.value);
    if (other.confidence >= worth_showing) add_once(result.review, "sources_disagree");
  }
  return result;
}

Candidate typed_candidate(const Field& field, const std::string& text) {
  Candidate candidate;
  candidate.rule = "typed";
  candidate.raw = text;
  candidate.source = Source::clerk;
  candidate.confidence = 1;
  const auto value = field.normalise(text);
  if (value) candidate.value = *value;
  if (!value) candidate.review.emplace_back("pattern_mismatch");
  return candidate;
}

// "{title} {noi_dung}" from the kind's title and fields already found; nothing if one is missing.
std::optional<Candidate> composed(const Field& field, const Find& rule, const Kind* kind,
                                  const std::vector<FieldValue>& fields) {
  Candidate candidate;
  candidate.rule = fmt::format("{}: {}", rule.place, take_name(rule.take));
  candidate.confidence = 1;
  candidate.review = rule.review;
  for (std::size_t from = 0; from < rule.text.size();) {
    const std::size_t open = std::min(rule.text.find('{', from), rule.text.size());
    candidate.raw += rule.text.substr(from, open - from);
    const std::size_t close = rule.text.find('}', open);
    if (close == std::string::npos) break;
    from = close + 1;
    const std::string key = rule.text.substr(open + 1, close - open - 1);
    if (key == "title") {
      if (kind == nullptr || kind->title.empty()) return std::nullopt;
      candidate.raw += kind->title[0].text();
      continue;
    }
    const auto part = std::find_if(fields.begin(), fields.end(),
                                   [&](const FieldValue& value) { return value.key == key; });
    if (part == fields.end() || part->value.empty()) return std::nullopt;
    candidate.raw += part->value;
    candidate.confidence = std::min(candidate.confidence, static_cast<double>(part->confidence));
    candidate.page = part->page;
    candidate.box = part->box;
    for (const std::string& reason : part->review) add_once(candidate.review, reason);
  }
  const auto value = field.normalise(candidate.raw);
  if (value) candidate.value = *value;
  return value ? std::optional(candidate) : std::nullopt;
}

Explanation::Field explained(const Field& field, const std::vector<Candidate>& candidates) {
  Explanation::Field out{field.key, {}, {}};
  for (const Candidate& each : candidates)
    out.attempts.push_back({each.rule, each.raw, each.value, each.confidence, each.source,
                            each.page, each.box, each.review});
  return out;
}

bool concerns(const Field& field, const Kind* kind) {
  if (field.only.empty()) return true;
  return kind != nullptr &&
         std::find(field.only.begin(), field.only.end(), kind->id) != field.only.end();
}

// The field whose value is the kind of the document.
bool names_kind(const Field& field) {
  return std::any_of(field.find.begin(), field.find.end(),
                     [](const Find& rule) { return rule.take == Take::title; });
}

const Definition* fallback(const std::vector<Definition>& definitions) {
  for (const Definition& definition : definitions)
    if (definition.fallback) return &definition;
  return nullptr;
}

}  // namespace

struct Extractor::Rules {
  std::vector<Definition> definitions;
};

Extractor::Extractor(const std::filesystem::path& folder)
    : rules_(std::make_unique<const Rules>(Rules{load_definitions(folder)})) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

Extraction Extractor::extract(const std::vector<PageView>& pages, const Given& given,
                              Explanation* why) const {
  Extraction extraction;
  if (pages.empty()) return extraction;
  std::vector<Layout> layouts;
  layouts.reserve(pages.size());
  for (std::size_t i = 0; i < pages.size(); ++i)
    layouts.push_back(lay_out(pages[i], static_cast<std::uint32_t>(i)));
  const Recognition recognition = recognise(rules_->definitions, layouts, pages, given.kind,
                                            why == nullptr ? nullptr : &why->kinds);
  if (recognition.kind == nullptr && !given.kind.empty())
    throw Error(Cause::settings_invalid,
                fmt::format("kind {}: no such; `sohoa forms list` names all", given.kind));
  extraction.score = recognition.score;
  if (recognition.kind != nullptr) extraction.kind = recognition.kind->id;
  const Definition* definition =
      recognition.definition != nullptr ? recognition.definition : fallback(rules_->definitions);
  if (definition == nullptr) return extraction;
  const Sight sight(*definition, layouts, pages, recognition);
  for (const Field& field : definition->fields) {
    if (!concerns(field, recognition.kind)) continue;
    std::vector<Candidate> candidates;
    for (const Find& rule : field.find) {
      auto candidate = rule.take == Take::compose
                           ? composed(field, rule, recognition.kind, extraction.fields)
                           : sight.find(field, rule);
      if (candidate) candidates.push_back(std::move(*candidate));
    }
    for (const Given::Typed& typed : given.typed)
      if (typed.key == field.key) candidates.push_back(typed_candidate(field, typed.value));
    // What a document of no kind must say is not known: that it is of none is reason enough.
    const bool expected = field.required && (recognition.kind != nullptr || names_kind(field));
    if (candidates.empty() && !expected) continue;
    std::stable_sort(candidates.begin(), candidates.end(), outranks);
    extraction.fields.push_back(merged(field, candidates, definition->review_below));
    for (const Find& rule : field.doubt)
      if (sight.find(field, rule))
        for (const std::string& reason : rule.review)
          add_once(extraction.fields.back().review, reason);
    if (why != nullptr) why->fields.push_back(explained(field, candidates));
  }
  return extraction;
}

}  // namespace sohoa::forms
