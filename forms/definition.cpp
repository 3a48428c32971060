#include "forms/definition.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "core/error.h"
#include "forms/definition_table.h"

namespace sohoa::forms {
namespace {

constexpr double never = -1;

std::optional<Area> area_of(Table& table, std::string_view key) {
  const auto name = table.text(key);
  if (!name) return std::nullopt;
  const auto area = area_named(*name);
  if (!area)
    table.fail(
        key, "no area \"" + *name +
                 "\"; expected page, body, head_left, head_right, foot_left, foot_right, half_left "
                 "or half_right");
  return area;
}

Evidence evidence_of(Table table) {
  Evidence evidence;
  evidence.area = area_of(table, "area").value_or(Area::page);
  evidence.text = table.phrases("text");
  evidence.pattern = table.pattern("pattern");
  evidence.code = table.pattern("code");
  evidence.score = table.number("score", -1, 1).value_or(never);
  if (evidence.score == never) table.fail("score is missing; expected a number from -1 to 1");
  const int ways =
      (evidence.text.empty() ? 0 : 1) + (evidence.pattern ? 1 : 0) + (evidence.code ? 1 : 0);
  if (ways != 1) table.fail("expected exactly one of text, pattern and code");
  table.done();
  return evidence;
}

Kind kind_of(Table table) {
  Kind kind;
  kind.id = table.required_key("id");
  kind.name = table.required_text("name");
  kind.type_code = table.text("type_code").value_or("");
  kind.title = table.phrases("title");
  kind.symbol = table.text("symbol").value_or("");
  for (Table& each : table.tables("evidence")) kind.evidence.push_back(evidence_of(each));
  if (kind.title.empty() && kind.evidence.empty())
    table.fail("a kind needs a title or evidence to be recognised by");
  table.done();
  return kind;
}

constexpr std::array<std::string_view, 14> take_names = {
    "line", "area",  "block",  "after_label", "below_label", "below_title", "title",
    "code", "items", "ticked", "column",      "phrase",      "mark",        "compose"};

Take take_of(Table& table) {
  const std::string name = table.required_text("take");
  const auto found = std::find(take_names.begin(), take_names.end(), name);
  if (found == take_names.end())
    table.fail("take", fmt::format("no way to take \"{}\"; expected one of {}", name,
                                   fmt::join(take_names, ", ")));
  return static_cast<Take>(found - take_names.begin());
}

void read_pages(Table& table, Find& find) {
  const std::string pages = table.text("pages").value_or("first");
  find.last_page = pages == "last";
  find.any_page = pages == "any";
  if (pages != "first" && !find.last_page && !find.any_page)
    table.fail("pages", "expected first, last or any, found \"" + pages + "\"");
}

void read_parts(Table& table, Find& find) {
  find.parts = table.phrases("parts");
  find.joint = table.pattern("joint");
  const std::string pick = table.text("pick").value_or("all");
  if (pick == "last")
    find.pick = Find::Pick::last;
  else if (pick == "but_last")
    find.pick = Find::Pick::but_last;
  else if (pick != "all")
    table.fail("pick", "expected all, last or but_last, found \"" + pick + "\"");
}

void read_pattern(Table& table, Find& find) {
  find.pattern = table.pattern("pattern");
  find.plain = table.flag("plain");
  find.by_hand = table.texts("by_hand");
  const auto number_of = [&](std::string_view key, const std::string& name) {
    const auto number = find.pattern ? find.pattern->group(name) : std::nullopt;
    if (!number) table.fail(key, "the pattern has no group (?<" + name + ">…)");
    return number;
  };
  if (const auto name = table.text("group")) {
    find.group = number_of("group", *name);
    find.group_name = *name;
  }
  for (const std::string& name : find.by_hand) number_of("by_hand", name);
}

void read_mark(Table& table, Find& find) {
  const std::string mark = table.text("mark").value_or("");
  find.value = table.text("value").value_or("");
  if (find.take != Take::mark) {
    if (!mark.empty() || !find.value.empty()) table.fail("mark and value belong to take = mark");
    return;
  }
  if (mark == "seal")
    find.mark = MarkKind::seal;
  else if (mark == "pen")
    find.mark = MarkKind::pen;
  else
    table.fail("mark", "expected seal or pen, found \"" + mark + "\"");
  if (find.value.empty()) table.fail("value is missing; expected what to say of the mark");
}

// What each way to take cannot do without.
void check_needs(const Table& table, const Find& find) {
  const bool labelled = find.take == Take::after_label || find.take == Take::below_label ||
                        find.take == Take::ticked || find.take == Take::column ||
                        find.take == Take::items;
  if (labelled && find.label.empty()) table.fail("take", "this way to take needs a label");
  if (find.take == Take::phrase && find.phrases.empty())
    table.fail("take", "this way to take needs phrases");
  if (find.take == Take::compose && find.text.find('{') == std::string::npos)
    table.fail("take", "this way to take needs a text with {KEY} in it");
}

Find find_of(Table table) {
  Find find;
  find.place = table.place();
  find.take = take_of(table);
  find.area = area_of(table, "area").value_or(Area::page);
  read_pages(table, find);
  find.from_bottom = table.flag("from_bottom");
  find.label = table.phrases("label");
  find.keep_label = table.flag("keep_label");
  find.when = table.pattern("when");
  find.unless = table.pattern("unless");
  find.begins = table.phrases("begins");
  find.after = table.phrases("after");
  find.before = table.phrases("before");
  find.from = table.phrases("from");
  find.until = table.phrases("until");
  find.stop = table.pattern("stop");
  find.complete = table.pattern("complete");
  find.goes_on = table.pattern("goes_on");
  find.lines = static_cast<int>(table.number("lines", 1, 50).value_or(1));
  find.hanging = table.flag("hanging");
  find.upper = table.flag("upper");
  find.centred = table.flag("centred");
  read_parts(table, find);
  find.formats = table.texts("formats");
  read_pattern(table, find);
  find.alone = table.flag("alone");
  find.spelling = table.texts("spelling");
  find.strength = table.number("strength", 0, 1).value_or(1);
  find.review = table.texts("review");
  find.colon = table.flag("colon");
  find.phrases = table.phrases("phrases");
  find.text = table.text("text").value_or("");
  read_mark(table, find);
  check_needs(table, find);
  table.done();
  return find;
}

Field field_of(Table table) {
  Field field;
  field.key = table.required_key("key");
  field.required = table.flag("required");
  field.normaliser = table.text("normalise").value_or("text");
  field.normalise = normaliser_named(field.normaliser);
  if (field.normalise == nullptr) {
    std::string names;
    for (const NamedNormaliser& each : normalisers()) names += " " + std::string(each.name);
    table.fail("normalise", "no normaliser \"" + field.normaliser + "\"; expected one of" + names);
  }
  field.list = field.normaliser == "lines";
  field.only = table.texts("only");
  for (Table& each : table.tables("find")) field.find.push_back(find_of(each));
  for (Table& each : table.tables("doubt")) {
    field.doubt.push_back(find_of(each));
    if (field.doubt.back().review.empty())
      table.fail("doubt", "a doubt without a review reason changes nothing");
  }
  if (field.find.empty()) table.fail("field " + field.key + " has no [[fields.find]]");
  table.done();
  return field;
}

void read_recognition(Table table, Definition& definition) {
  definition.title_score = table.number("title", 0, 1).value_or(definition.title_score);
  definition.symbol_score = table.number("symbol", 0, 1).value_or(definition.symbol_score);
  definition.symbol_pattern = table.pattern("symbol_pattern");
  definition.symbol_area = area_of(table, "symbol_area").value_or(Area::page);
  if (definition.symbol_pattern && !definition.symbol_pattern->group("symbol"))
    table.fail("symbol_pattern", "the pattern has no group (?<symbol>…)");
  table.done();
}

// Rules speak of keys that fields have.
void check_rules(const Table& table, const Definition& definition) {
  for (const Rule& rule : definition.rules)
    for (const std::string& key : rule.fields)
      if (std::none_of(definition.fields.begin(), definition.fields.end(),
                       [&](const Field& field) { return field.key == key; }))
        table.fail(fmt::format("the rule at {} names no field here: {}", rule.place, key));
}

void check_keys(const Table& table, const Definition& definition) {
  std::set<std::string> kinds;
  for (const Kind& kind : definition.kinds)
    if (!kinds.insert(kind.id).second) table.fail("kind " + kind.id + " is defined twice");
  std::set<std::pair<std::string, std::string>> keys;
  for (const Field& field : definition.fields) {
    for (const std::string& kind : field.only)
      if (!kinds.contains(kind))
        table.fail("field " + field.key + ": only names no kind here: " + kind);
    const auto scopes = field.only.empty() ? std::vector<std::string>{""} : field.only;
    for (const std::string& kind : scopes)
      if (!keys.insert({field.key, kind}).second)
        table.fail("field " + field.key + " is defined twice");
  }
}

bool overlap(const Definition& a, const Definition& b) {
  const auto ends_before = [](const Definition& left, const Definition& right) {
    return !left.valid_until.empty() && left.valid_until < right.valid_from;
  };
  return !ends_before(a, b) && !ends_before(b, a);
}

void check_apart(const std::vector<Definition>& all) {
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j)
      for (const Kind& kind : all[i].kinds)
        for (const Kind& other : all[j].kinds)
          if (kind.id == other.id && overlap(all[i], all[j]))
            throw Error(Cause::definition_invalid,
                        fmt::format("{}: kind {} is defined in {} too, for the same time",
                                    all[j].file, kind.id, all[i].file));
}

}  // namespace

std::string_view take_name(Take take) noexcept {
  return take_names[static_cast<std::size_t>(take)];
}

Definition parse_definition(std::string_view toml, std::string_view name) {
  Document document(toml, name);
  Table table = document.root();
  Definition definition;
  definition.file = std::string(name);
  definition.law = table.required_text("law");
  definition.valid_from = table.required_date("valid_from");
  definition.valid_until = table.date("valid_until").value_or("");
  definition.fallback = table.flag("fallback");
  definition.review_below = table.number("review_below", 0, 1).value_or(definition.review_below);
  definition.labels = table.phrases("labels");
  if (auto recognise = table.table("recognise")) read_recognition(*recognise, definition);
  for (Table& each : table.tables("kinds")) definition.kinds.push_back(kind_of(each));
  for (Table& each : table.tables("fields")) definition.fields.push_back(field_of(each));
  for (const Table& each : table.tables("rules")) definition.rules.push_back(parse_rule(each));
  if (auto minimum = table.table("minimum")) {
    std::vector<std::string> keys;
    for (const Field& field : definition.fields) keys.push_back(field.key);
    definition.minimum = parse_minimum(*minimum, keys);
  }
  table.done();
  if (definition.kinds.empty()) table.fail("no [[kinds]]; expected at least one");
  check_keys(table, definition);
  check_rules(table, definition);
  return definition;
}

std::vector<Definition> load_definitions(const std::filesystem::path& folder) {
  std::vector<Definition> all;
  for (const auto& file : definition_files(folder, "form definition"))
    all.push_back(parse_definition(read_definition(file), file.string()));
  check_apart(all);
  return all;
}

}  // namespace sohoa::forms
