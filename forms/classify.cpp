#include "forms/classify.h"

#include <algorithm>

namespace sohoa::forms {
namespace {

struct Title {
  double score = 0;
  const Line* line = nullptr;
  Line text;
};

std::size_t letters_of(const Line& line) {
  return static_cast<std::size_t>(std::count_if(
      line.plain().begin(), line.plain().end(),
      [](char16_t c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); }));
}

// A title is nearly all of its line, or begins it and goes on ("BÁO CÁO TỔNG KẾT NĂM 2025"), which
// alone does not make a kind.
double title_score(const Line& line, const Phrase& title) {
  if (line.upper_share() < 0.7) return 0;
  const auto hit = title.find(line);
  if (!hit) return 0;
  const double share = static_cast<double>(title.letters()) /
                       static_cast<double>(std::max<std::size_t>(1, letters_of(line)));
  if (share >= 0.75) return hit->score;
  return hit->span.begin == 0 ? hit->score * 0.6 : 0;
}

Title title_of(const Kind& kind, const Layout& page) {
  constexpr std::size_t long_title = 20;  // letters; it may need two lines
  Title best;
  const auto& lines = page.lines(Area::page);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].upright().y > page.height * 0.6) break;
    for (const Phrase& title : kind.title) {
      if (const double score = title_score(lines[i], title); score > best.score)
        best = {score, &lines[i], lines[i]};
      if (title.letters() < long_title || i + 1 == lines.size()) continue;
      Line both = lines[i];
      both.append(lines[i + 1]);
      if (const double score = title_score(both, title); score > best.score)
        best = {score, &lines[i], both};
    }
  }
  return best;
}

bool seen(const Evidence& evidence, const Layout& page, const PageView& view) {
  if (evidence.code)
    return std::any_of(view.codes.begin(), view.codes.end(), [&](const Code& code) {
      return evidence.code->search(to_utf16(code.text)).has_value();
    });
  const auto& lines = page.lines(evidence.area);
  return std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
    if (evidence.pattern) return evidence.pattern->search(line.text()).has_value();
    return std::any_of(evidence.text.begin(), evidence.text.end(),
                       [&](const Phrase& phrase) { return phrase.find(line).has_value(); });
  });
}

// The abbreviations in the document's symbol, as read.
std::vector<std::string> symbols(const Definition& definition, const Layout& page) {
  std::vector<std::string> found;
  if (!definition.symbol_pattern) return found;
  const auto group = definition.symbol_pattern->group("symbol");
  for (const Line& line : page.lines(definition.symbol_area)) {
    const auto match = definition.symbol_pattern->search(line.text());
    if (match && group && match->groups[*group]) found.push_back(line.utf8(*match->groups[*group]));
  }
  return found;
}

}  // namespace

Recognition recognise(const std::vector<Definition>& definitions, std::span<const Layout> pages,
                      std::span<const PageView> views, std::string_view kind_wanted,
                      std::vector<Explanation::Kind>* scores) {
  Recognition best;
  if (pages.empty()) return best;
  for (const Definition& definition : definitions) {
    const auto marks = symbols(definition, pages[0]);
    for (const Kind& kind : definition.kinds) {
      if (!kind_wanted.empty() && kind.id != kind_wanted) continue;
      Title title = title_of(kind, pages[0]);
      Explanation::Kind parts{kind.id, kind.name, definition.file, 0, 0, 0, 0};
      parts.title = definition.title_score * title.score;
      if (std::find(marks.begin(), marks.end(), kind.symbol) != marks.end())
        parts.symbol = definition.symbol_score;
      for (const Evidence& evidence : kind.evidence)
        if (seen(evidence, pages[0], views[0])) parts.evidence += evidence.score;
      parts.score = std::clamp(parts.title + parts.symbol + parts.evidence, 0.0, 1.0);
      if (scores != nullptr && parts.score > 0) scores->push_back(parts);
      const bool enough = !kind_wanted.empty() || parts.score >= least_score;
      if (!enough || (best.kind != nullptr && parts.score <= best.score)) continue;
      best = {&definition, &kind, parts.score, title.line, std::move(title.text)};
    }
  }
  if (scores != nullptr)
    std::stable_sort(scores->begin(), scores->end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
  return best;
}

}  // namespace sohoa::forms
