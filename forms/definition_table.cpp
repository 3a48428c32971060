#include "forms/definition_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/error.h"
#include "core/file.h"
#include "forms/definition.h"

namespace sohoa::forms {
namespace {

constexpr std::size_t most_entries = 2000;

[[noreturn]] void fail_at(const std::string& name, const toml::source_position& place,
                          const std::string& what) {
  throw Error(Cause::definition_invalid,
              fmt::format("{}:{}:{}: {}", name, place.line, place.column, what));
}

std::string kind_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

}  // namespace

struct Document::Parsed {
  std::string name;
  toml::table root;
  std::map<std::string, Pattern> patterns;  // compiled once, however often used
};

// The names [lists] and [patterns] are looked up in the document itself.
struct Table::Node {
  Document::Parsed* document;
  const toml::table* table;
  std::set<std::string, std::less<>> asked;

  const toml::node* get(std::string_view key) {
    asked.emplace(key);
    return table->get(key);
  }
  [[noreturn]] void fail(const toml::node& at, const std::string& what) const {
    fail_at(document->name, at.source().begin, what);
  }
  [[noreturn]] void expected(const toml::node& at, std::string_view key, const char* what) const {
    fail(at, fmt::format("{}: expected {}, found {}", key, what, kind_name(at)));
  }
  // What "@name" stands for; the node itself if it is no reference.
  const toml::node* resolved(const toml::node& node, const char* section) const {
    const auto text = node.value_exact<std::string_view>();
    if (!text || text->size() < 2 || (*text)[0] != '@') return &node;
    const toml::node* found = document->root[section][text->substr(1)].node();
    if (found == nullptr) fail(node, fmt::format("\"{}\" is not in [{}]", *text, section));
    return found;
  }
};

std::vector<std::filesystem::path> definition_files(const std::filesystem::path& folder,
                                                    std::string_view what) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error))
    if (at->path().extension() == ".toml") files.push_back(at->path());
  if (error || files.empty())
    throw Error(Cause::data_missing,
                fmt::format("{}: no {} (*.toml) there", folder.string(), what));
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_definition(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (!error && size > longest_definition)
    throw Error(Cause::definition_invalid, fmt::format("{}: {} bytes; the limit is {}",
                                                       file.string(), size, longest_definition));
  return read_file(file, longest_definition);
}

Document::Document(std::string_view toml, std::string_view name)
    : parsed_(std::make_unique<Parsed>()) {
  parsed_->name = std::string(name);
  if (toml.size() > longest_definition)
    fail_at(parsed_->name, {1, 1},
            fmt::format("{} bytes; the limit is {}", toml.size(), longest_definition));
  try {
    parsed_->root = toml::parse(toml, name);
  } catch (const toml::parse_error& error) {
    fail_at(parsed_->name, error.source().begin,
            "not valid TOML: " + std::string(error.description()));
  }
}
Document::~Document() = default;

Table Document::root() {
  auto node = std::make_shared<Table::Node>(Table::Node{parsed_.get(), &parsed_->root, {}});
  node->asked = {"lists", "patterns"};
  return Table(node);
}

std::optional<std::string> Table::text(std::string_view key) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->value_exact<std::string>();
  if (!value) node_->expected(*node, key, "a text");
  if (value->empty() || value->size() > 1000)
    fail(key, fmt::format("{}: expected a text of 1 to 1000 bytes, found {}", key, value->size()));
  return value;
}

std::string Table::required_text(std::string_view key) {
  auto value = text(key);
  if (!value) fail(fmt::format("{} is missing; expected a text", key));
  return *value;
}

std::string Table::required_key(std::string_view key) {
  std::string value = required_text(key);
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!plain || value.size() > 64 || value[0] < 'a')
    fail(key, fmt::format("{}: \"{}\"; expected letters a-z, digits and _", key, value));
  return value;
}

std::string Table::place() const {
  return fmt::format("{}:{}", node_->document->name, node_->table->source().begin.line);
}

std::optional<double> Table::number(std::string_view key, double least, double most) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_number()) node_->expected(*node, key, "a number");
  const double value = node->value<double>().value_or(least - 1);
  if (!(value >= least && value <= most))
    fail(key, fmt::format("{}: {}; expected a number from {} to {}", key, value, least, most));
  return value;
}

bool Table::flag(std::string_view key) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return false;
  const auto value = node->value_exact<bool>();
  if (!value) node_->expected(*node, key, "true or false");
  return *value;
}

std::optional<std::string> Table::date(std::string_view key) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->value_exact<toml::date>();
  if (!value) node_->expected(*node, key, "a date such as 2020-03-05 without quotes");
  return fmt::format("{:04}-{:02}-{:02}", unsigned{value->year}, unsigned{value->month},
                     unsigned{value->day});
}

std::string Table::required_date(std::string_view key) {
  auto value = date(key);
  if (!value) fail(fmt::format("{} is missing; expected a date such as 2020-03-05", key));
  return *value;
}

std::vector<std::string> Table::texts(std::string_view key) {
  const toml::node* given = node_->get(key);
  if (given == nullptr) return {};
  const toml::node* node = node_->resolved(*given, "lists");
  const toml::array* array = node->as_array();
  if (array == nullptr) node_->expected(*node, key, "an array of texts or \"@name\" of [lists]");
  if (array->size() > most_entries)
    node_->fail(*node,
                fmt::format("{}: {} entries; the limit is {}", key, array->size(), most_entries));
  std::vector<std::string> values;
  for (const toml::node& each : *array) {
    const auto value = each.value_exact<std::string>();
    if (!value || value->empty()) node_->expected(each, key, "a text that is not empty");
    values.push_back(*value);
  }
  return values;
}

std::vector<Phrase> Table::phrases(std::string_view key) {
  std::vector<Phrase> phrases;
  for (const std::string& text : texts(key)) {
    try {
      phrases.emplace_back(text);
    } catch (const std::invalid_argument& error) {
      fail(key, fmt::format("{}: \"{}\": {}", key, text, error.what()));
    }
  }
  return phrases;
}

std::optional<Pattern> Table::pattern(std::string_view key) {
  const toml::node* given = node_->get(key);
  if (given == nullptr) return std::nullopt;
  const toml::node* node = node_->resolved(*given, "patterns");
  const auto expression = node->value_exact<std::string>();
  if (!expression) node_->expected(*node, key, "a pattern as a text or \"@name\" of [patterns]");
  auto& known = node_->document->patterns;
  if (const auto found = known.find(*expression); found != known.end()) return found->second;
  try {
    return known.emplace(*expression, Pattern(*expression)).first->second;
  } catch (const std::invalid_argument& error) {
    node_->fail(*node, fmt::format("{}: {}", key, error.what()));
  }
}

std::optional<Table> Table::table(std::string_view key) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return std::nullopt;
  const toml::table* table = node->as_table();
  if (table == nullptr) node_->expected(*node, key, "a table");
  return Table(std::make_shared<Node>(Node{node_->document, table, {}}));
}

Table::Shape Table::shape(std::string_view key) const {
  const toml::node* node = node_->table->get(key);
  if (node == nullptr) return Shape::absent;
  if (node->is_string()) return Shape::text;
  if (node->is_array()) return Shape::list;
  return node->is_table() ? Shape::table : Shape::other;
}

std::vector<Table> Table::tables(std::string_view key) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return {};
  const toml::array* array = node->as_array();
  if (array == nullptr) node_->expected(*node, key, "an array of tables");
  if (array->size() > most_entries)
    node_->fail(*node,
                fmt::format("{}: {} entries; the limit is {}", key, array->size(), most_entries));
  std::vector<Table> tables;
  for (const toml::node& each : *array) {
    const toml::table* table = each.as_table();
    if (table == nullptr) node_->expected(each, key, "a table");
    tables.emplace_back(std::make_shared<Node>(Node{node_->document, table, {}}));
  }
  return tables;
}

void Table::done() const {
  for (const auto& [key, value] : *node_->table)
    if (!node_->asked.contains(key.str()))
      fail_at(node_->document->name, key.source().begin,
              fmt::format("unknown key \"{}\"; expected one of {}", key.str(),
                          fmt::join(node_->asked, ", ")));
}

void Table::fail(const std::string& what) const { node_->fail(*node_->table, what); }

void Table::fail(std::string_view key, const std::string& what) const {
  const toml::node* node = node_->table->get(key);
  node_->fail(node != nullptr ? *node : *node_->table, what);
}

}  // namespace sohoa::forms
