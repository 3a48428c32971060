#include "forms/procedures.h"

#include <algorithm>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "core/error.h"
#include "forms/codes.h"
#include "forms/definition.h"
#include "forms/definition_table.h"

namespace sohoa::forms {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_headings = 40;
constexpr double capitals = 0.8;        // share of letters, of a heading
constexpr std::size_t most_beside = 3;  // letters or digits on a title's line that are not of it

Paper parse_paper(Table table, bool result) {
  Paper paper;
  paper.id = table.required_key("id");
  paper.name = table.required_text("name");
  paper.code = table.text("code").value_or("");
  if (!paper.code.empty() && !(result ? is_result_code(paper.code) : is_component_code(paper.code)))
    table.fail("code", fmt::format("code: \"{}\"; expected a code like {}", paper.code,
                                   result ? "KQ.G15.000031" : "TP-H05.000079"));
  paper.kinds = table.texts("kinds");
  paper.titles = table.phrases("titles");
  if (!result) {
    paper.required = table.flag("required");
    paper.shown = table.flag("shown");
    paper.when = table.text("when").value_or("");
    paper.copies = static_cast<int>(table.number("copies", 1, 99).value_or(1));
    if (paper.required && !paper.when.empty())
      table.fail("when", "when: what is asked for in some cases only cannot be required");
  }
  if (paper.kinds.empty() && paper.titles.empty())
    table.fail("kinds or titles are missing; expected how the paper is recognised");
  table.done();
  return paper;
}

std::vector<Paper> parse_papers(Table& root, std::string_view key, std::set<std::string>& ids) {
  std::vector<Paper> papers;
  for (Table& table : root.tables(key)) {
    papers.push_back(parse_paper(table, key == "results"));
    if (!ids.insert(papers.back().id).second)
      table.fail("id", fmt::format("id: \"{}\" is used twice", papers.back().id));
  }
  return papers;
}

bool overlap(const Procedure& a, const Procedure& b) {
  const auto ends_before = [](const Procedure& first, const Procedure& second) {
    return !first.valid_until.empty() && first.valid_until < second.valid_from;
  };
  return a.code == b.code && !ends_before(a, b) && !ends_before(b, a);
}

Line as_line(const sohoa::Line& line) {
  std::vector<PlacedWord> words;
  words.reserve(line.words.size());
  for (const Word& word : line.words) words.push_back({&word, 0});
  return Line(words);
}

std::size_t letters_of(std::u16string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char16_t c) { return c > u' ' && c != u'.' && c != u':'; }));
}

// The phrase is all that stands on the line.
bool is_titled(const Line& line, const Phrase& title) {
  const auto hit = line.empty() ? std::nullopt : title.at(line, line.starts().front());
  return hit && letters_of(std::u16string_view(line.text()).substr(hit->span.end)) <= most_beside;
}

// Titles run over one or two lines.
bool has_title(const SeenPaper& document, const std::vector<Phrase>& titles) {
  std::vector<Line> lines;
  for (const auto& heading : document.headings) lines.push_back(as_line(heading));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line both = lines[i];
    if (i + 1 < lines.size()) both.append(lines[i + 1]);
    for (const Phrase& title : titles)
      if (is_titled(lines[i], title) || is_titled(both, title)) return true;
  }
  return false;
}

ChecklistItem item_of(const Paper& paper) {
  ChecklistItem item;
  item.id = paper.id;
  item.code = paper.code;
  item.name = paper.name;
  item.required = paper.required;
  item.when = paper.when;
  item.shown = paper.shown;
  return item;
}

// Where a document belongs among papers that fit it; null: nowhere.
template <typename Fits>
ChecklistItem* place(const std::vector<Paper>& papers, std::vector<ChecklistItem>& items,
                     const Fits& fits, bool with_room) {
  for (std::size_t i = 0; i < papers.size(); ++i) {
    const bool room = items[i].documents.size() < static_cast<std::size_t>(papers[i].copies);
    if ((room || !with_room) && fits(papers[i])) return &items[i];
  }
  return nullptr;
}

}  // namespace

Procedure parse_procedure(std::string_view toml, std::string_view name) {
  Document document(toml, name);
  Table root = document.root();
  Procedure procedure;
  procedure.file = std::string(name);
  procedure.law = root.required_text("law");
  procedure.valid_from = root.required_date("valid_from");
  procedure.valid_until = root.date("valid_until").value_or("");
  if (!procedure.valid_until.empty() && procedure.valid_until < procedure.valid_from)
    root.fail("valid_until", "valid_until: before valid_from");
  procedure.code = root.required_text("code");
  if (!is_procedure_code(procedure.code) || procedure.code.size() != 8)
    root.fail("code", fmt::format("code: \"{}\"; expected a code like 1.001193, without what "
                                  "agencies add",
                                  procedure.code));
  procedure.name = root.required_text("name");
  procedure.sector = root.required_text("sector");
  procedure.sector_code = root.text("sector_code").value_or("");
  std::set<std::string> ids;
  procedure.components = parse_papers(root, "components", ids);
  procedure.results = parse_papers(root, "results", ids);
  if (procedure.components.empty()) root.fail("components are missing; expected [[components]]");
  root.done();
  return procedure;
}

SeenPaper seen_paper(std::string kind, const PageText& first_page) {
  SeenPaper seen{std::move(kind), {}};
  for (const sohoa::Line& line : first_page.lines) {
    if (seen.headings.size() == most_headings) break;
    const Line words = as_line(line);
    if (!words.empty() && words.upper_share() >= capitals) seen.headings.push_back(line);
  }
  return seen;
}

Procedures::Procedures(const fs::path& folder) {
  for (const fs::path& file : definition_files(folder, "procedures")) {
    Procedure next = parse_procedure(read_definition(file), file.string());
    for (const Procedure& known : procedures_)
      if (overlap(known, next))
        throw Error(Cause::definition_invalid,
                    fmt::format("{}:1:1: procedure {} is in {} for the same time", next.file,
                                next.code, known.file));
    procedures_.push_back(std::move(next));
  }
}

const Procedure* Procedures::find(std::string_view code, std::string_view day) const noexcept {
  if (!is_procedure_code(code)) return nullptr;
  const std::string_view known = code.substr(0, 8);
  for (const Procedure& procedure : procedures_)
    if (procedure.code == known && procedure.valid_from <= day &&
        (procedure.valid_until.empty() || day <= procedure.valid_until))
      return &procedure;
  return nullptr;
}

Checklist check_against(const Procedure& procedure, const std::vector<SeenPaper>& documents,
                        const std::vector<std::uint32_t>& receipts) {
  Checklist list;
  list.code = procedure.code;
  list.name = procedure.name;
  list.sector = procedure.sector;
  list.sector_code = procedure.sector_code;
  list.law = procedure.law;
  list.known = true;
  list.receipts = receipts;
  std::ranges::transform(procedure.components, std::back_inserter(list.components), item_of);
  std::ranges::transform(procedure.results, std::back_inserter(list.results), item_of);
  for (std::uint32_t number = 0; number < documents.size(); ++number) {
    if (std::ranges::find(receipts, number) != receipts.end()) continue;
    const SeenPaper& document = documents[number];
    const auto by_kind = [&](const Paper& paper) {
      return !document.kind.empty() &&
             std::ranges::find(paper.kinds, document.kind) != paper.kinds.end();
    };
    const auto by_title = [&](const Paper& paper) { return has_title(document, paper.titles); };
    const auto found = [&](const auto& fits, bool with_room) {
      ChecklistItem* item = place(procedure.components, list.components, fits, with_room);
      return item != nullptr ? item : place(procedure.results, list.results, fits, with_room);
    };
    ChecklistItem* item = found(by_kind, true);
    if (item == nullptr) item = found(by_kind, false);
    if (item == nullptr) item = found(by_title, true);
    if (item == nullptr) item = found(by_title, false);
    (item != nullptr ? item->documents : list.others).push_back(number);
  }
  return list;
}

}  // namespace sohoa::forms
