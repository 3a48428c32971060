// How papers of a dossier are handled, as data: which the law says not to digitise, which are the
// receipt slip, and what that says of the dossier.
//
// models/rules/*.toml, the grammar is models/schemas/handling.schema.json. Circular
// 01/2023/TT-VPCP, article 4, is the law; state secrets are never digitised.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/checklist.h"
#include "core/page.h"
#include "forms/extract.h"
#include "forms/line.h"

namespace sohoa::forms {

// One sign that a paper is not to be digitised.
struct HandlingRule {
  std::string id;       // "chung_thuc"
  std::string reason;   // "certified_copy": what consumers are told
  bool refuse = false;  // not at all: the dossier is not published with it; otherwise for review
  std::string field;    // a field with a value is the sign …
  std::vector<Phrase> text;         // … or one of these words
  std::vector<Phrase> unless;       // … if none of these stands on the page
  std::vector<std::string> except;  // kinds that it is no sign of
  bool alone = false;               // all that stands on its line
  bool upper = false;               // in capitals
  bool exact = false;               // marks count, and no letter may be wrong
  double confidence = 0;            // least, of its words
};

struct Handling {
  std::string file, law;
  std::string valid_from, valid_until;
  std::vector<std::string> receipt_kinds;
  struct Fact {
    std::string Receipt::*member;
    std::vector<std::string> keys;  // of fields: the first that has a value
  };
  std::vector<Fact> facts;
  std::vector<HandlingRule> rules;
};

// Throws Error(definition_invalid): "NAME:LINE:COLUMN: what, what was expected".
Handling parse_handling(std::string_view toml, std::string_view name);

// That of the folder's files which is in force on `day` ("2026-11-24"). Throws also
// Error(data_missing) if there is none.
Handling load_handling(const std::filesystem::path& folder, std::string_view day);

// A sign that was seen.
struct Sign {
  const HandlingRule* rule = nullptr;
  std::uint32_t page = 0;  // 0-based, in the document
  Box box;                 // original frame
  std::string text;        // what stands there
};

// The first sign of each rule, in the order of the rules.
std::vector<Sign> signs_of(const Handling& handling, const std::vector<PageView>& pages,
                           const Extraction& extraction);

bool is_receipt(const Handling& handling, std::string_view kind) noexcept;

// What the receipt slip's fields say; what asks for review is left empty.
Receipt receipt_of(const Handling& handling, const std::vector<FieldValue>& fields);

}  // namespace sohoa::forms
