// A TOML file read strictly: each value is asked for by name and type, and what nobody asked for is
// an error. Messages say file, line and column. Part of definition.cpp's reading.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/line.h"
#include "forms/pattern.h"

namespace sohoa::forms {

// A table of a document, which must outlive it. Every function throws Error(definition_invalid).
// A list of texts may be a reference "@name" to an array of the document's [lists], and a pattern
// one to its [patterns].
class Table {
 public:
  struct Node;
  explicit Table(std::shared_ptr<Node> node) : node_(std::move(node)) {}

  std::optional<std::string> text(std::string_view key);
  std::string required_text(std::string_view key);
  std::string required_key(std::string_view key);  // a-z 0-9 _ from a letter, at most 64
  std::optional<double> number(std::string_view key, double least, double most);
  bool flag(std::string_view key);  // false if not there
  std::optional<std::string> date(std::string_view key);
  std::string required_date(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<Phrase> phrases(std::string_view key);
  std::optional<Pattern> pattern(std::string_view key);
  std::optional<Table> table(std::string_view key);
  // What stands there, for values that may be written in more than one way.
  enum class Shape : std::uint8_t { absent, text, list, table, other };
  Shape shape(std::string_view key) const;
  std::vector<Table> tables(std::string_view key);

  std::string place() const;  // "NAME:LINE"
  void done() const;          // throws if a key was not asked for
  [[noreturn]] void fail(const std::string& what) const;
  [[noreturn]] void fail(std::string_view key, const std::string& what) const;  // at that key

 private:
  std::shared_ptr<Node> node_;
};

// The *.toml of a folder, by name. Throws Error(data_missing) saying that there is no `what` if
// there are none.
std::vector<std::filesystem::path> definition_files(const std::filesystem::path& folder,
                                                    std::string_view what);

// A file's text. Throws Error(definition_invalid) if it is larger than longest_definition.
std::string read_definition(const std::filesystem::path& file);

class Document {
 public:
  Document(std::string_view toml, std::string_view name);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document();
  Table root();

  struct Parsed;

 private:
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace sohoa::forms
