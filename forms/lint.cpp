#include "forms/lint.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/error.h"
#include "core/vietnamese.h"
#include "forms/classify.h"
#include "forms/definition.h"

namespace sohoa::forms {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_mistakes = 100;  // of a file
constexpr std::size_t tail_at_risk = 4;     // letters; so few are soon misread

// A definition's text, line by line, in which tables can be left out without moving the others.
class Text {
 public:
  explicit Text(const std::string& toml) {
    std::size_t begin = 0;
    while (begin <= toml.size()) {
      const std::size_t end = std::min(toml.find('\n', begin), toml.size());
      lines_.push_back(toml.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  // The [[kinds]], [[fields]] or [[rules]] around the line becomes empty lines. False if the line
  // is in none.
  bool leave_out_table_at(int line) {
    if (line < 1 || static_cast<std::size_t>(line) > lines_.size()) return false;
    std::size_t begin = static_cast<std::size_t>(line) - 1, end = begin + 1;
    while (!opens_entry(lines_[begin]))
      if (begin == 0 || is_top(lines_[begin--])) return false;
    while (end < lines_.size() && !is_top(lines_[end])) ++end;
    for (std::size_t i = begin; i < end; ++i) lines_[i].clear();
    return true;
  }
  std::string whole() const { return fmt::format("{}", fmt::join(lines_, "\n")); }

 private:
  static bool opens_entry(std::string_view line) {
    return line.starts_with("[[kinds]]") || line.starts_with("[[fields]]") ||
           line.starts_with("[[rules]]");
  }
  // What begins anything but a part of an entry: [[kinds.evidence]], [[fields.find]] are parts.
  static bool is_top(std::string_view line) {
    return line.starts_with('[') && !line.starts_with("[[kinds.") && !line.starts_with("[[fields.");
  }
  std::vector<std::string> lines_;
};

// "NAME:LINE:COLUMN: what" as the reader of definitions says it.
Finding finding_of(const std::string& message, const std::string& name) {
  Finding finding{name, 0, 0, true, message};
  if (!message.starts_with(name + ":")) return finding;
  const char* at = message.data() + name.size() + 1;
  const char* end = message.data() + message.size();
  for (int* number : {&finding.line, &finding.column}) {
    const auto [next, code] = std::from_chars(at, end, *number);
    if (code != std::errc() || next == end || *next != ':') return finding;
    at = next + 1;
  }
  while (at != end && *at == ' ') ++at;
  finding.what.assign(at, end);
  return finding;
}

// What follows from a table that was left out is no mistake of its own.
bool follows_from_omission(const Finding& finding) {
  return finding.what.find("names no kind here") != std::string::npos ||
         finding.what.find("names no field here") != std::string::npos ||
         finding.what.starts_with("no [[kinds]]");
}

// All mistakes; the definition if there is none.
std::optional<Definition> read(const DefinitionText& source, std::vector<Finding>& findings) {
  Text text(source.toml);
  bool whole = true;
  for (std::size_t i = 0; i < most_mistakes; ++i) {
    try {
      auto definition = parse_definition(whole ? source.toml : text.whole(), source.file);
      return whole ? std::optional(std::move(definition)) : std::nullopt;
    } catch (const Error& error) {
      if (error.cause != Cause::definition_invalid) throw;
      const Finding finding = finding_of(error.what(), source.file);
      if (!whole && follows_from_omission(finding)) return std::nullopt;
      findings.push_back(finding);
      if (!text.leave_out_table_at(finding.line)) return std::nullopt;
      whole = false;
    }
  }
  return std::nullopt;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : folded(text))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
  return letters;
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

// A definition that can be read, with its text to point into.
struct Readable {
  Definition definition;
  std::string toml;

  // Where `key = value` stands; the file as a whole if it is written in another way.
  Finding at(std::string_view key, const std::string& value, bool error, std::string what) const {
    Finding finding{definition.file, 0, 0, error, std::move(what)};
    std::size_t begin = 0;
    for (int line = 1; begin < toml.size(); ++line) {
      const std::size_t end = std::min(toml.find('\n', begin), toml.size());
      const std::string_view row(toml.data() + begin, end - begin);
      const std::size_t from = row.find_first_not_of(" \t{");
      if (from != std::string_view::npos && row.substr(from).starts_with(key) &&
          row.find(value) != std::string_view::npos) {
        finding.line = line;
        finding.column = static_cast<int>(from) + 1;
        break;
      }
      begin = end + 1;
    }
    return finding;
  }
};

bool in_force_together(const Definition& a, const Definition& b) {
  const auto ends_before = [](const Definition& left, const Definition& right) {
    return !left.valid_until.empty() && left.valid_until < right.valid_from;
  };
  return !ends_before(a, b) && !ends_before(b, a);
}

std::set<std::string> titles_of(const Kind& kind) {
  std::set<std::string> titles;
  for (const Phrase& title : kind.title) titles.insert(letters_of(title.text()));
  return titles;
}

bool has_other_signs(const Kind& kind) { return !kind.symbol.empty() || !kind.evidence.empty(); }

// A kind whose signs cannot add up to the least score is never recognised.
void check_score(const Readable& file, const Kind& kind, std::vector<Finding>& findings) {
  const Definition& definition = file.definition;
  double most = kind.title.empty() ? 0 : definition.title_score;
  if (!kind.symbol.empty() && definition.symbol_pattern) most += definition.symbol_score;
  for (const Evidence& evidence : kind.evidence) most += std::max(0.0, evidence.score);
  if (most < least_score)
    findings.push_back(file.at(
        "id", quoted(kind.id), true,
        fmt::format("kind {}: all its signs together score {:.2f}; expected at least {:.2f}, or it "
                    "is never recognised",
                    kind.id, most, least_score)));
}

// Of two kinds with one title the first wins, unless the other has a sign of its own.
void check_titles(const std::vector<Readable>& files, std::vector<Finding>& findings) {
  struct Seen {
    const Definition* definition;
    const Kind* kind;
  };
  std::map<std::string, std::vector<Seen>> seen;
  for (const Readable& file : files)
    for (const Kind& kind : file.definition.kinds)
      for (const std::string& title : titles_of(kind)) {
        for (const Seen& other : seen[title]) {
          if (other.kind->id == kind.id || !in_force_together(*other.definition, file.definition))
            continue;
          const bool lost = !has_other_signs(kind);
          findings.push_back(file.at(
              "id", quoted(kind.id), lost,
              fmt::format("kind {}: its title is that of {} in {}{}", kind.id, other.kind->id,
                          other.definition->file,
                          lost ? ", and it has no symbol or evidence: it is never recognised"
                               : "; only symbol and evidence tell them apart")));
        }
        seen[title].push_back({&file.definition, &kind});
      }
}

bool concern_one_kind(const Field& a, const Field& b) {
  if (a.only.empty() || b.only.empty()) return true;
  return std::ranges::find_first_of(a.only, b.only) != a.only.end();
}

// What tells a rule's places from those of another with the same label: other lines, or another
// part of the text.
bool is_narrowed(const Find& rule) {
  return !rule.after.empty() || !rule.before.empty() || rule.pattern;
}

// A label that is another's, or its beginning but for a few letters, may be taken for it.
void check_label(const Readable& file, const Field& field, const Find& rule, const Phrase& label,
                 std::vector<Finding>& findings) {
  const std::string letters = letters_of(label.text());
  for (const Field& other : file.definition.fields) {
    if (other.key == field.key || !concern_one_kind(field, other)) continue;
    for (const Find& its : other.find) {
      if (its.area != rule.area || is_narrowed(its) || its.take != rule.take) continue;
      for (const Phrase& longer : its.label) {
        const std::string whole = letters_of(longer.text());
        if (!whole.starts_with(letters) || whole.size() > letters.size() + tail_at_risk) continue;
        if (whole == letters && other.key < field.key) continue;  // said once
        findings.push_back(file.at(
            "key", quoted(field.key), false,
            whole == letters
                ? fmt::format("field {}: label \"{}\" is one of field {} too; expected `after`, "
                              "`before` or `area` to tell them apart",
                              field.key, label.text(), other.key)
                : fmt::format("field {}: label \"{}\" is nearly \"{}\" of field {}: a misread "
                              "letter makes one the other",
                              field.key, label.text(), longer.text(), other.key)));
      }
    }
  }
}

void check_labels(const Readable& file, std::vector<Finding>& findings) {
  for (const Field& field : file.definition.fields)
    for (const Find& rule : field.find)
      if (!is_narrowed(rule))
        for (const Phrase& label : rule.label) check_label(file, field, rule, label, findings);
}

void check_required(const Readable& file, std::vector<Finding>& findings) {
  for (const Kind& kind : file.definition.kinds) {
    const auto asks = [&](const Field& field) {
      const bool names_kind = std::ranges::any_of(
          field.find, [](const Find& rule) { return rule.take == Take::title; });
      return field.required && !names_kind &&
             (field.only.empty() || std::ranges::find(field.only, kind.id) != field.only.end());
    };
    if (std::ranges::none_of(file.definition.fields, asks))
      findings.push_back(file.at("id", quoted(kind.id), false,
                                 fmt::format("kind {}: no field but its name is required: an empty "
                                             "one would count as complete",
                                             kind.id)));
  }
}

void check_dates(const Readable& file, std::string_view today, std::vector<Finding>& findings) {
  const Definition& definition = file.definition;
  const std::string& until = definition.valid_until;
  if (!until.empty() && until < definition.valid_from)
    findings.push_back(file.at(
        "valid_until", "", true,
        fmt::format("valid_until {} is before valid_from {}", until, definition.valid_from)));
  else if (!until.empty() && until < today)
    findings.push_back({definition.file, 0, 0, false,
                        fmt::format("not in force since {}; today is {}", until, today)});
  if (definition.valid_from > today)
    findings.push_back(
        {definition.file, 0, 0, false,
         fmt::format("in force only from {}; today is {}", definition.valid_from, today)});
}

void check_apart(const std::vector<Readable>& files, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < files.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      for (const Kind& kind : files[i].definition.kinds)
        for (const Kind& other : files[j].definition.kinds)
          if (kind.id == other.id && in_force_together(files[i].definition, files[j].definition))
            findings.push_back(files[i].at("id", quoted(kind.id), true,
                                           fmt::format("kind {} is defined in {} too, for the same "
                                                       "time",
                                                       kind.id, files[j].definition.file)));
}

}  // namespace

std::string as_line(const Finding& finding) {
  const std::string place =
      finding.line == 0 ? finding.file
                        : fmt::format("{}:{}:{}", finding.file, finding.line, finding.column);
  return fmt::format("{}: {}: {}", place, finding.error ? "error" : "warning", finding.what);
}

std::vector<Finding> check_definitions(const std::vector<DefinitionText>& texts,
                                       std::string_view today) {
  std::vector<Finding> findings;
  std::vector<Readable> readable;
  for (const DefinitionText& text : texts)
    if (auto definition = read(text, findings))
      readable.push_back({std::move(*definition), text.toml});
  for (const Readable& file : readable) {
    check_dates(file, today, findings);
    check_required(file, findings);
    check_labels(file, findings);
    for (const Kind& kind : file.definition.kinds) check_score(file, kind, findings);
  }
  check_titles(readable, findings);
  check_apart(readable, findings);
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) {
    return std::tie(finding.file, finding.line, finding.column);
  });
  const auto same = [](const Finding& a, const Finding& b) {
    return std::tie(a.file, a.line, a.what) == std::tie(b.file, b.line, b.what);
  };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
  return findings;
}

std::vector<DefinitionText> definition_texts(const std::vector<fs::path>& paths) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    const auto below = definition_files(path, "form definition");
    files.insert(files.end(), below.begin(), below.end());
  }
  std::vector<DefinitionText> texts;
  for (const fs::path& file : files) texts.push_back({file.string(), read_definition(file)});
  return texts;
}

}  // namespace sohoa::forms
