#include "forms/find.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/vietnamese.h"
#include "forms/spelling.h"

namespace sohoa::forms {
namespace {

constexpr double sure_of_print = 0.75;  // below this a word that may be handwritten counts as such
constexpr double doubt = 2.0 / 3;       // what is left of a confidence if part may be missing
constexpr float unread = 0.3F;          // confidence of a word of which hardly a letter is right
constexpr std::size_t least_inner_label =
    4;  // letters; a shorter label ends no value within a line

double centre(const Line& line) { return line.upright().x + line.upright().w / 2.0; }

bool is_capital(char16_t c) {
  const std::string letter = from_utf16(std::u16string(1, c));
  return lower(letter) != letter;
}

bool begins_with(const Line& line, const Phrases& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return phrase.at(line, 0).has_value(); });
}

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

// The lines of a block joined, or those of the parts to keep.
Line joined(const std::vector<const Line*>& lines, const Find& rule) {
  std::size_t from = 0, to = lines.size();
  if (rule.pick != Find::Pick::all) {
    std::size_t last = 0;
    for (std::size_t i = 1; i < lines.size(); ++i)
      if (begins_with(*lines[i], rule.parts) &&
          !(rule.joint && rule.joint->search(lines[i - 1]->text())))
        last = i;
    (rule.pick == Find::Pick::last ? from : to) = last;
  }
  Line all;
  for (std::size_t i = from; i < to; ++i) all.append(*lines[i]);
  return all;
}

// Where a row of dots or dashes begins, which is what a form leaves of the line to write on.
std::size_t before_leader(const Line& line, std::size_t begin, std::size_t end) {
  constexpr std::size_t shortest = 4;
  std::size_t run = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const bool leads =
        std::u16string_view(u".\u2026_-").find(line.text()[i]) != std::u16string_view::npos;
    run = leads ? run + 1 : 0;
    if (run == shortest) return i + 1 - shortest;
  }
  return end;
}

// A line that reaches the right margin over an empty row, or at the end of the page, may go on in
// one that was not read.
bool is_cut_off(const std::vector<Line>& lines, const Line* line) {
  const auto at =
      std::find_if(lines.begin(), lines.end(), [line](const Line& each) { return &each == line; });
  if (at == lines.end()) return false;
  int margin = 0;
  for (const Line& each : lines) margin = std::max(margin, each.upright().right());
  const Box& box = at->upright();
  const bool empty_below =
      at + 1 == lines.end() || (at + 1)->upright().y - box.bottom() > 2 * box.h;
  return empty_below && margin - box.right() < 2 * box.h;
}

// A phrase within a line is a label if a colon stands behind it or a capital begins it: "do thay
// đổi nơi cư trú" is all value.
bool is_label(const Line& line, Span span) {
  const std::u16string& text = line.text();
  if (text.find(u':', span.end) <= span.end + 1) return true;
  return is_capital(text[span.begin]);
}

// A line that begins with a label nobody named: up to eight words and a colon.
bool looks_labelled(const Line& line) {
  const std::u16string& text = line.text();
  const std::size_t colon = text.find(u':');
  if (colon == std::u16string::npos || colon > 60 || !is_capital(text[0])) return false;
  const std::u16string_view before = std::u16string_view(text).substr(0, colon);
  const bool sentence = before.find_first_of(u"0123456789;") != std::u16string_view::npos;
  return !sentence && std::count(before.begin(), before.end(), u' ') < 8;
}

// Under a line as a wrapped value lies: centred as the line is and narrow, or hanging under what
// stands behind the label.
bool hangs_under(const Line& line, const Line& first, int value_x, int page_width) {
  const Box& box = line.upright();
  if (box.x >= value_x - box.h) return true;
  return std::abs(centre(line) - centre(first)) < page_width * 0.02 && box.w < page_width * 0.62;
}

// The end of the word before a gap of more than three times the height of the text, or `end`.
std::size_t before_gap(const Line& line, std::size_t begin, std::size_t end) {
  const auto& words = line.words();
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (line.starts()[i] <= begin || line.starts()[i] >= end || line.starts()[i - 1] < begin)
      continue;
    const Box &left = words[i - 1].word->upright, &right = words[i].word->upright;
    if (right.x - left.right() > 3 * std::max(left.h, right.h)) return line.starts()[i] - 1;
  }
  return end;
}

// A match within a part of a text, in terms of the whole.
void shift(Pattern::Match& match, std::size_t by) {
  const auto moved = [by](Span span) { return Span{span.begin + by, span.end + by}; };
  match.whole = moved(match.whole);
  for (auto& group : match.groups)
    if (group) group = moved(*group);
}

}  // namespace

std::size_t value_start(const Line& line, std::size_t at) {
  const std::u16string& text = line.text();
  while (at < text.size() &&
         std::u16string_view(u" :.)/*").find(text[at]) != std::u16string_view::npos)
    ++at;
  return at;
}

bool ends_text(const Line& line, const Find& rule) {
  return begins_with(line, rule.until) || (rule.stop && rule.stop->search(line.text()));
}

bool allowed(const Line& line, const Find& rule) {
  return !rule.upper || line.upper_share() >= 0.7;
}

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
  Certainty& certainty = candidate.certainty;
  for (const PlacedWord& placed : words) {
    const double one = std::clamp(static_cast<double>(placed.word->confidence), 0.0, 1.0);
    certainty.all *= one;
    certainty.least = std::min(certainty.least, one);
    ++certainty.words;
  }
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

bool Sight::shows(const Line& line, const Phrases& phrases) const {
  if (phrases.empty()) return false;
  const auto hits = labels_in(line);
  return std::any_of(hits.begin(), hits.end(), [&](const LabelHit& hit) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](const Phrase& phrase) { return phrase.text() == hit.label->text(); });
  });
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

std::vector<Sight::Taken> Sight::block(const Find& rule) const {
  std::vector<const Line*> kept;
  for (const Line* line : lines(rule)) {
    if (kept.empty() && !rule.from.empty() &&
        std::none_of(rule.from.begin(), rule.from.end(),
                     [&](const Phrase& phrase) { return phrase.find(*line).has_value(); }))
      continue;
    if (ends_text(*line, rule)) break;
    if (!allowed(*line, rule)) {
      if (kept.empty()) continue;
      break;
    }
    kept.push_back(line);
    if (kept.size() == static_cast<std::size_t>(rule.lines)) break;
  }
  Line all = joined(kept, rule);
  const Span whole = all.whole();
  return {{std::move(all), whole, 1}};
}

std::optional<Sight::Taken> Sight::value_after(const Find& rule,
                                               const std::vector<const Line*>& all, std::size_t at,
                                               const LabelHit& label) const {
  const Line& line = *all[at];
  const std::size_t begin = value_start(line, label.hit.span.end);
  const auto gap =
      std::u16string_view(line.text()).substr(label.hit.span.end, begin - label.hit.span.end);
  if (rule.colon && gap.find(u':') == std::u16string_view::npos) return std::nullopt;
  std::size_t end = line.text().size();
  for (const LabelHit& next : labels_in(line))
    if (next.ends_value && next.hit.span.begin >= begin &&
        next.label->letters() >= least_inner_label && is_label(line, next.hit.span)) {
      end = std::min(end, next.hit.span.begin);
      break;
    }
  end = std::max(begin, before_leader(line, begin, before_gap(line, begin, end)));
  Taken taken{line, {rule.keep_label ? label.hit.span.begin : begin, end}, label.hit.score};
  if (end < line.text().size()) return taken;
  const auto value_words = line.words_in({begin, end});
  const int value_x = value_words.empty() ? line.upright().x : value_words.front().word->upright.x;
  std::size_t last = at;
  for (std::size_t i = at + 1; i < all.size() && i < at + static_cast<std::size_t>(rule.lines);
       ++i) {
    const auto labels = labels_in(*all[i]);
    const bool labelled = !labels.empty() && labels[0].ends_value && labels[0].hit.span.begin == 0;
    if (labelled || looks_labelled(*all[i]) || ends_text(*all[i], rule)) break;
    if (rule.hanging && !hangs_under(*all[i], line, value_x, pages_[0].width)) break;
    if (rule.goes_on && !rule.goes_on->search(taken.line.text())) break;
    taken.line.append(*all[i]);
    const std::size_t from = taken.span.end, whole = taken.line.text().size();
    taken.span.end = before_leader(taken.line, from, whole);
    if (taken.span.end < whole) return taken;
    last = i;
  }
  if (last + 1 < at + static_cast<std::size_t>(rule.lines) &&
      is_cut_off(pages_[all[last]->words().front().page].lines(rule.area), all[last]))
    taken.anchor *= doubt;
  return taken;
}

std::vector<Sight::Taken> Sight::after_label(const Find& rule) const {
  std::vector<Taken> found;
  const auto all = lines(rule);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const LabelHit& hit : labels_in(*all[i])) {
      const bool ours =
          std::any_of(rule.label.begin(), rule.label.end(),
                      [&](const Phrase& phrase) { return phrase.text() == hit.label->text(); });
      if (!ours) continue;
      if (auto taken = value_after(rule, all, i, hit)) found.push_back(std::move(*taken));
    }
  std::stable_sort(found.begin(), found.end(),
                   [](const Taken& a, const Taken& b) { return a.anchor > b.anchor; });
  return found;
}

std::vector<Sight::Taken> Sight::below_label(const Find& rule) const {
  const auto all = lines(rule);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const Phrase& label : rule.label) {
      const auto hit = label.find(*all[i]);
      if (!hit) continue;
      Taken taken{{}, {}, hit->score};
      for (std::size_t j = i + 1; j < all.size() && j <= i + static_cast<std::size_t>(rule.lines);
           ++j) {
        if (ends_text(*all[j], rule) || !allowed(*all[j], rule)) break;
        taken.line.append(*all[j]);
      }
      taken.span = taken.line.whole();
      return {taken};
    }
  return {};
}

// Whether a short level rule is drawn between two lines, as under an abstract.
bool Sight::ruled_off(const Line& above, const Line& below) const {
  const Box &upper = above.upright(), &lower = below.upright();
  return std::any_of(views_[0].marks.begin(), views_[0].marks.end(), [&](const Mark& mark) {
    const Box& box = mark.upright;
    return mark.kind == MarkKind::rule && box.w > 4 * box.h && box.w < views_[0].width * 0.4 &&
           box.y >= upper.y + upper.h / 2 && box.bottom() <= lower.y + lower.h / 2;
  });
}

// Centred lines under the title. Prose below them is as wide as the page, so nearly centred too: it
// is told by a wider gap, a rule, its indent, or a capital after a line that had room for more.
std::vector<Sight::Taken> Sight::below_title(const Find& rule) const {
  if (recognition_.title == nullptr || pages_.empty()) return {};
  const double middle = centre(*recognition_.title);
  const double room = pages_[0].width * 0.016;
  Taken taken{{}, {}, 1};
  const Line* last = nullptr;
  int count = 0, pitch = 0, widest = 0;
  for (const Line& line : pages_[0].lines(Area::page)) {
    const Box& box = line.upright();
    if (box.y < recognition_.title_text.upright().bottom() - box.h / 2) continue;
    if (count == rule.lines || ends_text(line, rule)) break;
    // What begins with a small letter goes on with the sentence.
    const std::u16string& text = line.text();
    const std::string letter = from_utf16(text.substr(0, 1));
    const bool continues = last != nullptr && upper(letter) != letter;
    if (rule.centred && std::abs(centre(line) - middle) > room * (continues ? 2 : 1)) break;
    if (rule.centred && last != nullptr) {
      const Box& above = last->upright();
      const int step = box.y - above.y;
      // "25/NQ-CP" goes on, "1." begins.
      const bool numbered = text[0] >= u'0' && text[0] <= u'9' &&
                            text.find_first_of(u".)") <= text.find(u' ') &&
                            text.find(u'/') > text.find(u' ');
      const bool capital = is_capital(text[0]) || numbered || text.starts_with(u"- ");
      // The line above was not full: the first word of this one would have fitted there.
      const int word = line.words()[0].word->upright.w;
      const bool had_room = above.w + word + above.h < std::max(widest, box.w);
      if (ruled_off(*last, line) || (pitch > 0 && step * 10 > pitch * (continues ? 17 : 13)) ||
          (capital && had_room))
        break;
      if (pitch == 0 && step > 3 * above.h) break;
      pitch = pitch == 0 ? step : pitch;
    }
    taken.line.append(line);
    widest = std::max(widest, box.w);
    last = &line;
    ++count;
  }
  taken.span = taken.line.whole();
  return {taken};
}

std::vector<Sight::Taken> Sight::taken(const Find& rule) const {
  std::vector<Taken> found;
  switch (rule.take) {
    case Take::line:
      for (const Line* line : lines(rule))
        if (allowed(*line, rule)) found.push_back({*line, line->whole(), 1});
      break;
    case Take::area: {
      Line all;
      for (const Line* line : lines(rule)) all.append(*line);
      found.push_back({all, all.whole(), 1});
      break;
    }
    case Take::block:
      found = block(rule);
      break;
    case Take::after_label:
      found = after_label(rule);
      break;
    case Take::below_label:
      found = below_label(rule);
      break;
    case Take::below_title:
      found = below_title(rule);
      break;
    default:
      break;
  }
  if (rule.from_bottom) std::reverse(found.begin(), found.end());
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
  candidate->certainty.strength = rule.strength;
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
    candidate.certainty.anchor = taken.anchor;
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
