#include "forms/typed.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>

#include "core/error.h"
#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t most_values = 10'000;
constexpr std::size_t longest_value = 4000;  // bytes
constexpr std::uint32_t most_documents = 100'000;

[[noreturn]] void refuse(const std::string& place, const std::string& what) {
  throw Error(Cause::typed_invalid, place + ": " + what);
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text[0] >= 'a' && text[0] <= 'z' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

bool is_time(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00+00:00";
  const bool utc = text.size() == 20 && text[19] == 'Z';
  if (text.size() != form.size() && !utc) return false;
  for (std::size_t i = 0; i < (utc ? 19 : text.size()); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool sign = i == 19 && text[i] == '-';
    if (form[i] == '0' ? !digit : text[i] != form[i] && !sign) return false;
  }
  return true;
}

// A text on one line, canonical; what a person typed and nothing that is not shown.
std::string clean_text(const std::string& text, const std::string& place, std::string_view key) {
  const std::string canonical = nfc(text);
  if (canonical.empty() || canonical.size() > longest_value)
    refuse(place, fmt::format("{}: {} bytes; expected a text of 1 to {}", key, canonical.size(),
                              longest_value));
  if (std::ranges::any_of(canonical, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; }))
    refuse(place, fmt::format("{}: a control character; expected a text of one line", key));
  return canonical;
}

// JSON and TOML alike: the kinds of value that a typing has, and where each stands. TOML becomes
// JSON; its places are kept beside it.
struct Source {
  json root;
  std::string name;
  std::vector<std::string> places;  // of each of values

  std::string place(std::size_t entry) const {
    return entry < places.size() ? places[entry] : fmt::format("{}: values[{}]", name, entry);
  }
};

json as_json(const toml::node& node, const std::string& name) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* array = node.as_array()) {
    json items = json::array();
    for (const auto& item : *array) items.push_back(as_json(item, name));
    return items;
  }
  if (const auto* table = node.as_table()) {
    json object = json::object();
    for (const auto& [key, value] : *table) object[std::string(key.str())] = as_json(value, name);
    return object;
  }
  if (const auto* moment = node.as_date_time(); moment != nullptr && moment->get().offset) {
    const auto& [date, time, offset] = moment->get();
    const int minutes = offset->minutes;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", unsigned{date.year},
                       unsigned{date.month}, unsigned{date.day}, unsigned{time.hour},
                       unsigned{time.minute}, unsigned{time.second}, minutes < 0 ? '-' : '+',
                       std::abs(minutes) / 60, std::abs(minutes) % 60);
  }
  const auto& at = node.source().begin;
  refuse(fmt::format("{}:{}:{}", name, at.line, at.column),
         "expected a text, a whole number, or a time with its offset such as "
         "2026-11-24T08:30:00+07:00");
}

Source from_toml(std::string_view text, const std::string& name) {
  Source source{{}, name, {}};
  toml::table root;
  try {
    root = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    refuse(fmt::format("{}:{}:{}", name, at.line, at.column),
           "not valid TOML: " + std::string(error.description()));
  }
  source.root = as_json(root, name);
  if (const auto* values = root["values"].as_array())
    for (const auto& value : *values)
      source.places.push_back(fmt::format("{}:{}", name, value.source().begin.line));
  return source;
}

Source from_json(std::string_view text, const std::string& name) {
  try {
    // Nesting beyond what a typing has is cut off, so that no depth can exhaust the stack.
    const json::parser_callback_t shallow = [&](int depth, json::parse_event_t, json&) {
      if (depth > 5) refuse(name, "nested too deep; expected an object with user and values");
      return true;
    };
    return {json::parse(text, shallow), name, {}};
  } catch (const json::exception& error) {
    refuse(name, std::string("not valid JSON: ") + error.what());
  }
}

void only_keys(const json& object, const std::set<std::string>& known, const std::string& place) {
  for (const auto& [key, value] : object.items())
    if (!known.contains(key))
      refuse(place, fmt::format("unknown key \"{}\"; expected one of {}", nfc(key),
                                fmt::join(known, ", ")));
}

std::optional<std::string> text_at(const json& object, const char* key, const std::string& place) {
  const auto found = object.find(key);
  if (found == object.end()) return std::nullopt;
  if (!found->is_string()) refuse(place, fmt::format("{}: expected a text", key));
  return clean_text(found->get<std::string>(), place, key);
}

std::string value_of(const json& object, const std::string& place) {
  const auto found = object.find("value");
  if (found == object.end()) refuse(place, "value is missing; expected a text");
  if (found->is_string()) return clean_text(found->get<std::string>(), place, "value");
  if (!found->is_array() || found->size() > most_values)
    refuse(place, "value: expected a text, or of a list an array of texts");
  std::string list;
  for (const auto& item : *found) {
    if (!item.is_string()) refuse(place, "value: expected an array of texts");
    list += (list.empty() ? "" : "\n") + clean_text(item.get<std::string>(), place, "value");
  }
  return list;
}

Typing::Entry entry_of(const json& object, const std::string& place) {
  if (!object.is_object()) refuse(place, "expected a table with key and value");
  only_keys(object, {"file", "document", "key", "value"}, place);
  Typing::Entry entry;
  entry.place = place;
  entry.file = text_at(object, "file", place).value_or("");
  if (const auto number = object.find("document"); number != object.end()) {
    if (!number->is_number_integer() || number->get<std::int64_t>() < 1 ||
        number->get<std::int64_t>() > most_documents)
      refuse(place, fmt::format("document: expected a number from 1 to {}", most_documents));
    entry.document = number->get<std::uint32_t>();
  }
  if (!entry.file.empty() && entry.document != 0)
    refuse(place, "file and document; expected one of them");
  entry.key = text_at(object, "key", place).value_or("");
  if (!is_key(entry.key))
    refuse(place, fmt::format("key: \"{}\"; expected letters a-z, digits and _", entry.key));
  entry.value = value_of(object, place);
  return entry;
}

// The one of `files` that is called so, by path or, if that is none, by name.
std::uint32_t input_of(const Typing::Entry& entry, const std::vector<fs::path>& files) {
  const auto only = [&](const auto& fits) -> std::optional<std::uint32_t> {
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = 0; i < files.size(); ++i) {
      if (!fits(files[i])) continue;
      if (found) refuse(entry.place, "file: \"" + entry.file + "\" is more than one of the inputs");
      found = i;
    }
    return found;
  };
  if (entry.file.empty()) {
    if (files.size() == 1) return 0;
    refuse(entry.place, fmt::format("no file or document is named; there are {}", files.size()));
  }
  const auto absolute = [](const fs::path& path) { return fs::absolute(path).lexically_normal(); };
  const fs::path named = absolute(entry.file);
  if (const auto found = only([&](const fs::path& file) { return absolute(file) == named; }))
    return *found;
  if (const auto found =
          only([&](const fs::path& file) { return nfc(file.filename().string()) == entry.file; }))
    return *found;
  refuse(entry.place, "file: \"" + entry.file + "\" is none of the inputs");
}

}  // namespace

Typing parse_typing(std::string_view text, std::string_view name_given) {
  const std::string name(name_given);
  if (text.size() > longest_typing)
    refuse(name, fmt::format("{} bytes; the limit is {}", text.size(), longest_typing));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_json = first != std::string_view::npos && text[first] == '{';
  const Source source = is_json ? from_json(text, name) : from_toml(text, name);
  only_keys(source.root, {"user", "time", "values"}, name);
  Typing typing;
  typing.user = text_at(source.root, "user", name).value_or("");
  if (typing.user.empty()) refuse(name, "user is missing; expected who typed the values");
  typing.time = text_at(source.root, "time", name).value_or("");
  if (!typing.time.empty() && !is_time(typing.time))
    refuse(name,
           fmt::format("time: \"{}\"; expected such as 2026-11-24T08:30:00+07:00", typing.time));
  const auto values = source.root.find("values");
  if (values == source.root.end() || !values->is_array())
    refuse(name, "values are missing; expected [[values]] with key and value");
  if (values->size() > most_values)
    refuse(name, fmt::format("{} values; the limit is {}", values->size(), most_values));
  for (std::size_t i = 0; i < values->size(); ++i)
    typing.entries.push_back(entry_of((*values)[i], source.place(i)));
  return typing;
}

std::vector<Given::Typed> TypedValues::of(std::uint32_t document, std::uint32_t input) const {
  std::vector<Given::Typed> values;
  if (const auto found = of_input.find(input); found != of_input.end()) values = found->second;
  if (const auto found = of_document.find(document); found != of_document.end())
    values.insert(values.end(), found->second.begin(), found->second.end());
  return values;
}

TypedValues assigned(const Typing& typing, const std::vector<fs::path>& files) {
  TypedValues values{typing.user, typing.time, {}, {}};
  for (const Typing::Entry& entry : typing.entries) {
    auto& list = entry.document != 0 ? values.of_document[entry.document - 1]
                                     : values.of_input[input_of(entry, files)];
    if (std::ranges::find(list, entry.key, &Given::Typed::key) != list.end())
      refuse(entry.place, entry.key + ": a second value of the same field");
    list.push_back({entry.key, entry.value});
  }
  return values;
}

}  // namespace sohoa::forms
