// Values that a person typed beforehand, from a file (TOML or JSON): who, when, and for each
// document which field is what. They enter extraction as Given::typed, below what a machine or the
// program read (R19).
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "forms/extract.h"

namespace sohoa::forms {

// As the file has it:
//   user = "Nguyễn Thị Thử"               who typed; required
//   time = 2026-11-24T08:30:00+07:00      when; default: empty
//   [[values]]
//   file = "don.pdf"                      the file they are of, by path or name, or
//   document = 1                          the document's number in the result, from 1
//   key = "ho_ten"
//   value = "Trần Văn Thử"                of a list: an array of texts
// JSON has the same keys in one object.
struct Typing {
  struct Entry {
    std::string place;           // "NAME:LINE", "NAME: values[0]": for messages
    std::string file;            // empty: not named
    std::uint32_t document = 0;  // from 1; 0: not named
    std::string key, value;
  };
  std::string user;
  std::string time;  // ISO 8601 with its offset
  std::vector<Entry> entries;
};

inline constexpr std::size_t longest_typing = 1U << 20U;  // bytes

// Throws Error(typed_invalid): "NAME:LINE:COLUMN: what, what was expected".
Typing parse_typing(std::string_view text, std::string_view name);

// A typing's values by what they are of; 0-based.
struct TypedValues {
  std::string user, time;
  std::map<std::uint32_t, std::vector<Given::Typed>> of_input, of_document;

  // Of the document with that number, made from that file.
  std::vector<Given::Typed> of(std::uint32_t document, std::uint32_t input) const;
};

// Values that name neither file nor document are those of the only file. Throws
// Error(typed_invalid) if a file is none or more than one of `files`, or a field has two values.
TypedValues assigned(const Typing& typing, const std::vector<std::filesystem::path>& files);

}  // namespace sohoa::forms
