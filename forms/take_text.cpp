// Text that a rule may take its value from: lines, blocks, what stands behind and under labels and
// titles.
#include <algorithm>
#include <cmath>

#include "core/vietnamese.h"
#include "forms/find.h"

namespace sohoa::forms {
namespace {

constexpr std::size_t least_inner_label =
    4;  // letters; a shorter label ends no value within a line

bool is_capital(char16_t c) {
  const std::string letter = from_utf16(std::u16string(1, c));
  return lower(letter) != letter;
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

// A capital, a number or a dash begins one: "1." does, "25/NQ-CP" goes on.
bool begins_paragraph(const std::u16string& text) {
  const std::size_t space = text.find(u' ');
  const bool numbered = text[0] >= u'0' && text[0] <= u'9' && text.find_first_of(u".)") <= space &&
                        text.find(u'/') > space;
  return is_capital(text[0]) || numbered || text.starts_with(u"- ");
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
      if (!hit.is_one_of(rule.label)) continue;
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
      // The line above was not full: the first word of this one would have fitted there.
      const int word = line.words()[0].word->upright.w;
      const bool had_room = above.w + word + above.h < std::max(widest, box.w);
      if (ruled_off(*last, line) || (pitch > 0 && step * 10 > pitch * (continues ? 17 : 13)) ||
          (begins_paragraph(text) && had_room))
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

}  // namespace sohoa::forms
