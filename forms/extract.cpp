#include "forms/extract.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "core/lexicon.h"
#include "core/resources.h"
#include "forms/add_once.h"
#include "forms/classify.h"
#include "forms/definition.h"
#include "forms/find.h"
#include "forms/look_alikes.h"
#include "forms/merge.h"
#include "forms/wording.h"

namespace sohoa::forms {
namespace {

Candidate typed_candidate(const Field& field, const std::string& text) {
  Candidate candidate;
  candidate.rule = "typed";
  candidate.raw = text;
  candidate.source = Source::clerk;
  const auto value = field.normalise(text);
  candidate.confidence = value ? 1 : 0;
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

// A value a person has to look at comes with what else the ink could be.
void offer_look_alikes(FieldValue& value, const Candidate& from, const Definition& definition,
                       const Lexicon& lexicon) {
  if (value.review.empty() || value.list || value.source != Source::ocr || from.words.empty())
    return;
  const auto field = std::find_if(definition.fields.begin(), definition.fields.end(),
                                  [&](const Field& each) { return each.key == value.key; });
  if (field == definition.fields.end()) return;
  for (const std::string& other : look_alikes(from.words, from.raw, lexicon)) {
    const auto normal = field->normalise(other);
    if (normal && *normal != value.value) add_once(value.alternatives, *normal);
  }
}

void note(Explanation* why, const std::string& key, const std::string& text) {
  if (why == nullptr) return;
  for (auto& field : why->fields)
    if (field.key == key) field.notes.push_back(text);
}

void doubt_words(std::vector<FieldValue>& fields, const Wording& wording, Explanation* why) {
  for (FieldValue& value : fields) {
    if (value.source != Source::ocr || value.value.empty()) continue;
    const auto doubt = wording.doubt(value.value);
    if (!doubt) continue;
    add_once(value.review, "unlike_word");
    note(why, value.key,
         doubt->word + (doubt->perhaps.empty() ? ": no syllable" : ": perhaps " + doubt->perhaps));
  }
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

// Adds the fields of the kind; gives what each has its value from.
std::vector<Candidate> find_fields(const Definition& definition, const Sight& sight,
                                   const Kind* kind, const Given& given, Extraction& extraction,
                                   Explanation* why) {
  std::vector<Candidate> chosen;
  for (const Field& field : definition.fields) {
    if (!concerns(field, kind)) continue;
    std::vector<Candidate> candidates;
    for (const Find& rule : field.find) {
      auto candidate = rule.take == Take::compose ? composed(field, rule, kind, extraction.fields)
                                                  : sight.find(field, rule);
      if (candidate) candidates.push_back(std::move(*candidate));
    }
    for (const Given::Typed& typed : given.typed)
      if (typed.key == field.key) candidates.push_back(typed_candidate(field, typed.value));
    // What a document of no kind must say is not known: that it is of none is reason enough.
    const bool expected = field.required && (kind != nullptr || names_kind(field));
    if (candidates.empty() && !expected) continue;
    rank(candidates);
    FieldValue value = merged(field, candidates, definition.review_below);
    for (const Find& rule : field.doubt)
      if (sight.find(field, rule))
        for (const std::string& reason : rule.review) add_once(value.review, reason);
    extraction.fields.push_back(std::move(value));
    if (why != nullptr) why->fields.push_back(explained(field, candidates));
    chosen.push_back(candidates.empty() ? Candidate{} : std::move(candidates.front()));
  }
  return chosen;
}

}  // namespace

struct Extractor::Rules {
  std::vector<Definition> definitions;
  Places places;
  Lists lists;
  Lexicon lexicon;
  Wording wording;
  Rules(const std::filesystem::path& folder)
      : definitions(load_definitions(folder)),
        places(resource("models/places")),
        lists(resource("models/lists")),
        lexicon(resource("models/text")),
        wording(resource("models/text"), lexicon, lists) {}
};

Extractor::Extractor(const std::filesystem::path& folder)
    : rules_(std::make_unique<const Rules>(folder)) {
  for (const Definition& definition : rules_->definitions)
    for (const Rule& rule : definition.rules) check_lists(rule, rules_->lists);
}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

const std::vector<Definition>& Extractor::definitions() const noexcept {
  return rules_->definitions;
}

// What fields say of each other, and what words say of themselves.
void Extractor::doubt(Extraction& extraction, const Definition& definition,
                      Explanation* why) const {
  std::vector<RuleNote> notes;
  const auto agreements =
      apply(definition.rules, extraction.kind, {&rules_->places, &rules_->lists}, extraction.fields,
            why == nullptr ? nullptr : &notes);
  for (const RuleNote& each : notes) note(why, each.key, each.text);
  doubt_words(extraction.fields, rules_->wording, why);
  // What a second reading on the paper bears out needs no doubt about its words.
  for (const Agreement& agreement : agreements)
    for (FieldValue& value : extraction.fields)
      if (agreement.whole && value.key == agreement.key) std::erase(value.review, "unlike_word");
  // The rules of administrative documents see something in papers that are none.
  if (extraction.kind.empty())
    for (FieldValue& value : extraction.fields)
      if (!value.value.empty()) add_once(value.review, "kind_unknown");
}

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
    throw Error(Cause::kind_unknown,
                fmt::format("kind {}: no such; `sohoa forms list` names all", given.kind));
  extraction.score = recognition.score;
  if (recognition.kind != nullptr) extraction.kind = recognition.kind->id;
  const Definition* definition =
      recognition.definition != nullptr ? recognition.definition : fallback(rules_->definitions);
  if (definition == nullptr) {
    extraction.minimum = minimum_record({}, nullptr, {});
    return extraction;
  }
  const Sight sight(*definition, layouts, pages, recognition);
  const auto chosen = find_fields(*definition, sight, recognition.kind, given, extraction, why);
  doubt(extraction, *definition, why);
  for (std::size_t i = 0; i < extraction.fields.size(); ++i)
    offer_look_alikes(extraction.fields[i], chosen[i], *definition, rules_->lexicon);
  extraction.minimum = minimum_record(definition->minimum, recognition.kind, extraction.fields);
  return extraction;
}

}  // namespace sohoa::forms
