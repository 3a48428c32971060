#include "forms/find.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/vietnamese.h"
#include "forms/spelling.h"

namespace sohoa::forms {
namespace {

constexpr double sure_of_print = 0.75;  // below this a word that may be handwritten counts as such
constexpr float unread = 0.3F;          // confidence of a word of which hardly a letter is right

int median_height(const PageText& text) {
  std::vector<int> heights;
  for (const auto& line : text.lines)
    for (const Word& word : line.words)
      if (!word.upright.empty()) heights.push_back(word.upright.h);
  if (heights.empty()) return 0;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

// A match within a part of a text, in terms of the whole.
void shift(Pattern::Match& match, std::size_t by) {
  const auto moved = [by](Span span) { return Span{span.begin + by, span.end + by}; };
  match.whole = moved(match.whole);
  for (auto& group : match.groups)
    if (group) group = moved(*group);
}

}  // namespace

double centre(const Line& line) { return line.upright().x + line.upright().w / 2.0; }

double word_confidence(const std::vector<PlacedWord>& words) {
  if (words.empty()) return 0;
  double sum = 0, least = 1;
  for (const PlacedWord& placed : words) {
    const double one = std::clamp(static_cast<double>(placed.word->confidence), 0.0, 1.0);
    sum += one;
    least = std::min(least, one);
  }
  return (sum / static_cast<double>(words.size()) + least) / 2;
}

void place(Candidate& candidate, const std::vector<PlacedWord>& words) {
  if (words.empty()) return;
  candidate.words = words;
  candidate.page = words.front().page;
  for (const PlacedWord& placed : words)
    if (placed.page == candidate.page) candidate.box = united(candidate.box, placed.word->box);
}

Sight::Sight(const Definition& definition, const std::vector<Layout>& pages,
             const std::vector<PageView>& views, const Recognition& recognition)
    : pages_(pages), views_(views), recognition_(recognition) {
  for (const PageView& view : views_) heights_.push_back(median_height(view.text));
  const auto add = [&](const Phrases& phrases, bool ends_value) {
    for (const Phrase& phrase : phrases) {
      const auto known = std::find_if(labels_.begin(), labels_.end(), [&](const LabelHit& hit) {
        return hit.label->text() == phrase.text();
      });
      if (known == labels_.end())
        labels_.push_back({&phrase, {}, ends_value});
      else
        known->ends_value = known->ends_value || ends_value;
    }
  };
  add(definition.labels, true);
  for (const Field& field : definition.fields)
    for (const Find& rule : field.find) {
      add(rule.label, true);
      add(rule.after, false);
      add(rule.before, false);
    }
}

// At one place several phrases may be alike: "tên", "tên người mẹ", "tên người cha". The one that
// explains most letters wins, a wrong letter costing one that is right.
std::vector<Sight::LabelHit> Sight::labels_in(const Line& line) const {
  const auto known = label_hits_.find(&line);
  if (known != label_hits_.end()) return known->second;
  const auto explained = [](const LabelHit& hit) {
    return static_cast<double>(hit.label->letters()) * (2 * hit.hit.score - 1);
  };
  std::vector<LabelHit> hits;
  for (const std::size_t start : line.starts()) {
    std::optional<LabelHit> best;
    for (const LabelHit& label : labels_) {
      const auto hit = label.label->at(line, start);
      if (!hit) continue;
      const LabelHit found{label.label, *hit, label.ends_value};
      if (!best || explained(found) > explained(*best)) best = found;
    }
    if (best && (hits.empty() || hits.back().hit.span.end <= best->hit.span.begin))
      hits.push_back(*best);
  }
  return label_hits_.emplace(&line, hits).first->second;
}

bool Sight::LabelHit::is_one_of(const Phrases& phrases) const {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return phrase.text() == label->text(); });
}

bool Sight::shows(const Line& line, const Phrases& phrases) const {
  if (phrases.empty()) return false;
  const auto hits = labels_in(line);
  return std::any_of(hits.begin(), hits.end(),
                     [&](const LabelHit& hit) { return hit.is_one_of(phrases); });
}

std::vector<const Line*> Sight::lines(const Find& rule) const {
  std::vector<const Line*> found;
  bool open = rule.after.empty();
  const std::size_t first = rule.last_page ? pages_.size() - 1 : 0;
  const std::size_t last = rule.any_page || rule.last_page ? pages_.size() : 1;
  for (std::size_t page = first; page < last; ++page) {
    for (const Line& line : pages_[page].lines(rule.area)) {
      if (open && shows(line, rule.before)) return found;
      if (open)
        found.push_back(&line);
      else
        open = shows(line, rule.after);
    }
  }
  return found;
}

// Ink like text that nobody could read, where a word of the value may stand: beside it, or under it
// if it may have more lines.
bool Sight::unread_beside(const Find& rule, const std::vector<PlacedWord>& words) const {
  const bool several = rule.lines > 1 || rule.take == Take::block;
  return std::any_of(words.begin(), words.end(), [&](const PlacedWord& placed) {
    const Box& box = placed.word->upright;
    const int across = box.h * 3 / 2, below = several ? box.h * 3 / 2 : -box.h / 4;
    const Box zone{box.x - across, box.y, box.w + 2 * across, box.h + below};
    const auto& marks = views_[placed.page].marks;
    return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
      const Box& ink = mark.upright;
      return mark.kind == MarkKind::unread && ink.x < zone.right() && ink.right() > zone.x &&
             ink.y < zone.bottom() && ink.bottom() > zone.y + box.h / 4;
    });
  });
}

// Of a name under a signature the strokes often leave a part only, and the rest in rows of its own.
bool Sight::stands_alone(const Find& rule, const Line& line) const {
  if (line.empty()) return true;
  const Box& box = line.upright();
  const auto& words = line.words();
  const auto is_beside = [&](const PlacedWord& placed) {
    const Box& other = placed.word->upright;
    const int overlap = std::min(box.bottom(), other.bottom()) - std::max(box.y, other.y);
    const int away = std::max(other.x - box.right(), box.x - other.right());
    return placed.word->confidence < unread && overlap * 3 >= box.h && away < 3 * box.h &&
           std::none_of(words.begin(), words.end(),
                        [&](const PlacedWord& own) { return own.word == placed.word; });
  };
  const auto& lines = pages_[words.front().page].lines(rule.area);
  // A name stands centred under the post; one that does not has lost a word.
  bool has_post = false, centred = false;
  for (const Line& above : lines)
    if (above.upright().bottom() <= box.y && above.upper_share() > 0.8) {
      has_post = true;
      centred = centred || std::abs(centre(above) - centre(line)) <= 1.2 * box.h;
    }
  if (has_post && !centred) return false;
  return std::none_of(lines.begin(), lines.end(), [&](const Line& other) {
    return std::any_of(other.words().begin(), other.words().end(), is_beside);
  });
}

// A gap that people fill in by hand is taken as printed only if it was read surely and stands no
// higher than the print of the page. A number that touches the symbol behind it is one word with
// it.
bool Sight::is_printed(const Line& line, const std::optional<Span>& span) const {
  if (!span || span->empty()) return false;
  const auto words = line.words_in(*span);
  return std::all_of(words.begin(), words.end(), [&](const PlacedWord& placed) {
    return placed.word->confidence >= sure_of_print &&
           placed.word->upright.h <= heights_[placed.page] * 1.5;
  });
}

// Whether the first page is one that the rule is for.
bool Sight::concerns(const Find& rule) const {
  const auto& first = pages_[0].lines(Area::page);
  const auto shown = [&](const Pattern& pattern) {
    return std::any_of(first.begin(), first.end(),
                       [&](const Line& line) { return pattern.search(line.text()).has_value(); });
  };
  return (!rule.when || shown(*rule.when)) && (!rule.unless || !shown(*rule.unless));
}

std::optional<Candidate> Sight::find(const Field& field, const Find& rule) const {
  if (!concerns(rule)) return std::nullopt;
  auto candidate = found(field, rule);
  if (!candidate) return candidate;
  candidate->rule = fmt::format("{}: {}", rule.place, take_name(rule.take));
  return candidate;
}

std::optional<Candidate> Sight::found(const Field& field, const Find& rule) const {
  switch (rule.take) {
    case Take::title:
      return title(rule);
    case Take::code:
      return code(field, rule);
    case Take::mark:
      return mark(rule);
    case Take::column:
      return column(field, rule);
    case Take::items:
      return items(field, rule);
    case Take::ticked:
      return ticked(field, rule);
    case Take::phrase:
      return phrase(rule);
    default:
      return text(field, rule);
  }
}

std::optional<Candidate> Sight::text(const Field& field, const Find& rule) const {
  std::optional<Candidate> unusable;
  for (const Taken& taken : taken(rule)) {
    Span span = taken.span;
    Candidate candidate;
    candidate.review = rule.review;
    if (rule.pattern) {
      const std::u16string& text = rule.plain ? taken.line.plain() : taken.line.text();
      auto match =
          rule.pattern->search(std::u16string_view(text).substr(span.begin, span.end - span.begin));
      if (match) shift(*match, span.begin);
      if (!match) continue;
      const auto part = rule.group ? match->groups[*rule.group] : std::optional(match->whole);
      const bool by_hand =
          std::any_of(rule.by_hand.begin(), rule.by_hand.end(), [&](const std::string& name) {
            return !is_printed(taken.line, match->groups[*rule.pattern->group(name)]);
          });
      if (by_hand) {
        candidate.raw = taken.line.utf8(match->whole);
        candidate.review = {"handwritten"};
        place(candidate, taken.line.words_in(match->whole));
        if (!unusable) unusable = candidate;
        continue;
      }
      if (!part) continue;
      span = *part;
    }
    candidate.raw = taken.line.utf8(span);
    if (candidate.raw.empty()) continue;
    if (!rule.begins.empty() && !begins_with(Line(taken.line.words_in(span)), rule.begins))
      continue;
    const auto words = taken.line.words_in(span);
    place(candidate, words);
    const auto value = field.normalise(candidate.raw);
    if (!value) {
      candidate.review.emplace_back("pattern_mismatch");
      if (!unusable) unusable = candidate;
      continue;
    }
    candidate.value = respelled(*value, rule.spelling);
    candidate.confidence = rule.strength * taken.anchor * word_confidence(words);
    if (unread_beside(rule, words)) {
      candidate.confidence *= doubt;
      candidate.review.emplace_back("unread_beside");
    }
    if (rule.alone && !stands_alone(rule, taken.line)) candidate.confidence *= doubt;
    return candidate;
  }
  return unusable;
}

}  // namespace sohoa::forms
