// Fields of a document, from its text and codes, by definitions kept as data in models/forms/.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/page.h"

namespace sohoa::forms {

struct Definition;

// What extraction sees of a page.
struct PageView {
  PageText text;
  std::vector<Code> codes;    // and what they say part by part (forms/code_parts.h)
  int width = 0, height = 0;  // of the upright frame
  double dpi = 0;
  std::vector<Mark> marks = {};
  std::vector<sohoa::Table> tables = {};  // forms::Table is another
};

// What is known of a document beforehand.
struct Given {
  std::string kind = {};  // a kind's id; empty: to be recognised
  struct Typed {
    std::string key, value;
  };
  std::vector<Typed> typed = {};  // by a person who looked at the paper
};

struct Extraction {
  std::string kind;                // a definition's id: "quyet_dinh"; empty: unknown
  double score = 0;                // 0..1
  std::vector<FieldValue> fields;  // in the definition's order; a required one not found is present
                                   // with an empty value and a review reason; of a document of no
                                   // kind only what was found, and that the kind was not
  std::vector<FieldValue> minimum;  // forms/minimum.h: nine, in the order of the law
};

// Why a document is taken for its kind and its fields have their values: for people who write
// definitions or doubt a value.
struct Explanation {
  struct Kind {
    std::string id, name, file;
    double score = 0;  // the sum of
    double title = 0, symbol = 0, evidence = 0;
  };
  std::vector<Kind> kinds;  // those that were considered, best first
  struct Attempt {
    std::string rule;  // "models/forms/x.toml:12: after_label"
    std::string raw, value;
    double confidence = 0;
    Source source = Source::ocr;
    std::uint32_t page = 0;
    Box box;
    std::vector<std::string> review;
  };
  struct Field {
    std::string key;
    std::vector<Attempt> attempts;  // of each rule that saw something, best first: [0] is the value
    std::vector<std::string> notes;  // what validation said
  };
  std::vector<Field> fields;
};

// All definitions of a folder, with the places, lists and words of models/, read and checked once.
// Immutable: shared between threads.
class Extractor {
 public:
  // Throws Error(definition_invalid) naming file and line, Error(data_missing).
  explicit Extractor(const std::filesystem::path& folder);
  Extractor(Extractor&&) noexcept;
  ~Extractor();
  const std::vector<Definition>& definitions() const noexcept;
  // Throws Error(kind_unknown) if the given kind is none. `why` is filled if given.
  Extraction extract(const std::vector<PageView>& pages, const Given& given = {},
                     Explanation* why = nullptr) const;

 private:
  void doubt(Extraction& extraction, const Definition& definition, Explanation* why) const;
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

}  // namespace sohoa::forms
