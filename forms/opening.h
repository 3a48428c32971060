// Whether a document begins on a page, as far as the page alone can say. A wrong "yes" tears a
// document in two, so in doubt it is "no".
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

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
  // `signs`: models/openings.toml. `definitions`: the Extractor's, which must outlive this. Throws
  // Error(definition_invalid) naming file and line.
  Openings(const std::filesystem::path& signs, const std::vector<Definition>& definitions);
  Openings(Openings&&) noexcept;
  ~Openings();
  FirstPage look(const PageView& page) const;

 private:
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

}  // namespace sohoa::forms
