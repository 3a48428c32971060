#include "forms/handling.h"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "core/vietnamese.h"
#include "forms/definition.h"
#include "forms/definition_table.h"

namespace sohoa::forms {
namespace fs = std::filesystem;
namespace {

constexpr double capitals = 0.8;          // share of letters, of a line in capitals
constexpr std::size_t most_lines = 2000;  // of a page

constexpr auto facts = std::to_array<std::pair<std::string_view, std::string Receipt::*>>({
    {"dossier_code", &Receipt::dossier_code},
    {"procedure_code", &Receipt::procedure_code},
    {"procedure_name", &Receipt::procedure_name},
    {"owner", &Receipt::owner},
    {"owner_number", &Receipt::owner_number},
    {"address", &Receipt::address},
    {"phone", &Receipt::phone},
    {"agency", &Receipt::agency},
    {"received", &Receipt::received},
    {"received_time", &Receipt::received_time},
    {"due", &Receipt::due},
});

void parse_receipt(Table table, Handling& handling) {
  handling.receipt_kinds = table.texts("kinds");
  auto fields = table.table("fields");
  if (handling.receipt_kinds.empty() || !fields)
    table.fail("kinds or fields are missing; expected which document is the slip and what it says");
  for (const auto& [name, member] : facts)
    if (auto keys = fields->texts(name); !keys.empty())
      handling.facts.push_back({member, std::move(keys)});
  fields->done();
  table.done();
}

HandlingRule handling_rule(Table table) {
  HandlingRule rule;
  rule.id = table.required_key("id");
  rule.reason = table.required_key("reason");
  rule.refuse = table.flag("refuse");
  if (table.shape("field") != Table::Shape::absent) rule.field = table.required_key("field");
  rule.text = table.phrases("text");
  rule.unless = table.phrases("unless");
  rule.except = table.texts("except");
  rule.alone = table.flag("alone");
  rule.upper = table.flag("upper");
  rule.exact = table.flag("exact");
  rule.confidence = table.number("confidence", 0, 1).value_or(0);
  if (rule.field.empty() == rule.text.empty())
    table.fail("expected one of field and text as the sign");
  table.done();
  return rule;
}

Line as_line(const sohoa::Line& line, std::uint32_t page) {
  std::vector<PlacedWord> words;
  words.reserve(line.words.size());
  for (const Word& word : line.words) words.push_back({&word, page});
  return Line(words);
}

bool is_blank(std::u16string_view text) {
  return std::ranges::all_of(text, [](char16_t c) {
    return c <= u' ' || (c < 128 && !(c >= u'0' && c <= u'9') && !(c >= u'a' && c <= u'z') &&
                         !(c >= u'A' && c <= u'Z'));
  });
}

// Letters and digits of a text, marks kept.
std::string spelled(std::string_view text) {
  std::string kept;
  for (const char c : comparable(text))
    if (static_cast<unsigned char>(c) >= 128 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
      kept += c;
  return kept;
}

std::optional<Sign> sign_in(const HandlingRule& rule, const Line& line, std::uint32_t page) {
  if (rule.upper && line.upper_share() < capitals) return std::nullopt;
  for (const Phrase& phrase : rule.text) {
    const auto hit = line.empty() ? std::nullopt : phrase.find(line);
    if (!hit) continue;
    const std::u16string_view text = line.text();
    if (rule.alone &&
        !(is_blank(text.substr(0, hit->span.begin)) && is_blank(text.substr(hit->span.end))))
      continue;
    if (rule.exact && spelled(line.utf8(hit->span)) != spelled(phrase.text())) continue;
    const auto words = line.words_in(hit->span);
    const bool sure = std::ranges::all_of(words, [&rule](const PlacedWord& word) {
      return double{word.word->confidence} >= rule.confidence;
    });
    if (!sure || words.empty()) continue;
    return Sign{&rule, page, words.front().word->box, line.utf8(hit->span)};
  }
  return std::nullopt;
}

bool stands_on(const std::vector<Phrase>& phrases, const std::vector<Line>& lines) {
  return std::ranges::any_of(phrases, [&lines](const Phrase& phrase) {
    return std::ranges::any_of(
        lines, [&phrase](const Line& line) { return phrase.find(line).has_value(); });
  });
}

std::optional<Sign> by_field(const HandlingRule& rule, const std::vector<FieldValue>& fields) {
  for (const FieldValue& field : fields)
    if (field.key == rule.field && !field.value.empty() &&
        double{field.confidence} >= rule.confidence)
      return Sign{&rule, field.page, field.box, field.value};
  return std::nullopt;
}

std::optional<Sign> by_text(const HandlingRule& rule, const std::vector<std::vector<Line>>& pages) {
  for (std::uint32_t page = 0; page < pages.size(); ++page) {
    for (const Line& line : pages[page])
      if (auto sign = sign_in(rule, line, page); sign && !stands_on(rule.unless, pages[page]))
        return sign;
  }
  return std::nullopt;
}

}  // namespace

Handling parse_handling(std::string_view toml, std::string_view name) {
  Document document(toml, name);
  Table root = document.root();
  Handling handling;
  handling.file = std::string(name);
  handling.law = root.required_text("law");
  handling.valid_from = root.required_date("valid_from");
  handling.valid_until = root.date("valid_until").value_or("");
  auto receipt = root.table("receipt");
  if (!receipt) root.fail("receipt is missing; expected [receipt]");
  parse_receipt(*receipt, handling);
  for (Table& table : root.tables("rules")) {
    HandlingRule rule = handling_rule(table);
    if (std::ranges::find(handling.rules, rule.id, &HandlingRule::id) != handling.rules.end())
      table.fail("id", fmt::format("id: \"{}\" is used twice", rule.id));
    handling.rules.push_back(std::move(rule));
  }
  root.done();
  return handling;
}

Handling load_handling(const fs::path& folder, std::string_view day) {
  std::optional<Handling> current;
  for (const fs::path& file : definition_files(folder, "rules")) {
    Handling next = parse_handling(read_definition(file), file.string());
    if (next.valid_from > day || (!next.valid_until.empty() && next.valid_until < day)) continue;
    if (current)
      throw Error(Cause::definition_invalid,
                  fmt::format("{}:1:1: in force at the same time as {}", next.file, current->file));
    current = std::move(next);
  }
  if (!current)
    throw Error(
        Cause::data_missing,
        fmt::format("{}: no rules (*.toml) in it that are in force on {}", folder.string(), day));
  return std::move(*current);
}

std::vector<Sign> signs_of(const Handling& handling, const std::vector<PageView>& pages,
                           const Extraction& extraction) {
  std::vector<std::vector<Line>> lines(pages.size());
  for (std::uint32_t page = 0; page < pages.size(); ++page)
    for (const sohoa::Line& line : pages[page].text.lines) {
      if (lines[page].size() == most_lines) break;
      lines[page].push_back(as_line(line, page));
    }
  std::vector<Sign> signs;
  for (const HandlingRule& rule : handling.rules) {
    if (std::ranges::find(rule.except, extraction.kind) != rule.except.end()) continue;
    auto sign = rule.field.empty() ? by_text(rule, lines) : by_field(rule, extraction.fields);
    if (sign) signs.push_back(std::move(*sign));
  }
  return signs;
}

bool is_receipt(const Handling& handling, std::string_view kind) noexcept {
  return std::ranges::find(handling.receipt_kinds, kind) != handling.receipt_kinds.end();
}

Receipt receipt_of(const Handling& handling, const std::vector<FieldValue>& fields) {
  Receipt receipt;
  for (const auto& [member, keys] : handling.facts)
    for (const std::string& key : keys) {
      const auto found = std::ranges::find(fields, key, &FieldValue::key);
      if (found == fields.end() || found->value.empty() || !found->review.empty()) continue;
      receipt.*member = found->value;
      break;
    }
  return receipt;
}

}  // namespace sohoa::forms
