#include "forms/opening.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/error.h"
#include "core/file.h"
#include "forms/classify.h"
#include "forms/definition.h"
#include "forms/layout.h"

namespace sohoa::forms {
namespace fs = std::filesystem;
namespace {

// Shares of the page's height. A letterhead stands at the very top; what says that a page goes on
// stands under a title, which may have a letterhead above it.
constexpr double letterhead_within = 0.30, goes_on_within = 0.40, title_within = 0.45;
// Words above a letterhead: a mark of secrecy, a form's number, a receiving stamp.
constexpr std::size_t words_above_most = 16;
constexpr double letterhead_score = 0.9;
// With a letterhead any kind will do; without one the kind must be beyond doubt.
constexpr double kind_with_letterhead = least_score, kind_alone = 0.9;

constexpr std::uint64_t longest_file = 64 * 1024;  // bytes

std::vector<std::string> texts(const toml::table& root, const char* key, const fs::path& file) {
  std::vector<std::string> list;
  if (const auto* array = root[key].as_array())
    for (const auto& item : *array)
      if (const auto text = item.value<std::string>()) list.push_back(*text);
  if (list.empty())
    throw Error(Cause::definition_invalid,
                fmt::format("{}: '{}': a list of texts was expected", file.string(), key));
  return list;
}

// True of a part of the page's height.
bool within(const Line& line, const Layout& page, double share) {
  return line.upright().y < page.height * share;
}

}  // namespace

struct Openings::Rules {
  Phrases letterhead;
  std::vector<Pattern> goes_on;
  const std::vector<Definition>& definitions;

  bool has_letterhead(const Layout& page) const;
  const Line* says_it_goes_on(const Layout& page) const;
};

Openings::Openings(const fs::path& signs, const std::vector<Definition>& definitions) {
  Rules rules{{}, {}, definitions};
  try {
    const auto root = toml::parse(read_file(signs, longest_file), signs.string());
    for (const auto& text : texts(root, "letterhead", signs)) rules.letterhead.emplace_back(text);
    for (const auto& text : texts(root, "goes_on", signs)) rules.goes_on.emplace_back(text);
  } catch (const toml::parse_error& e) {
    throw Error(Cause::definition_invalid,
                fmt::format("{}:{}:{}: {}", signs.string(), e.source().begin.line,
                            e.source().begin.column, e.description()));
  } catch (const std::invalid_argument& e) {
    throw Error(Cause::definition_invalid, fmt::format("{}: {}", signs.string(), e.what()));
  }
  rules_ = std::make_unique<const Rules>(std::move(rules));
}
Openings::Openings(Openings&&) noexcept = default;
Openings::~Openings() = default;

bool Openings::Rules::has_letterhead(const Layout& page) const {
  std::size_t above = 0;
  for (const Line& line : page.lines(Area::page)) {
    if (!within(line, page, letterhead_within)) return false;
    for (const Phrase& phrase : letterhead)
      if (const auto hit = phrase.find(line); hit && hit->score >= letterhead_score) return true;
    // The agency at the left of the title may stand a little higher.
    above += line.words().size();
    if (above > words_above_most) return false;
  }
  return false;
}

const Line* Openings::Rules::says_it_goes_on(const Layout& page) const {
  for (const Line& line : page.lines(Area::page)) {
    if (!within(line, page, goes_on_within)) break;
    if (std::any_of(goes_on.begin(), goes_on.end(),
                    [&](const Pattern& sign) { return sign.search(line.plain()).has_value(); }))
      return &line;
  }
  return nullptr;
}

FirstPage Openings::look(const PageView& page) const {
  FirstPage first;
  const Layout layout = lay_out(page, 0);
  const auto recognition = recognise(rules_->definitions, {&layout, 1}, {&page, 1});
  if (recognition.kind != nullptr) first.kind = recognition.kind->id;
  first.score = recognition.score;
  if (const Line* line = rules_->says_it_goes_on(layout)) {
    first.goes_on = true;
    first.why = fmt::format("it says '{}'", line->utf8(line->whole()));
    return first;
  }
  const bool letterhead = rules_->has_letterhead(layout);
  const bool high =
      recognition.title == nullptr || within(*recognition.title, layout, title_within);
  first.begins = recognition.kind != nullptr && high &&
                 first.score >= (letterhead ? kind_with_letterhead : kind_alone);
  if (first.begins)
    first.why = fmt::format("{}kind {}, score {:.2f}", letterhead ? "letterhead, " : "", first.kind,
                            first.score);
  return first;
}

}  // namespace sohoa::forms
