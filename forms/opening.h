// Whether a document begins on a page, as far as the page alone can say. A wrong "yes" tears a
// document in two, so in doubt it is "no".
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "forms/extract.h"

namespace sohoa::forms {

struct FirstPage {
  bool begins = false;   // it shows what only a first page shows
  bool goes_on = false;  // it says itself that it belongs to a document before it
  std::string kind;      // a definition's id; empty: unknown
  double score = 0;      // 0..1, of the kind
  std::string why;       // lower-case english; empty if neither
};

// Immutable; shared between threads.
class Openings {
 public:
  // `signs`: models/openings.toml. `definitions`: the folder that Extractor reads. Throws
  // Error(definition_invalid) naming file and line, Error(data_missing).
  Openings(const std::filesystem::path& signs, const std::filesystem::path& definitions);
  Openings(Openings&&) noexcept;
  ~Openings();
  FirstPage look(const PageView& page) const;

 private:
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

}  // namespace sohoa::forms
