// Values that are not simply text of the page: titles, codes, marks, ticked boxes, columns of
// tables and phrases of a list.
#include <algorithm>

#include "core/vietnamese.h"
#include "forms/columns.h"
#include "forms/find.h"
#include "forms/ticks.h"

namespace sohoa::forms {
namespace {

Source source_of(const Code& code) {
  const std::string_view format = code.format;
  if (format.starts_with("MRZ")) return Source::mrz;
  return format.starts_with("CODE_") || format.starts_with("EAN") || format.starts_with("ITF")
             ? Source::barcode
             : Source::qr;
}

std::vector<std::size_t> pages_of(const Find& rule, std::size_t count) {
  if (rule.last_page) return {count - 1};
  std::vector<std::size_t> pages;
  for (std::size_t i = 0; i < (rule.any_page ? count : 1); ++i) pages.push_back(i);
  return pages;
}

void add_item(std::string& list, std::string_view item, std::string_view between = "\n") {
  if (!list.empty()) list += between;
  list += item;
}

// A dash and a capital or digit: "- xã hội" goes on with "chính trị" of the line above.
bool begins_item(const std::vector<PlacedWord>& words) {
  std::string text = words.front().word->text;
  if (!text.starts_with("-") && !text.starts_with("–") && !text.starts_with("+")) return false;
  text.erase(0, text.starts_with("–") ? std::string_view("–").size() : 1);
  if (text.empty() && words.size() > 1) text = words[1].word->text;
  const std::u32string letters = to_utf32(text);
  if (letters.empty()) return true;
  const std::string first = to_utf8(letters.substr(0, 1));
  return upper(first) == first;
}

int found_bottom(const std::vector<std::vector<PlacedWord>>& items, const Line& label) {
  return items.empty() ? label.upright().bottom() : items.back().back().word->upright.bottom();
}

// What a normaliser makes of a list: of all items together if the field is one, otherwise of each,
// with semicolons between.
std::optional<std::string> normalised(const Field& field, const std::vector<std::string>& items) {
  std::string all;
  for (const std::string& item : items) {
    const auto value = field.list ? item : field.normalise(item);
    if (!value) return std::nullopt;
    add_item(all, *value, field.list ? "\n" : "; ");
  }
  return field.list ? field.normalise(all) : std::optional(all);
}

}  // namespace

std::optional<Candidate> Sight::title(const Find& rule) const {
  if (recognition_.kind == nullptr) return std::nullopt;
  Candidate candidate;
  candidate.value = candidate.raw = recognition_.kind->name;
  candidate.confidence = rule.strength * recognition_.score;
  if (recognition_.title != nullptr) {
    const Line& line = recognition_.title_text;
    candidate.raw = line.utf8(line.whole());
    place(candidate, line.words());
  }
  return candidate;
}

std::optional<Candidate> Sight::code(const Field& field, const Find& rule) const {
  for (std::size_t page = 0; page < views_.size(); ++page)
    for (const Code& code : views_[page].codes) {
      if (!rule.formats.empty() &&
          std::find(rule.formats.begin(), rule.formats.end(), code.format) == rule.formats.end())
        continue;
      const std::u16string text = to_utf16(code.text);
      Candidate candidate;
      candidate.raw = code.text;
      if (rule.pattern) {
        const auto match = rule.pattern->search(text);
        if (!match) continue;
        const auto span = rule.group ? match->groups[*rule.group] : std::optional(match->whole);
        if (!span || span->empty()) continue;
        candidate.raw =
            from_utf16(std::u16string_view(text).substr(span->begin, span->end - span->begin));
      }
      const auto value = field.normalise(candidate.raw);
      if (value) candidate.value = *value;
      if (!value) candidate.review.emplace_back("pattern_mismatch");
      candidate.confidence = value ? rule.strength : 0;
      candidate.source = source_of(code);
      candidate.page = static_cast<std::uint32_t>(page);
      candidate.box = code.box;
      return candidate;
    }
  return std::nullopt;
}

std::optional<Candidate> Sight::mark(const Find& rule) const {
  const Mark* best = nullptr;
  std::size_t where = 0;
  for (const std::size_t page : pages_of(rule, views_.size()))
    for (const Mark& each : views_[page].marks)
      if (each.kind == rule.mark && (best == nullptr || each.confidence > best->confidence))
        best = &each, where = page;
  if (best == nullptr) return std::nullopt;
  Candidate candidate;
  candidate.raw = candidate.value = rule.value;
  candidate.confidence = rule.strength * static_cast<double>(best->confidence);
  candidate.page = static_cast<std::uint32_t>(where);
  candidate.box = best->box;
  candidate.review = rule.review;
  return candidate;
}

Candidate Sight::listed(const Field& field, const Find& rule,
                        const std::vector<std::vector<PlacedWord>>& items, double anchor) const {
  Candidate candidate;
  std::vector<PlacedWord> words;
  std::vector<std::string> texts;
  for (const auto& item : items) {
    const Line line(item);
    texts.push_back(line.utf8(line.whole()));
    add_item(candidate.raw, texts.back());
    words.insert(words.end(), item.begin(), item.end());
  }
  place(candidate, words);
  candidate.review = rule.review;
  if (rule.complete && !rule.complete->search(to_utf16(candidate.raw)))
    candidate.review.emplace_back("incomplete");
  const auto value = normalised(field, texts);
  if (value) candidate.value = *value;
  if (!value) candidate.review.emplace_back("pattern_mismatch");
  candidate.confidence = value ? rule.strength * anchor * word_confidence(words) : 0;
  return candidate;
}

std::optional<Candidate> Sight::column(const Field& field, const Find& rule) const {
  for (const std::size_t page : pages_of(rule, views_.size())) {
    const Column column = column_under(rule.label, rule.until, views_[page], pages_[page]);
    std::vector<std::vector<PlacedWord>> items;
    for (const Line& cell : column.cells) items.push_back(cell.words());
    if (!items.empty()) return listed(field, rule, items, column.anchor);
  }
  return std::nullopt;
}

// The first of the lines in which one of the rule's labels stands.
std::optional<std::pair<std::size_t, Sight::LabelHit>> Sight::labelled(
    const Find& rule, const std::vector<const Line*>& lines) const {
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const LabelHit& hit : labels_in(*lines[i]))
      if (hit.is_one_of(rule.label)) return std::pair(i, hit);
  return std::nullopt;
}

// The label's line behind it, and the lines under it as long as boxes stand in them.
std::optional<Candidate> Sight::ticked(const Field& field, const Find& rule) const {
  const auto all = lines(rule);
  const auto label = labelled(rule, all);
  if (!label) return std::nullopt;
  const auto& [at, hit] = *label;
  auto words = all[at]->words_in({value_start(*all[at], hit.hit.span.end), all[at]->text().size()});
  const std::size_t last = std::min(all.size(), at + static_cast<std::size_t>(rule.lines));
  for (std::size_t i = at + 1; i < last; ++i) {
    const auto& more = all[i]->words();
    const bool boxed = std::any_of(more.begin(), more.end(),
                                   [](const PlacedWord& word) { return is_box(*word.word); });
    if (!boxed || ends_text(*all[i], rule)) break;
    words.insert(words.end(), more.begin(), more.end());
  }
  return ticked_of(field, rule, words, hit.hit.score);
}

std::optional<Candidate> Sight::ticked_of(const Field& field, const Find& rule,
                                          const std::vector<PlacedWord>& words,
                                          double anchor) const {
  const auto options = options_in(words);
  if (options.size() < 2) return std::nullopt;
  Candidate candidate;
  candidate.review = rule.review;
  std::vector<PlacedWord> chosen;
  double least = 1;
  int count = 0;
  for (const Option& option : options) {
    least = std::min(least, static_cast<double>(option.box.word->confidence));
    if (!option.ticked()) continue;
    const Line text(option.words);
    candidate.raw += (candidate.raw.empty() ? "" : "; ") + text.utf8(text.whole());
    chosen.push_back(option.box);
    chosen.insert(chosen.end(), option.words.begin(), option.words.end());
    ++count;
  }
  place(candidate, count > 0 ? chosen : words);
  if (count == 0) {
    candidate.review.emplace_back("not_ticked");
    return candidate;
  }
  if (count > 1) candidate.review.emplace_back("several_ticked");
  const auto value = field.normalise(candidate.raw);
  if (value) candidate.value = *value;
  if (!value) candidate.review.emplace_back("pattern_mismatch");
  candidate.confidence = rule.strength * anchor * std::min(least, word_confidence(chosen));
  return candidate;
}

// Lines as far right as the first item, each item from a dash to the next.
std::optional<Candidate> Sight::items(const Field& field, const Find& rule) const {
  const auto all = lines(rule);
  const auto label = labelled(rule, all);
  if (!label) return std::nullopt;
  const auto& [at, hit] = *label;
  std::vector<std::vector<PlacedWord>> found;
  const auto take = [&](const std::vector<PlacedWord>& words) {
    if (words.empty()) return;
    // Where a dash was not read, the semicolon above tells.
    const bool ended = !found.empty() && found.back().back().word->text.ends_with(';');
    if (found.empty() || ended || begins_item(words)) found.emplace_back();
    found.back().insert(found.back().end(), words.begin(), words.end());
  };
  take(all[at]->words_in({value_start(*all[at], hit.hit.span.end), all[at]->text().size()}));
  const std::size_t last = std::min(all.size(), at + static_cast<std::size_t>(rule.lines));
  for (std::size_t i = at + 1; i < last; ++i) {
    const Line& line = *all[i];
    if (ends_text(line, rule)) break;
    const bool item = begins_item(line.words());
    if (found.empty() && !item) break;
    const Box first = found.empty() ? line.upright() : found.front().front().word->upright;
    const bool level = line.upright().x >= first.x - first.h;
    const bool close =
        line.upright().y - found_bottom(found, *all[at]) < 2 * std::max(first.h, line.upright().h);
    if (!level || !close) break;
    take(line.words());
  }
  // The first may stand without a dash, a semicolon behind it.
  const bool listed_items =
      !found.empty() && (begins_item(found.front()) ||
                         (found.size() > 1 && found.front().back().word->text.ends_with(';')));
  if (!listed_items) return std::nullopt;
  return listed(field, rule, found, hit.hit.score);
}

std::optional<Candidate> Sight::phrase(const Find& rule) const {
  std::optional<Candidate> best;
  double most = 0;
  for (const Line* line : lines(rule)) {
    if (!allowed(*line, rule) || ends_text(*line, rule)) continue;
    for (const Phrase& wanted : rule.phrases) {
      const auto hit = wanted.find(*line);
      if (!hit) continue;
      const double explained = static_cast<double>(wanted.letters()) * (2 * hit->score - 1);
      if (explained <= most) continue;
      most = explained;
      const auto words = line->words_in(hit->span);
      Candidate candidate;
      candidate.raw = line->utf8(hit->span);
      candidate.value = rule.upper ? upper(wanted.text()) : wanted.text();
      candidate.review = rule.review;
      candidate.confidence = rule.strength * hit->score * word_confidence(words);
      place(candidate, words);
      best = std::move(candidate);
    }
  }
  return best;
}

}  // namespace sohoa::forms
