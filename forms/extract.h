// Fields of a document, from its text and codes, by definitions kept as data in models/forms/.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/page.h"

namespace sohoa::forms {

// What extraction sees of a page.
struct PageView {
  PageText text;
  std::vector<Code> codes;
  int width = 0, height = 0;  // of the upright frame
  double dpi = 0;
};

struct Extraction {
  std::string kind;                // a definition's id: "quyet_dinh"; empty: unknown
  double score = 0;                // 0..1
  std::vector<FieldValue> fields;  // in the definition's order; a required one not found is present
                                   // with an empty value and a review reason; of a document of no
                                   // kind only what was found, and that the kind was not
};

// All definitions of a folder, read and checked once. Immutable: shared between threads.
class Extractor {
 public:
  // Throws Error(definition_invalid) naming file and line, Error(data_missing).
  explicit Extractor(const std::filesystem::path& folder);
  Extractor(Extractor&&) noexcept;
  ~Extractor();
  Extraction extract(const std::vector<PageView>& pages) const;

 private:
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

}  // namespace sohoa::forms
