// Administrative procedures as data: which papers one asks for and gives, by the law in force.
//
// One TOML file each in models/procedures/ (models/procedures/README.md is the manual,
// models/schemas/procedure.schema.json the grammar).
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/checklist.h"
#include "core/page.h"
#include "forms/line.h"

namespace sohoa::forms {

// A paper that a procedure asks for or gives, and how it is recognised.
struct Paper {
  std::string id, code, name, when;
  bool required = false, shown = false;
  int copies = 1;
  std::vector<std::string> kinds;  // of form definitions
  std::vector<Phrase> titles;      // for papers that have no definition
};

struct Procedure {
  std::string file, law;
  std::string valid_from, valid_until;  // ISO dates; valid_until may be empty
  std::string code, name, sector, sector_code;
  std::vector<Paper> components, results;
};

// Throws Error(definition_invalid): "NAME:LINE:COLUMN: what, what was expected".
Procedure parse_procedure(std::string_view toml, std::string_view name);

// A document of a dossier, as far as it is needed to tell which paper it is.
struct SeenPaper {
  std::string kind;                   // empty: unknown
  std::vector<sohoa::Line> headings;  // lines in capitals of its first page
};
SeenPaper seen_paper(std::string kind, const PageText& first_page);

class Procedures {
 public:
  // All *.toml of a folder. Throws also if two files describe one procedure at the same time;
  // a folder that is missing or empty is Error(data_missing).
  explicit Procedures(const std::filesystem::path& folder);

  // The procedure with that code on that day ("2026-11-24"); codes may end in the agency's
  // ("1.001193.H29", "1.001193.000.00.00.H29") or the service's number ("1.001193.01"). Null: none.
  const Procedure* find(std::string_view code, std::string_view day) const noexcept;
  const std::vector<Procedure>& all() const noexcept { return procedures_; }

 private:
  std::vector<Procedure> procedures_;
};

// Each document goes to the first paper of its kind, components before results, that has fewer
// documents than copies, else to the first of its kind; one of no listed kind by its title.
// `receipts` are documents that are the receipt slip: they are no part of what was handed in.
Checklist check_against(const Procedure& procedure, const std::vector<SeenPaper>& documents,
                        const std::vector<std::uint32_t>& receipts);

}  // namespace sohoa::forms
